import { env, window } from 'vscode';
import { clients, connectionString, userOf } from '../../postgres/connection-strings';
import { nameOf, settingOf } from '../../model/resource';
import { pickReadServer } from '../read-server';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

/** Shows each client's string before it is copied; only names are asked for, never a password. */
async function pickString(title: string, host: string, database: string, user: string): Promise<{ text: string; note: string } | undefined> {
  const items = clients.map((client) => {
    const { label, text, note } = connectionString(client, { host, database, user });
    return { label, detail: text, text, note };
  });
  return window.showQuickPick(items, { title, placeHolder: 'For which client?', matchOnDetail: true });
}

function ask(title: string, prompt: string, value: string): Thenable<string | undefined> {
  return window.showInputBox({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'It must not be empty.' : undefined),
  });
}

/** Copies a string that connects over TLS and verifies certificate and host name. */
export async function copyConnectionString(services: Services, node?: unknown): Promise<string | undefined> {
  const read = await pickReadServer(services, node, ['flexible', 'single']);
  if (read === undefined) return undefined;
  const { resource, kind } = read.server;
  const host = settingOf(resource, ['properties', 'fullyQualifiedDomainName']);
  if (typeof host !== 'string') {
    throw new UserMessage(`Azure does not say the host name of ${nameOf(resource)}. It is known once the server has been created; read it again then.`);
  }
  const title = `Connection String for ${nameOf(resource)} (Verified TLS)`;
  const database = await ask(title, 'Database', 'postgres');
  if (database === undefined) return undefined;
  const login = settingOf(resource, ['properties', 'administratorLogin']);
  const role = await ask(title, 'Role to connect as', typeof login === 'string' ? login : '');
  if (role === undefined) return undefined;
  const chosen = await pickString(title, host, database.trim(), userOf(role.trim(), { kind, host }));
  if (chosen === undefined) return undefined;
  await env.clipboard.writeText(chosen.text);
  void window.showInformationMessage(`Copied, without a password. ${chosen.note}`);
  return chosen.text;
}
