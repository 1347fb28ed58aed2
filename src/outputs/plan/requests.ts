import { isParameterOfRole } from '../../model/cluster-writes';
import type { Change } from '../../model/fix';
import { isTemplateChange } from '../../model/fix';
import type { Path } from '../../model/address';
import { serverTypes, type Kind, type Server } from '../../model/resource';
import { isSecretName } from '../../model/secret-name';
import type { Snapshot } from '../../model/snapshot';
import { isJsonObject, isList, isObject, isUnknown, valueAt, type Json, type JsonObject, type Value } from '../../model/value';
import { applyChanges } from '../../engine/changes/apply';
import { placeOf } from '../../engine/changes/place';

/** What is sent to Resource Manager for one or more changes. */
export interface PlannedRequest {
  readonly method: 'PUT' | 'PATCH' | 'DELETE' | 'POST';
  /** The resource id, with an action behind it where it is one. */
  readonly path: string;
  readonly apiVersion: string;
  readonly body?: Json;
  /** The changes that it carries out. */
  readonly changes: readonly Change[];
}

/** The versions of the API that live servers are written with. */
export const liveApiVersions: Readonly<Record<Kind, string>> = { flexible: '2025-08-01', single: '2017-12-01', cluster: '2023-03-02-preview', horizon: '2026-05-01-preview' };

/** Of types that the version of their server does not know, in lower case: by the last part of a child's type, and of what extends a server. */
const otherVersions: Readonly<Record<string, string>> = {
  'single privateendpointconnections': '2018-06-01',
  'single keys': '2020-01-01',
  'microsoft.insights/diagnosticsettings': '2021-05-01-preview',
};

/** @param segment what stands between the server's id and the name: "firewallRules", "providers/Microsoft.Insights/diagnosticSettings". */
function versionOf({ kind }: Server, segment: string): string {
  const lower = segment.toLowerCase();
  return otherVersions[lower.replace(/^providers\//, '')] ?? otherVersions[`${kind} ${lower}`] ?? liveApiVersions[kind];
}

/** Stands in a command for a secret, which is written nowhere. */
export const secretPlaceholder = '<the secret>';

function plain(value: Value | undefined, name = ''): Json {
  if (value === undefined || isUnknown(value)) return null;
  if (typeof value === 'string') return value !== '' && isSecretName(name) ? secretPlaceholder : value;
  if (isList(value)) return value.map((item) => plain(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner, key)]));
}

/** Puts a value into nested objects: ['properties', 'network', 'publicNetworkAccess'] → { properties: { network: … } }. */
function nested(object: JsonObject, [key, ...rest]: readonly string[], value: Json): JsonObject {
  if (key === undefined) return object;
  const inner = object[key];
  return { ...object, [key]: rest.length === 0 ? value : nested(isJsonObject(inner) ? inner : {}, rest, value) };
}

/** Lists and tags are sent whole. */
function wholePath(path: Path): readonly string[] {
  if (path[0] === 'tags') return ['tags'];
  const list = path.findIndex((key) => typeof key === 'number');
  return (list < 0 ? path : path.slice(0, list)).map(String);
}

/** Single Server takes a minimum TLS version only together with the enforcement of TLS, and none without it. */
function companions({ kind }: Server, body: { readonly [key: string]: Json }): Json {
  const { properties } = body;
  if (kind !== 'single' || typeof properties !== 'object' || properties === null || Array.isArray(properties)) return body;
  const own = properties as { readonly [key: string]: Json };
  const { minimalTlsVersion: minimum, sslEnforcement: enforced } = own;
  if (typeof enforced === 'string' && enforced.toLowerCase() === 'disabled') return { ...body, properties: { ...own, minimalTlsVersion: 'TLSEnforcementDisabled' } };
  const asksForTls = typeof minimum === 'string' && minimum.toLowerCase() !== 'tlsenforcementdisabled';
  return asksForTls && enforced === undefined ? { ...body, properties: { ...own, sslEnforcement: 'Enabled' } } : body;
}

