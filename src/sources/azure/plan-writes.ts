import { isParameterOfRole } from '../../model/cluster-writes';
import type { Change } from '../../model/fix';
import type { Path } from '../../model/address';
import type { Json, JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import { childSegment, spellChildType } from './child-types';
import type { Connection } from './connection';
import { textAt } from './json';
import type { ExtensionPlace } from './extension-place';
import { extensionAddress, parseExtensionKey, sendAtOnce, writtenExtension } from './extension-place';
import type { AddedChild } from './read-back';
import { readBackAdded } from './read-back';
import { apiVersions, getServer, listChildren } from './list-children';
import type { ServerId } from './server-id';
import { parseChildKey } from './server-id';
import type { ServerOperations, Start } from './server-operations';

/** One request and the changes that it carries out. */
export interface Step {
  readonly changes: readonly Change[];
  /** Reads what the request must repeat, and makes it ready to be sent. Rejects where that cannot be read. */
  readonly prepare: (signal: AbortSignal) => Promise<Start>;
}

/** A change that cannot be written, and why; a sentence. */
export class NotWritable extends Error {}

export interface Writing {
  readonly connection: Connection;
  readonly server: ServerId;
  readonly operations: ServerOperations;
}

const sameKey = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * Turns changes into requests, in their order. Properties of the server that are set one after the other become one
 * request, as some may only change together.
 * @throws NotWritable before anything is sent.
 */
export function planWrites(writing: Writing, changes: readonly Change[]): readonly Step[] {
  const steps: Step[] = [];
  const added: AddedChild[] = [];
  let together: Change[] = [];
  const flush = (): void => {
    if (together.length > 0) steps.push(patchServer(writing, together));
    together = [];
  };
  for (const change of changes) {
    const own = (change.kind === 'set' || change.kind === 'remove') && sameKey(change.at.key, writing.server.id) && change.at.path.length > 0;
    if (own) together.push(change);
    else {
      flush();
      steps.push(stepOf(writing, change, added));
      added.push(...addedChild(writing, change));
    }
  }
  flush();
  return steps;
}

function ready(start: Start | undefined, what: string): Start {
  if (start === undefined) throw new NotWritable(`Azure offers no way to ${what}. Nothing was changed.`);
  return start;
}

/** What a change adds below the server, so that it can be read back. */
function addedChild({ server }: Writing, change: Change): readonly AddedChild[] {
  const segment = change.kind === 'add' ? childSegment(server.kind, change.type) : undefined;
  if (change.kind !== 'add' || segment === undefined) return [];
  const { properties } = change.body;
  return [{ segment, name: change.name, properties: isJsonObject(properties) ? properties : {} }];
}

/** @param added what the changes before it have added. */
function stepOf(writing: Writing, change: Change, added: readonly AddedChild[]): Step {
  const { server, operations } = writing;
  switch (change.kind) {
    case 'add': {
      const { properties } = change.body;
      const extension = writtenExtension(change.type);
      if (extension !== undefined && sameKey(change.parent, server.id)) {
        const start = sendAtOnce(writing.connection, 'PUT', extensionAddress(server, { type: extension, name: change.name }), change.body);
        return { changes: [change], prepare: () => Promise.resolve(start) };
      }
      const segment = childSegment(server.kind, change.type);
      if (segment === undefined || !sameKey(change.parent, server.id)) throw strange(server);
      const start = ready(operations.put(segment, change.name, isJsonObject(properties) ? properties : {}), `write ${segment} of ${server.name}`);
      return { changes: [change], prepare: () => Promise.resolve(start) };
    }
    case 'action': {
      if (!sameKey(change.resource, server.id)) throw strange(server);
      const start = ready(change.action === 'restart' ? operations.restart() : undefined, `${change.action} ${server.name}`);
      return { changes: [change], prepare: () => Promise.resolve(start) };
    }
    case 'secure':
    case 'require':
    case 'ask':
    case 'refer':
    case 'raise':
      throw new NotWritable('The change is one for a template, not for Azure. Nothing was changed.');
    case 'set':
    case 'remove': {
      const extension = parseExtensionKey(server.id, change.at.key);
      if (extension !== undefined) return { changes: [change], prepare: (signal) => prepareExtension(writing, change, extension, signal) };
      const child = parseChildKey(server.id, change.at.key);
      if (child === undefined) {
        if (sameKey(change.at.key, server.id)) throw new NotWritable(`${server.name} itself is neither replaced nor deleted from here. Nothing was changed.`);
        throw strange(server);
      }
      const segment = spellChildType(server.kind, child.segment);
      if (change.kind === 'remove' && change.at.path.length === 0) {
        const start = ready(operations.remove(segment, child.name), `remove ${segment} of ${server.name}`);
        const before = added.filter((one) => one.segment === segment);
        return {
          changes: [change],
          prepare: async (signal) => {
            if (segment === 'administrators' || segment === 'roles') await keepSomebody(writing, segment, signal);
            await readBackAdded(writing.connection, server, before, (of) => childVersion(server, of), signal);
            return start;
          },
        };
      }
      ready(operations.put(segment, child.name, {}), `write ${segment} of ${server.name}`);
      return { changes: [change], prepare: (signal) => prepareChild(writing, change, segment, child.name, signal) };
    }
  }
}

function strange({ name }: ServerId): NotWritable {
  return new NotWritable(`The change is about something that does not belong to ${name}. Nothing was changed.`);
}

type Edit = Extract<Change, { kind: 'set' | 'remove' }>;

/** Children are written whole, so what they are now is read first; a parameter needs only its value. */
async function prepareChild({ connection, server, operations }: Writing, change: Edit, segment: string, name: string, signal: AbortSignal): Promise<Start> {
  const current = await connection.send({ path: `${server.id}/${segment}/${name}?api-version=${childVersion(server, segment)}`, signal });
  const spelled = textAt(current, 'name') || name;
  const changed = withPath(current, change.at.path, change.kind === 'set' ? change.value : undefined);
  const properties = isJsonObject(changed) && isJsonObject(changed['properties']) ? changed['properties'] : {};
  const value = properties['value'] ?? null;
  const written = segment === 'configurations' ? { value, source: 'user-override' } : isParameterOfRole(segment) ? { value } : properties;
  return ready(operations.put(segment, spelled, written), `write ${segment} of ${server.name}`);
}

/**
 * The last administrator stays where nobody else could sign in, whatever was planned and however long ago: somebody else
 * may have removed the other one meanwhile.
 */
async function keepSomebody({ connection, server }: Writing, segment: 'administrators' | 'roles', signal: AbortSignal): Promise<void> {
  const current = await getServer(connection, server, signal);
  const passwords = partAt(current, ['properties', 'authConfig', 'passwordAuth']);
  if (typeof passwords !== 'string' || passwords.toLowerCase() !== 'disabled') return;
  const listed = await listChildren(connection, server, segment, signal);
  // The roles of a cluster are not only its administrators.
  const administrators = segment === 'administrators' ? listed : listed.filter((role) => isJsonObject(partAt(role, ['properties', 'externalIdentity'])) && partAt(role, ['properties', 'roleType']) === 'admin');
  if (administrators.length > 1) return;
  throw new NotWritable(`${server.name} takes no passwords, and this is its last Microsoft Entra administrator: nobody could sign in any more. Nothing was changed.`);
}

/** What extends a server is written whole, so what it is now is read first. */
async function prepareExtension({ connection, server }: Writing, change: Edit, place: ExtensionPlace, signal: AbortSignal): Promise<Start> {
  const path = extensionAddress(server, place);
  if (change.kind === 'remove' && change.at.path.length === 0) return sendAtOnce(connection, 'DELETE', path);
  const current = await connection.send({ path, signal });
  const changed = withPath(current, change.at.path, change.kind === 'set' ? change.value : undefined);
  const properties = partAt(changed, ['properties']);
  return sendAtOnce(connection, 'PUT', path, { properties: properties ?? {} });
}

/** Single Server's private endpoint connections came later than the rest of it. */
function childVersion({ kind }: ServerId, segment: string): string {
  if (kind === 'single' && segment === 'privateEndpointConnections') return '2018-06-01';
  return kind === 'single' && segment === 'keys' ? '2020-01-01' : apiVersions[kind];
}

/** Returns JSON with one part of it replaced, or left out where the new value is `undefined`. */
function withPath(json: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list: readonly Json[] = Array.isArray(json) ? json : [];
    const entry = withPath(list[key], rest, value);
    return [...list.slice(0, key), ...(entry === undefined ? [] : [entry]), ...list.slice(key + 1)];
  }
  const object = isJsonObject(json) ? json : {};
  const name = Object.keys(object).find((known) => known.toLowerCase() === key.toLowerCase()) ?? key;
  const inner = withPath(object[name], rest, value);
  const others = Object.entries(object).filter(([known]) => known !== name);
  return Object.fromEntries(inner === undefined ? others : [...others, [name, inner]]);
}

