import { window, type TerminalOptions } from 'vscode';
import { nameOf, settingOf } from '../../model/resource';
import { tokenScope } from '../../postgres/connection-strings/connection';
import { psqlEnvironment } from '../../postgres/psql-environment';
import { askEntrance, type Entrance } from '../ask-entrance';
import { findProgram } from '../find-program';
import { pickReadServer, type ReadServer } from '../read-server';
import { writeRootFile } from '../root-file';
import { savedPasswords } from '../saved-passwords';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

interface Secret {
  readonly secret?: string;
  readonly bind?: boolean;
}

/** Asks how psql gets in. A password that is not saved is for psql itself to ask. */
async function chooseSecret(services: Services, read: ReadServer, { host, user }: Entrance): Promise<Secret | undefined> {
  const { server } = read;
  const saved = await savedPasswords.get(services.context.secrets, { host, port: 5432, user });
  const tenant = settingOf(server.resource, ['properties', 'authConfig', 'tenantId']);
  const entra = {
    label: '$(azure) Microsoft Entra token',
    detail: 'A fresh token of your sign-in; the role has to be yours, or a group that you are in',
    get: async (): Promise<Secret> => ({ secret: await services.session.token(tokenScope(host), typeof tenant === 'string' ? tenant : undefined, read.fleetServer.summary.id) }),
  };
  const password = {
    label: '$(key) Password',
    detail: saved === undefined ? 'psql asks for it' : 'The one that you saved in VS Code’s secret storage',
    get: (): Promise<Secret> => Promise.resolve({ bind: true, ...(saved === undefined ? {} : { secret: saved }) }),
  };
  const title = `Open psql for ${nameOf(server.resource)}`;
  return (await window.showQuickPick([entra, password], { title, placeHolder: `How does ${user} sign in?` }))?.get();
}

/** Opens psql in a terminal, over verified TLS. Everything it needs is in its environment, which VS Code does not keep. */
export async function openPsql(services: Services, node?: unknown): Promise<TerminalOptions | undefined> {
  const program = findProgram('psql');
  if (program === undefined) {
    throw new UserMessage('There is no psql on this computer. Install the client tools of PostgreSQL (Debian: postgresql-client; macOS: brew install libpq; Windows: the installer of postgresql.org), then try again.');
  }
  const read = await pickReadServer(services, node, ['flexible', 'single']);
  if (read === undefined) return undefined;
  const { resource } = read.server;
  const title = `Open psql for ${nameOf(resource)}`;
  const connection = await askEntrance(read, title);
  if (connection === undefined) return undefined;
  const secret = await chooseSecret(services, read, connection);
  if (secret === undefined) return undefined;
  const options: TerminalOptions = {
    name: `psql ${nameOf(resource)}`,
    // The environment of terminals may have another PATH than that of extensions.
    shellPath: program,
    env: { ...psqlEnvironment({ connection, rootFile: await writeRootFile(services), ...secret }) },
    // A terminal that is restored later would need its environment, secret and all, to be kept.
    isTransient: true,
  };
  window.createTerminal(options).show();
  return options;
}
