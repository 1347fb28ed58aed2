import type { ReferenceNeed } from '../../model/layer';
import type { Resource } from '../../model/resource';
import { sameType } from '../../model/resource';
import { isUnknown, valueAt } from '../../model/value';
import type { JsonObject } from '../../model/value';
import type { Explanation } from './explain-error';
import { findVault, parseKeyAddress } from './find-vaults';
import { textAt } from './json';
import { otherType } from './other-types';
import { listBySending } from './raw-list';
import type { BeyondRequest } from './read-extensions';

/** What could not be read. */
export interface ReferenceFailure {
  /** The lower-cased id of the resource. */
  readonly id: string;
  readonly type: string;
  readonly failure: Explanation;
  /** What the server calls it, in lower case, where that is no id: the address of a key. */
  readonly address?: string;
}

/** What a server refers to, as far as it could be read. */
export interface ReferencesRead {
  readonly resources: readonly Resource[];
  readonly failures: readonly ReferenceFailure[];
  /** Lists of children that could not be read: the key of the parent and the type, on one line each. */
  readonly incomplete: ReadonlyMap<string, Explanation>;
}

type Need = Omit<ReferenceNeed, 'of'>;

const none: ReferencesRead = { resources: [], failures: [], incomplete: new Map() };

/** The name under which an incomplete list of children is kept. */
export const listName = (parent: string, type: string): string => `${parent} ${type}`.toLowerCase();

function together(all: readonly ReferencesRead[]): ReferencesRead {
  return {
    resources: all.flatMap(({ resources }) => resources),
    failures: all.flatMap(({ failures }) => failures),
    incomplete: new Map(all.flatMap(({ incomplete }) => [...incomplete])),
  };
}

/** Reads what a property of a resource refers to, and what that refers to in turn. Nothing is asked for twice. */
export async function readReference(request: BeyondRequest, body: JsonObject, need: Need): Promise<ReferencesRead> {
  const value = valueAt(body, need.referenced);
  if (isUnknown(value) || typeof value !== 'string' || value === '') return none;
  if (value.startsWith('/')) return readOne(request, value, need, undefined);
  const address = parseKeyAddress(value);
  if (address === undefined) return none;
  const { shared, connection, signal } = request;
  const found = await shared(`vault ${address.vault}`.toLowerCase(), () => findVault(connection, address.vault, signal));
  const failed = (id: string, failure: Explanation): ReferencesRead => ({ ...none, failures: [{ id, type: need.type, failure, address: value.toLowerCase() }] });
  if ('failure' in found) return failed(address.vault, found.failure);
  if (found.value === undefined) {
    const failure: Explanation = { kind: 'forbidden', reason: `the key vault ${address.vault} is none that you can see`, advice: 'Ask for the role Key Vault Reader on it.' };
    return failed(address.vault, failure);
  }
  const read = await readOne(request, found.value, need, address.key);
  const [vault] = read.failures.filter(({ id }) => id === found.value?.toLowerCase());
  return vault === undefined ? read : failed(vault.id, vault.failure);
}

/** Puts a child's type below its parent's id: …/vaults/v and …/vaults/keys make …/vaults/v/keys. */
function childrenPath(id: string, type: string): string {
  return `${id}/${type.split('/').at(-1) ?? ''}`;
}

function resourceOf(type: string, body: JsonObject, id: string, parent?: string): Resource {
  const name = textAt(body, 'name').split('/').at(-1) ?? '';
  return { key: id.toLowerCase(), type, name: name || (id.split('/').at(-1) ?? ''), ...(parent === undefined ? {} : { parent }), existing: false, when: true, body };
}

async function readOne(request: BeyondRequest, id: string, need: Need, only: string | undefined): Promise<ReferencesRead> {
  const { connection, shared, signal } = request;
  const type = otherType(need.type);
  if (type === undefined || !isOfType(id, need.type)) return none;
  const key = id.toLowerCase();
  const read = await shared(key, () => connection.send({ path: `${id}?api-version=${type.apiVersion}`, signal }));
  if ('failure' in read) return { ...none, failures: [{ id: key, type: need.type, failure: read.failure }] };
  const body = read.value;
  const further = (need.further ?? []).map((one) => readReference(request, body, one));
  const children = (need.children ?? []).map((one) => readChildren(request, id, one, only));
  return together([{ ...none, resources: [resourceOf(need.type, body, id)] }, ...(await Promise.all([...further, ...children]))]);
}

async function readChildren({ connection, shared, signal }: BeyondRequest, id: string, child: string, only: string | undefined): Promise<ReferencesRead> {
  const type = otherType(child);
  if (type === undefined) return none;
  const path = childrenPath(id, child);
  const version = `?api-version=${type.apiVersion}`;
  const read = await shared(`${path}/${only ?? ''}`.toLowerCase(), async () =>
    only === undefined ? listBySending(connection, `${path}${version}`, signal) : [await connection.send({ path: `${path}/${only}${version}`, signal })],
  );
  const parent = id.toLowerCase();
  if ('failure' in read) return { ...none, incomplete: new Map([[listName(parent, child), read.failure]]) };
  return { ...none, resources: read.value.map((body) => resourceOf(child, body, textAt(body, 'id'), parent)) };
}

/** A property may refer to things of several types, such as a workspace or a storage account. */
function isOfType(id: string, type: string): boolean {
  const [namespace = '', ...rest] = (id.split(/\/providers\//i).at(-1) ?? '').split('/');
  return sameType([namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/'), type);
}
