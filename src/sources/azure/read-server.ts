import type { ExtensionNeed, Need } from '../../model/layer';
import { childNeeds, extensionNeeds, referenceNeeds } from '../../model/layer';
import { withoutPermission } from '../../model/reasons';
import type { Resource } from '../../model/resource';
import { serverTypes } from '../../model/resource';
import type { Problem, Snapshot } from '../../model/snapshot';
import { createSnapshot } from '../../model/snapshot';
import type { JsonObject, Unknown } from '../../model/value';
import { isJsonObject, unknown } from '../../model/value';
import type { Attempt } from './attempt';
import { attempt } from './attempt';
import { cancelled } from './cancel';
import { childrenInWords, childSegment } from './child-types';
import { isRoleOfCluster, parametersOfRole } from './cluster-parameters';
import type { Connection } from './connection';
import { inactiveRoles, withEligibleRoles } from './eligible-roles';
import type { Explanation } from './explain-error';
import { sentence } from './explain-error';
import { textAt } from './json';
import { embeddedConnections, getServer, listChildren } from './list-children';
import { otherType } from './other-types';
import { readExtensions } from './read-extensions';
import type { ReferencesRead } from './read-references';
import { listName, readReference } from './read-references';
import { childResource, serverResource } from './resource-body';
import { notAskedFor } from './server-document';
import type { ServerId } from './server-id';
import type { SharedReads } from './shared-reads';

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

export interface ReadRequest {
  readonly connection: Connection;
  readonly server: ServerId;
  /** What several servers need is asked for once among all that are read with this. */
  readonly shared: SharedReads;
  readonly needs: readonly Need[];
  readonly signal?: AbortSignal | undefined;
  /** The server as Resource Manager has just listed it, which saves a call. */
  readonly body?: JsonObject | undefined;
}

/** Puts the needs of all layers for extensions together, so that each type is read once. */
function gatherExtensions(server: ServerId, needs: readonly Need[]): readonly ExtensionNeed[] {
  const wanted = new Map<string, ExtensionNeed>();
  for (const need of extensionNeeds(needs, server.kind)) {
    const key = need.extension.toLowerCase();
    const { names, ...before } = wanted.get(key) ?? need;
    const all = names === undefined || need.names === undefined;
    wanted.set(key, all ? before : { ...before, names: [...new Set([...names, ...need.names])] });
  }
  return [...wanted.values()];
}

/** Reads a server with what is needed beside it, all at the same time. Rejects only for a cancel. */
export async function readServer(request: ReadRequest): Promise<Snapshot> {
  const { connection, server, needs, signal, body } = request;
  if (signal?.aborted === true) throw cancelled();
  const wanted = gather(server, needs);
  const own = attempt(body === undefined ? getServer(connection, server, signal) : Promise.resolve(body));
  const ofRoles = once(() => listChildren(connection, server, 'configurations', signal));
  const children = [...wanted].map(async ([segment, names]) => {
    const list = isRoleOfCluster(segment) ? ofRoles().then((all) => parametersOfRole(all, server.id, segment)) : listWanted({ connection, server, signal, own }, segment);
    const read = await attempt(list);
    return { segment, names, read };
  });
  const [self, extensions, references, ...lists] = await Promise.all([
    own,
    Promise.all(gatherExtensions(server, needs).map((need) => readExtensions(request, need))),
    readReferences(request, own),
    ...children,
  ]);
  if ('failure' in self) {
    const message = sentence(`read ${server.name}`, await withEligibleRoles(self.failure, connection, server.subscriptionId, signal));
    return createSnapshot({ origin: 'live', resources: [], problems: [{ message, key: server.id.toLowerCase() }] });
  }
  const key = server.id.toLowerCase();
  const resources = new Map<string, Resource>([[key, serverResource(server, self.value)]]);
  const unread = new Map<string, Unknown>();
  const add = (resource: Resource): void => void resources.set(resource.key, resources.get(resource.key) ?? resource);
  const refused = [...lists.flatMap(({ read }) => ('failure' in read ? [read.failure] : [])), ...extensions.flatMap(({ failure }) => failure ?? [])];
  const roles = refused.some(({ kind }) => kind === 'forbidden') ? await rolesToActivate(request) : '';
  for (const { segment, names, read } of lists) {
    if ('failure' in read) unread.set(listName(key, `${serverTypes[server.kind]}/${segment}`), whyUnread(childrenInWords(segment), read.failure, roles));
    else read.value.map((child) => childResource(server, segment, child)).filter((child) => names === 'all' || names.has(nameOf(child))).forEach(add);
  }
  for (const { type, resources: found, failure } of extensions) {
    found.forEach(add);
    if (failure !== undefined) unread.set(listName(key, type), whyUnread(otherType(type)?.words ?? type, failure, roles));
  }
  for (const { resources: found, incomplete } of references) {
    found.forEach(add);
    for (const [name, failure] of incomplete) unread.set(name, whyUnread(otherType(name.split(' ')[1] ?? '')?.words ?? 'parts', failure));
  }
  const asked = new Set([
    ...[...wanted.keys()].map((segment) => listName(key, `${serverTypes[server.kind]}/${segment}`)),
    ...extensions.map(({ type }) => listName(key, type)),
  ]);
  return createSnapshot({
    origin: 'live',
    resources: [...resources.values()],
    problems: problemsOf(server, references),
    incomplete: (parent, type) => {
      const name = listName(parent.key, type);
      const notAsked = parent.key === key && !asked.has(name);
      return notAsked ? unknown(notAskedFor) : unread.get(name);
    },
  });
}

