import { window } from 'vscode';
import { valueAt } from '../model/value';
import { readPlace, type HostAndPort } from '../postgres/read-place';
import type { FleetServer } from './fleet';
import { pickServer } from './pick-server';
import type { Services } from './services';
import { isFleetNode } from './tree/node';

/** Where to connect. */
export interface Place extends HostAndPort {
  /** The server of the list that was chosen, where it is the one that answers there: what is read elsewhere is not of it. */
  readonly server?: FleetServer;
}

/** A property of a server as the list told it. */
export function listedText({ summary }: FleetServer, name: string): string | undefined {
  const value = valueAt(summary.body, ['properties', name]);
  return typeof value === 'string' ? value : undefined;
}

/** The tenant whose tokens a server takes, as the list of servers or reading it told. */
export function tenantOf({ summary, report }: FleetServer): string | undefined {
  const value = valueAt(report?.server.resource.body ?? summary.body, ['properties', 'authConfig', 'tenantId']);
  return typeof value === 'string' ? value : undefined;
}

/** The server on whose node the command was called, or one that the person chooses, or none where they have a host in mind. */
async function chooseServer(services: Services, node: unknown, title: string): Promise<FleetServer | 'other' | undefined> {
  if (isFleetNode(node)) return pickServer(services, node);
  if (services.session.state.kind !== 'signed-in') return 'other';
  const listed = { label: '$(server) A server of the list…' };
  const other = { label: '$(edit) Another host…' };
  const choice = await window.showQuickPick([listed, other], { title, placeHolder: 'To where?' });
  if (choice === undefined) return undefined;
  return choice === listed ? pickServer(services) : 'other';
}

/** Asks where to connect, unless the command was called on a server, whose own name is then proposed. */
export async function choosePlace(services: Services, node: unknown, title: string): Promise<Place | undefined> {
  const server = await chooseServer(services, node, title);
  if (server === undefined) return undefined;
  const known = server === 'other' ? undefined : listedText(server, 'fullyQualifiedDomainName');
  const { state } = services.session;
  const sample = state.kind === 'signed-in' && state.to === 'sample' && server !== 'other';
  const text = await window.showInputBox({
    title: server === 'other' ? title : `${title}: ${server.summary.name}`,
    prompt: sample ? 'Host and port. This server is a sample, so nothing answers at its name.' : 'Host, and port where it is not 5432',
    placeHolder: 'pg-orders.postgres.database.azure.com:5432',
    value: known ?? '',
    ignoreFocusOut: true,
    validateInput: (value) => (readPlace(value) === undefined ? 'A host, or a host and a port, such as pg-orders.postgres.database.azure.com:6432.' : undefined),
  });
  const place = text === undefined ? undefined : readPlace(text);
  if (place === undefined) return undefined;
  // Only at the name of a sample, where nothing answers, another host may stand in.
  const isIt = server !== 'other' && (sample || known === undefined || known.toLowerCase() === place.host);
  return { ...place, ...(isIt ? { server } : {}) };
}