type Edit = Extract<Change, { kind: 'set' | 'remove' }>;

const isOwn = (server: Server, change: Change): change is Edit =>
  (change.kind === 'set' || change.kind === 'remove') && change.at.key === server.resource.key && change.at.path.length > 0;

function serverPatch(snapshot: Snapshot, server: Server, id: string, edits: readonly Edit[]): PlannedRequest {
  const after = applyChanges(snapshot, edits).resource(server.resource.key)?.body;
  const paths = edits.map(({ at }) => wholePath(at.path));
  const body = paths.reduce<{ readonly [key: string]: Json }>((patch, path) => nested(patch, path, plain(valueAt(after, path), path.at(-1))), {});
  return { method: 'PATCH', path: id, apiVersion: liveApiVersions[server.kind], body: companions(server, body), changes: edits };
}

function childRequest(snapshot: Snapshot, server: Server, id: string, change: Change): PlannedRequest | undefined {
  if (change.kind === 'action') return { method: 'POST', path: `${id}/${change.action}`, apiVersion: liveApiVersions[server.kind], changes: [change] };
  const type = serverTypes[server.kind];
  const method = (segment: string): 'PATCH' | 'PUT' => (server.kind === 'flexible' && /^configurations$/i.test(segment) ? 'PATCH' : 'PUT');
  if (change.kind === 'add') {
    const segment = change.type.slice(type.length + 1) || change.type;
    const extension = change.type.toLowerCase().startsWith(`${type.toLowerCase()}/`) ? segment : `providers/${change.type}`;
    return { method: method(segment), path: `${id}/${extension}/${change.name}`, apiVersion: versionOf(server, extension), body: { properties: plain(change.body['properties']) }, changes: [change] };
  }
  if (isTemplateChange(change)) return undefined;
  const resource = snapshot.resource(change.at.key);
  const parts = change.at.key.slice(server.resource.key.length + 1).split('/');
  const [segment, name] = [parts.slice(0, -1).join('/'), parts.at(-1) ?? ''];
  const isExtension = segment.startsWith('providers/');
  const spelled = resource === undefined ? segment : isExtension ? `providers/${resource.type}` : (resource.type.split('/').at(-1) ?? segment);
  const path = `${id}/${spelled}/${typeof resource?.name === 'string' ? resource.name : name}`;
  const apiVersion = versionOf(server, segment);
  if (change.kind === 'remove' && change.at.path.length === 0) return { method: 'DELETE', path, apiVersion, changes: [change] };
  const place = placeOf(snapshot, change);
  const after = place === undefined ? undefined : applyChanges(snapshot, [change]).resource(place.key)?.body;
  const root = place?.path.slice(0, place.path.length - change.at.path.length) ?? [];
  const whole = valueAt(after, [...root, 'properties']);
  const value = plain(valueAt(whole, ['value']));
  const properties = /^configurations$/i.test(segment) ? { value, source: 'user-override' } : isParameterOfRole(segment) ? { value } : plain(whole);
  return { method: method(segment), path, apiVersion, body: { properties }, changes: [change] };
}

/**
 * The requests that a plan comes to, in their order. Settings of the server that follow each other are one request.
 * @param id the server's resource id as Azure spells it.
 */
export function requestsOf(snapshot: Snapshot, server: Server, id: string, changes: readonly Change[]): readonly PlannedRequest[] {
  const requests: PlannedRequest[] = [];
  let together: Edit[] = [];
  const flush = (): void => {
    if (together.length > 0) requests.push(serverPatch(snapshot, server, id, together));
    together = [];
  };
  for (const change of changes) {
    if (isOwn(server, change)) together.push(change);
    else {
      flush();
      const request = childRequest(snapshot, server, id, change);
      if (request !== undefined) requests.push(request);
    }
  }
  flush();
  return requests;
}
