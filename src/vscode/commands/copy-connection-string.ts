import { env, QuickPickItemKind, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { nameOf, settingOf } from '../../model/resource';
import { clientIds, clientInfo, connectionString, type ClientId, type ConnectionString } from '../../postgres/connection-strings/connection-string';
import { pgBouncerPort, type Authentication, type Connection, type Roots } from '../../postgres/connection-strings/connection';
import { askEntrance } from '../ask-entrance';
import { pickReadServer } from '../read-server';
import { writeRootFile } from '../root-file';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

const authenticationItems: Readonly<Record<Authentication, QuickPickItem>> = {
  password: { label: '$(key) Password', detail: 'It is asked for, or comes from the environment; it is never part of the string' },
  entra: { label: '$(azure) Microsoft Entra token', detail: 'A token of your own sign-in takes the place of a password' },
  'managed-identity': { label: '$(vm) Managed identity', detail: 'For a computer or service in Azure; nothing secret to keep' },
};

interface ClientItem extends QuickPickItem {
  readonly id?: ClientId;
}

/** The string of a client, or why these names cannot be written for it. */
function preview(id: ClientId, connection: Connection): string {
  try {
    return connectionString(id, connection).text.split('\n').join(' ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a person chooses beside the client. */
interface Choice {
  readonly id: ClientId;
  readonly port: number;
  readonly roots: Roots;
}

/** Shows each client's string before it is copied; the rows at the end switch port and root certificates, and back. */
async function pickClient(services: Services, title: string, connection: Connection, pooled: boolean): Promise<Choice | undefined> {
  let port = 5432;
  let roots: Roots = 'system';
  for (;;) {
    const items: ClientItem[] = clientIds.map((id) => {
      const { label, caveat } = clientInfo(id);
      return { id, label, description: caveat, detail: preview(id, { ...connection, port, roots }) };
    });
    const otherPort = port === 5432 ? pgBouncerPort : 5432;
    const portItem: ClientItem = {
      label: `$(arrow-swap) Connect to port ${otherPort} instead`,
      detail: `${otherPort === 5432 ? 'PostgreSQL itself' : 'PgBouncer, where it is switched on'}; now ${port}`,
    };
    const rootsItem: ClientItem =
      roots === 'system'
        ? { label: '$(file-certificate) Verify by a file of root certificates instead', detail: 'For libpq 15 and older, the installers of EnterpriseDB, Postgres.app and psycopg[binary], which find none in the system' }
        : { label: '$(file-certificate) Verify by the certificates of the system instead', detail: `Needs libpq 16 or newer; now ${roots.file}` };
    const options: ClientItem[] = [{ label: 'Instead', kind: QuickPickItemKind.Separator }, ...(pooled ? [portItem] : []), rootsItem];
    const item = await window.showQuickPick([...items, ...options], { title, placeHolder: 'For which client?', matchOnDetail: true });
    if (item === undefined) return undefined;
    if (item.id !== undefined) return { id: item.id, port, roots };
    if (item === portItem) port = otherPort;
    else roots = roots === 'system' ? { file: await writeRootFile(services) } : 'system';
  }
}

async function pickAuthentication(title: string): Promise<Authentication | undefined> {
  const items = (['password', 'entra', 'managed-identity'] as const).map((way) => ({ way, ...authenticationItems[way] }));
  return (await window.showQuickPick(items, { title, placeHolder: 'How does it sign in to the database?' }))?.way;
}

/** Asks which managed identity: of those that somebody assigned there may be several. */
async function askIdentity(title: string): Promise<Pick<Connection, 'identity'> | undefined> {
  const text = await window.showInputBox({
    title,
    prompt: 'Client id of a user-assigned identity; empty for the system-assigned one',
    placeHolder: '11111111-2222-3333-4444-555555555555',
    ignoreFocusOut: true,
    validateInput: (typed) => (/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/i.test(typed.trim()) ? undefined : 'A client id, such as 11111111-2222-3333-4444-555555555555, or nothing.'),
  });
  if (text === undefined) return undefined;
  return text.trim() === '' ? {} : { identity: text.trim() };
}

/** Says what was copied, and shows on request the code, or the page that the string rests on. */
function report({ client, note, code }: ConnectionString): void {
  const show = 'Show Code';
  const open = 'Open Documentation';
  // With a button VS Code shows the whole message; without one it would cut what there is to know to a line.
  const buttons = [...(code === undefined ? [] : [show]), open];
  void window.showInformationMessage(`Copied, without a password. ${note}`, ...buttons).then(async (answer) => {
    if (answer === open) await env.openExternal(Uri.parse(clientInfo(client).page));
    if (answer !== show || code === undefined) return;
    await window.showTextDocument(await workspace.openTextDocument({ language: code.language, content: code.text }));
  });
}

/** Copies a string that connects over TLS and verifies certificate and host name. */
export async function copyConnectionString(services: Services, node?: unknown): Promise<string | undefined> {
  const read = await pickReadServer(services, node, ['flexible', 'single']);
  if (read === undefined) return undefined;
  const { resource, kind } = read.server;
  const title = `Connection String for ${nameOf(resource)} (Verified TLS)`;
  const connection = await askEntrance(read, title);
  if (connection === undefined) return undefined;
  // The Burstable tier has no PgBouncer, nor has a Single Server.
  const tier = settingOf(resource, ['sku', 'tier']);
  const client = await pickClient(services, title, connection, kind === 'flexible' && tier !== 'Burstable');
  if (client === undefined) return undefined;
  const authentication = await pickAuthentication(title);
  if (authentication === undefined) return undefined;
  const identity = authentication === 'managed-identity' ? await askIdentity(title) : {};
  if (identity === undefined) return undefined;
  let made: ConnectionString;
  try {
    made = connectionString(client.id, { ...connection, port: client.port, roots: client.roots, authentication, ...identity });
  } catch (error) {
    if (error instanceof RangeError) throw new UserMessage(error.message);
    throw error;
  }
  await env.clipboard.writeText(made.text);
  report(made);
  return made.text;
}
