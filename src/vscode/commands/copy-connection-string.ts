import { env, QuickPickItemKind, window, workspace, type QuickPickItem } from 'vscode';
import { nameOf, settingOf } from '../../model/resource';
import { clientIds, clientInfo, connectionString, type ClientId, type ConnectionString } from '../../postgres/connection-strings/connection-string';
import { pgBouncerPort, userOf, type Authentication, type Connection } from '../../postgres/connection-strings/connection';
import { askText } from '../ask-text';
import { hostOf, pickReadServer } from '../read-server';
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

/** Shows each client's string before it is copied; the last row switches to the port of the connection pool and back. */
async function pickClient(title: string, connection: Connection, pooled: boolean): Promise<{ id: ClientId; port: number } | undefined> {
  let port = 5432;
  for (;;) {
    const items: ClientItem[] = clientIds.map((id) => {
      const { label, proven } = clientInfo(id);
      return { id, label, description: proven ? '' : 'by its documentation', detail: preview(id, { ...connection, port }) };
    });
    const other = port === 5432 ? pgBouncerPort : 5432;
    const name = other === 5432 ? 'PostgreSQL itself' : 'PgBouncer, where it is switched on';
    const options: ClientItem[] = pooled
      ? [
          { label: 'Port', kind: QuickPickItemKind.Separator },
          { label: `$(arrow-swap) Connect to port ${other} instead`, detail: `${name}; now ${port}` },
        ]
      : [];
    const item = await window.showQuickPick([...items, ...options], { title, placeHolder: 'For which client?', matchOnDetail: true });
    if (item === undefined) return undefined;
    if (item.id !== undefined) return { id: item.id, port };
    port = other;
  }
}

/** Asks how to authenticate where the client has more than one way. */
async function pickAuthentication(title: string, id: ClientId): Promise<Authentication | undefined> {
  const ways = clientInfo(id).authentications;
  if (ways.length === 1) return ways[0];
  const items = ways.map((way) => ({ way, ...authenticationItems[way] }));
  return (await window.showQuickPick(items, { title, placeHolder: 'How does it sign in to the database?' }))?.way;
}

/** Says what was copied, and shows the code on request. */
function report({ note, code }: ConnectionString): void {
  const show = 'Show Code';
  void window.showInformationMessage(`Copied, without a password. ${note}`, ...(code === undefined ? [] : [show])).then(async (answer) => {
    if (answer !== show || code === undefined) return;
    await window.showTextDocument(await workspace.openTextDocument({ language: code.language, content: code.text }));
  });
}

/** Copies a string that connects over TLS and verifies certificate and host name. */
export async function copyConnectionString(services: Services, node?: unknown): Promise<string | undefined> {
  const read = await pickReadServer(services, node, ['flexible', 'single']);
  if (read === undefined) return undefined;
  const { resource, kind } = read.server;
  const host = hostOf(read);
  const title = `Connection String for ${nameOf(resource)} (Verified TLS)`;
  const database = await askText(title, 'Database', 'postgres');
  if (database === undefined) return undefined;
  const login = settingOf(resource, ['properties', 'administratorLogin']);
  const role = await askText(title, 'Role to connect as', typeof login === 'string' ? login : '');
  if (role === undefined) return undefined;
  const connection: Connection = { host, database: database.trim(), user: userOf(role.trim(), { kind, host }) };
  // The Burstable tier has no PgBouncer, nor has a Single Server.
  const tier = settingOf(resource, ['sku', 'tier']);
  const client = await pickClient(title, connection, kind === 'flexible' && tier !== 'Burstable');
  if (client === undefined) return undefined;
  const authentication = await pickAuthentication(title, client.id);
  if (authentication === undefined) return undefined;
  let made: ConnectionString;
  try {
    made = connectionString(client.id, { ...connection, port: client.port, authentication });
  } catch (error) {
    if (error instanceof RangeError) throw new UserMessage(error.message);
    throw error;
  }
  await env.clipboard.writeText(made.text);
  report(made);
  return made.text;
}
