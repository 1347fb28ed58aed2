import type { Need } from '../../model/layer';
import { childNeeds } from '../../model/layer';
import type { Resource } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { createSnapshot } from '../../model/snapshot';
import type { Unknown } from '../../model/value';
import { unknown } from '../../model/value';
import { cancelled, isCancelled } from './cancel';
import { childrenInWords, childSegment } from './child-types';
import type { Connection } from './connection';
import type { Explanation } from './explain-error';
import { explainError, sentence } from './explain-error';
import type { JsonObject } from './json';
import { textAt } from './json';
import { embeddedConnections, getServer, listChildren } from './list-children';
import { childResource, serverResource } from './resource-body';
import { notAskedFor } from './server-document';
import type { ServerId } from './server-id';

/** What is wanted of one type of children: all, or those with these names in lower case. */
type Wanted = ReadonlyMap<string, 'all' | ReadonlySet<string>>;

/** Puts the needs of all layers together, so that each type is listed once. */
function gather(server: ServerId, needs: readonly Need[]): Wanted {
  const wanted = new Map<string, 'all' | Set<string>>();
  for (const { type, names } of childNeeds(needs)) {
    const segment = childSegment(server.kind, type);
    if (segment === undefined) continue;
    const before = wanted.get(segment);
    if (names === undefined || before === 'all') wanted.set(segment, 'all');
    else wanted.set(segment, new Set([...(before ?? []), ...names.map((name) => name.toLowerCase())]));
  }
  return wanted;
}

type Attempt<T> = { readonly value: T } | { readonly failure: Explanation };

/** Only a cancel still rejects. */
async function attempt<T>(promise: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { failure: explainError(error) };
  }
}

export interface ReadRequest {
  readonly connection: Connection;
  readonly server: ServerId;
  readonly needs: readonly Need[];
  readonly signal?: AbortSignal | undefined;
  /** The server as Resource Manager has just listed it, which saves a call. */
  readonly body?: JsonObject | undefined;
}

/** Reads a server and the children that are needed, all at the same time. Rejects only for a cancel. */
export async function readServer({ connection, server, needs, signal, body }: ReadRequest): Promise<Snapshot> {
  if (signal?.aborted === true) throw cancelled();
  const wanted = gather(server, needs);
  const own = attempt(body === undefined ? getServer(connection, server, signal) : Promise.resolve(body));
  const children = [...wanted].map(async ([segment, names]) => {
    const read = await attempt(listWanted({ connection, server, signal, own }, segment));
    return { segment, names, read };
  });
  const [self, ...lists] = await Promise.all([own, ...children]);
  if ('failure' in self) {
    const message = sentence(`read ${server.name}`, self.failure);
    return createSnapshot({ origin: 'live', resources: [], problems: [{ message, key: server.id.toLowerCase() }] });
  }
  const resources: Resource[] = [serverResource(server, self.value)];
  const refused = new Map<string, Unknown>();
  for (const { segment, names, read } of lists) {
    if ('failure' in read) refused.set(segment, whyUnread(segment, read.failure));
    else resources.push(...read.value.map((body) => childResource(server, segment, body)).filter((child) => names === 'all' || names.has(nameOf(child))));
  }
  return createSnapshot({
    origin: 'live',
    resources,
    incomplete: (_, type) => {
      const segment = childSegment(server.kind, type);
      return segment !== undefined && wanted.has(segment) ? refused.get(segment) : unknown(notAskedFor);
    },
  });
}

function nameOf({ name }: Resource): string {
  return typeof name === 'string' ? name.toLowerCase() : '';
}

function whyUnread(segment: string, { kind, reason, advice }: Explanation): Unknown {
  const what = childrenInWords(segment);
  if (kind === 'forbidden' && reason.startsWith('no permission')) return unknown(reason.replace('no permission', `no permission to read ${what}`));
  return unknown(`${what} could not be read: ${reason}. ${advice}`.replace(/\.$/, ''));
}

interface ListRequest extends Omit<ReadRequest, 'needs' | 'body'> {
  readonly own: Promise<Attempt<JsonObject>>;
}

/** Lists the children of a type, without a call where the server itself tells that there are none. */
async function listWanted({ connection, server, signal, own }: ListRequest, segment: string): Promise<readonly JsonObject[]> {
  const list = () => listChildren(connection, server, segment, signal);
  const tells = segment === 'privateEndpointConnections' || (server.kind === 'flexible' && (segment === 'administrators' || segment === 'firewallRules'));
  if (!tells) return list();
  const self = await own;
  if ('failure' in self) return [];
  switch (segment) {
    case 'privateEndpointConnections':
      return embeddedConnections(self.value) ?? (isIntegrated(self.value) ? [] : list());
    case 'administrators':
      return setting(self.value, 'authConfig', 'activeDirectoryAuth') === 'Disabled' ? [] : list();
    default:
      return isIntegrated(self.value) ? [] : list();
  }
}

function setting(server: JsonObject, group: string, name: string): string {
  const properties = (server['properties'] ?? {}) as JsonObject;
  const inner = properties[group];
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? textAt(inner as JsonObject, name) : '';
}

/** A server in a virtual network of its own has neither private endpoints nor firewall rules, and its answer does not mention them. */
function isIntegrated(server: JsonObject): boolean {
  return setting(server, 'network', 'delegatedSubnetResourceId') !== '';
}
