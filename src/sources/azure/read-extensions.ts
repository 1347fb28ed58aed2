import type { ExtensionNeed } from '../../model/layer';
import type { Resource } from '../../model/resource';
import type { JsonObject } from '../../model/value';
import type { Attempt } from './attempt';
import type { Connection } from './connection';
import type { Explanation } from './explain-error';
import { textAt } from './json';
import type { OtherType } from './other-types';
import { otherType } from './other-types';
import { listBySending } from './raw-list';
import type { ServerId } from './server-id';
import type { SharedReads } from './shared-reads';

export interface BeyondRequest {
  readonly connection: Connection;
  readonly shared: SharedReads;
  readonly server: ServerId;
  readonly signal?: AbortSignal | undefined;
}

/** The resources of one type that extend a server, or why they could not be read. */
export interface ExtensionsRead {
  readonly type: string;
  readonly resources: readonly Resource[];
  readonly failure?: Explanation;
}

/** Reads what extends a server, and what lies above it and holds for it too; what a whole subscription shares is asked for once. */
export async function readExtensions(request: BeyondRequest, { extension, names }: ExtensionNeed): Promise<ExtensionsRead> {
  const type = otherType(extension);
  if (type === undefined) return { type: extension, resources: [], failure: { kind: 'failed', reason: `${extension} is not read here`, advice: '' } };
  const read = await list(request, extension, type, names ?? []);
  if ('failure' in read) return { type: extension, resources: [], failure: read.failure };
  const wanted = names?.map((name) => name.toLowerCase());
  const resources = read.value
    .filter((body) => holdsFor(request.server, textAt(body, 'id')) && wanted?.includes(nameOf(body).toLowerCase()) !== false)
    .map((body) => extensionResource(request.server, extension, body));
  return { type: extension, resources };
}

async function list({ connection, shared, server, signal }: BeyondRequest, type: string, { apiVersion, listedBy, onlyAtSubscription }: OtherType, names: readonly string[]): Promise<Attempt<readonly JsonObject[]>> {
  const version = `?api-version=${apiVersion}`;
  const subscription = `/subscriptions/${server.subscriptionId}/providers/${type}`;
  const atServer = () => shared(`${server.id} ${type}`.toLowerCase(), () => listBySending(connection, `${server.id}/providers/${type}${version}`, signal));
  if (listedBy === undefined) return atServer();
  const [name] = names;
  if (onlyAtSubscription === true && name !== undefined && names.length === 1) {
    return shared(`${subscription}/${name}`.toLowerCase(), async () => [await connection.send({ path: `${subscription}/${name}${version}`, signal })]);
  }
  const all = await shared(subscription.toLowerCase(), () => listBySending(connection, `${subscription}${version}`, signal));
  // Whoever has a role on some servers only may still read what holds for those.
  return 'failure' in all && all.failure.kind === 'forbidden' && onlyAtSubscription !== true ? atServer() : all;
}

const nameOf = (body: JsonObject): string => textAt(body, 'name') || (textAt(body, 'id').split('/').at(-1) ?? '');

/** Says whether what an extension extends is the server or lies above it. Some answers spell the place in another case. */
function holdsFor(server: ServerId, id: string): boolean {
  const scope = id.toLowerCase().split('/providers/').slice(0, -1).join('/providers/');
  const own = server.id.toLowerCase();
  return own === scope || own.startsWith(`${scope}/`);
}

function extensionResource(server: ServerId, type: string, body: JsonObject): Resource {
  return { key: textAt(body, 'id').toLowerCase(), type, name: nameOf(body), parent: server.id.toLowerCase(), existing: false, when: true, body };
}