/** Asks when it is first asked, and never again. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

async function readReferences(request: ReadRequest, own: Promise<Attempt<JsonObject>>): Promise<readonly ReferencesRead[]> {
  const needs = referenceNeeds(request.needs, request.server.kind);
  if (needs.length === 0) return [];
  const self = await own;
  return 'failure' in self ? [] : Promise.all(needs.map((need) => readReference(request, self.value, need)));
}

/** Why something that the server refers to is missing: it is told once, however many layers need it. */
function problemsOf({ name }: ServerId, references: readonly ReferencesRead[]): Problem[] {
  const failures = new Map(references.flatMap(({ failures: all }) => all.map((one) => [one.address ?? one.id, one] as const)));
  return [...failures.values()].map(({ id, type, failure, address }) => ({
    message: sentence(`read the ${otherType(type)?.words.replace(/s$/, '') ?? 'resource'} ${id.split('/').at(-1) ?? ''} of ${name}`, failure),
    because: whyUnread(otherType(type)?.words ?? 'it', failure).because,
    key: address ?? id,
  }));
}

function nameOf({ name }: Resource): string {
  return typeof name === 'string' ? name.toLowerCase() : '';
}

/** The roles in the server's subscription that are not switched on, asked for once among all servers that are read. */
async function rolesToActivate({ connection, shared, server: { subscriptionId }, signal }: ReadRequest): Promise<string> {
  const found = await shared(`inactive roles of ${subscriptionId}`.toLowerCase(), () => inactiveRoles(connection, subscriptionId, signal));
  return 'failure' in found ? '' : found.value;
}

/** @param roles those that would have to be activated first; empty where there are none. */
function whyUnread(what: string, { kind, reason, advice }: Explanation, roles = ''): Unknown {
  if (kind === 'forbidden' && reason.startsWith('no permission')) {
    const inactive = roles === '' ? '' : `; you are eligible for ${roles}, which is not active`;
    return unknown(reason.replace('no permission', withoutPermission(what)) + inactive);
  }
  return unknown(`${what} could not be read: ${reason}. ${advice}`.replace(/\.$/, ''));
}

interface ListRequest extends Omit<ReadRequest, 'needs' | 'body' | 'shared'> {
  readonly own: Promise<Attempt<JsonObject>>;
}

/** Lists the children of a type, without a call where the server itself tells that there are none. */
async function listWanted({ connection, server, signal, own }: ListRequest, segment: string): Promise<readonly JsonObject[]> {
  const list = () => listChildren(connection, server, segment, signal);
  const tells = segment === 'privateEndpointConnections' || segment === 'keys' || (server.kind === 'flexible' && (segment === 'administrators' || segment === 'firewallRules'));
  if (!tells) return list();
  const self = await own;
  if ('failure' in self) return [];
  switch (segment) {
    case 'privateEndpointConnections':
      return embeddedConnections(self.value) ?? (isIntegrated(self.value) ? [] : list());
    case 'keys':
      return textAt((self.value['properties'] ?? {}) as JsonObject, 'byokEnforcement') === 'Disabled' ? [] : list();
    case 'administrators':
      return setting(self.value, 'authConfig', 'activeDirectoryAuth') === 'Disabled' ? [] : list();
    default:
      return isIntegrated(self.value) ? [] : list();
  }
}

function setting(server: JsonObject, group: string, name: string): string {
  const properties = (server['properties'] ?? {}) as JsonObject;
  const inner = properties[group];
  return isJsonObject(inner) ? textAt(inner, name) : '';
}

/** A server in a virtual network of its own has neither private endpoints nor firewall rules, and its answer does not mention them. */
function isIntegrated(server: JsonObject): boolean {
  return setting(server, 'network', 'delegatedSubnetResourceId') !== '';
}
