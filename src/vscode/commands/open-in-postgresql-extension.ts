import { commands, env, extensions, Uri, window } from 'vscode';
import { nameOf, settingOf } from '../../model/resource';
import { askEntrance, type Entrance } from '../ask-entrance';
import { pickReadServer, type ReadServer } from '../read-server';
import type { Services } from '../services';

/** Microsoft's extension for working with PostgreSQL, and the address that it takes connections by. */
const other = 'ms-ossdata.vscode-pgsql';

/** An address never holds a password: VS Code and the operating system log it. */
export function handOver(scheme: string, { server, fleetServer }: ReadServer, { host, database, user }: Entrance, entra: boolean): Uri {
  const { subscriptionId, resourceGroup } = fleetServer.summary;
  const tenant = settingOf(server.resource, ['properties', 'authConfig', 'tenantId']);
  const query = new URLSearchParams({
    server: host,
    database,
    port: '5432',
    user,
    authenticationType: entra ? 'AzureMFA' : 'SqlLogin',
    azureResourceGroup: resourceGroup,
    azureSubscriptionId: subscriptionId,
    ...(typeof tenant === 'string' ? { tenantId: tenant } : {}),
  });
  return Uri.from({ scheme, authority: other, path: '/connect', query: query.toString() });
}

/** Opens the server in Microsoft's PostgreSQL extension, which then asks for what it needs. */
export async function openInPostgresqlExtension(services: Services, node?: unknown): Promise<Uri | undefined> {
  const read = await pickReadServer(services, node, ['flexible', 'single']);
  if (read === undefined) return undefined;
  if (extensions.getExtension(other) === undefined) {
    const show = 'Show Extension';
    const answer = await window.showInformationMessage('Microsoft’s PostgreSQL extension is not installed.', { modal: true, detail: 'It browses and queries databases. Set its SSL mode to verify-full: its default does not verify the server.' }, show);
    if (answer === show) await commands.executeCommand('extension.open', other);
    return undefined;
  }
  const title = `Open ${nameOf(read.server.resource)} in Microsoft’s PostgreSQL Extension`;
  const entrance = await askEntrance(read, title);
  if (entrance === undefined) return undefined;
  const ways = [
    { label: '$(azure) Microsoft Entra', entra: true },
    { label: '$(key) Password', entra: false },
  ];
  const way = await window.showQuickPick(ways, { title, placeHolder: 'How does it sign in? Set its SSL mode to verify-full: its default does not verify the server.' });
  if (way === undefined) return undefined;
  const address = handOver(env.uriScheme, read, entrance, way.entra);
  // Unlike openExternal, it finds the extension in a browser too.
  await commands.executeCommand('vscode.open', address);
  return address;
}