/** Tags and lists are replaced as a whole, so a change within them must repeat the rest. */
const isWithinWhole = (path: Path): boolean => (path[0] === 'tags' && path.length > 1) || path.some((key) => typeof key === 'number');

function wholePart(path: Path): Path {
  if (path[0] === 'tags') return ['tags'];
  const list = path.findIndex((key) => typeof key === 'number');
  return list < 0 ? path : path.slice(0, list);
}

function partAt(json: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isJsonObject(inner) ? inner[String(key)] : undefined), json);
}

function patchServer({ connection, server, operations }: Writing, changes: readonly Change[]): Step {
  const edits = changes.filter((change): change is Edit => change.kind === 'set' || change.kind === 'remove');
  const asked = edits.reduce<Json>((patch, { at: { path } }) => withPath(patch, wholePart(path), null) ?? patch, {});
  ready(operations.patch(isJsonObject(asked) ? asked : {}), `change ${edits.map(({ at }) => at.path.slice(-1)).join(', ')} of ${server.name}`);
  return {
    changes,
    async prepare(signal) {
      let whole: Json | undefined = edits.some(({ at }) => isWithinWhole(at.path)) ? await getServer(connection, server, signal) : undefined;
      let patch: Json = {};
      for (const edit of edits) {
        const { path } = edit.at;
        const value = edit.kind === 'set' ? edit.value : undefined;
        if (isWithinWhole(path)) {
          whole = withPath(whole, path, value);
          patch = withPath(patch, wholePart(path), partAt(whole, wholePart(path)) ?? null) ?? patch;
        } else patch = withPath(patch, path, value ?? null) ?? patch;
      }
      return ready(operations.patch(companions(server, patch as JsonObject)), `change ${server.name}`);
    },
  };
}

/** Single Server takes a minimum TLS version only together with the enforcement of TLS, and no version without it. */
function companions({ kind }: ServerId, patch: JsonObject): JsonObject {
  const properties = isJsonObject(patch['properties']) ? patch['properties'] : {};
  if (kind !== 'single') return patch;
  const { minimalTlsVersion, sslEnforcement } = properties;
  if (typeof minimalTlsVersion === 'string' && sslEnforcement === undefined) {
    const off = minimalTlsVersion.toLowerCase() === 'tlsenforcementdisabled';
    // Without a minimum TLS may still be enforced, so nothing is said about it then.
    return off ? patch : { ...patch, properties: { ...properties, sslEnforcement: 'Enabled' } };
  }
  if (typeof sslEnforcement === 'string' && sslEnforcement.toLowerCase() === 'disabled') {
    return { ...patch, properties: { ...properties, minimalTlsVersion: 'TLSEnforcementDisabled' } };
  }
  return patch;
}
