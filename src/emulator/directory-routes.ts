import type { DirectoryObject, Fleet } from './fleet';
import type { Answer, JsonObject } from './message';
import { methodNotAllowed, refuse } from './refusal';
import type { Refusal } from './refusal';

/** A request to Microsoft Graph, which answers at another host than Resource Manager. */
export interface DirectoryRequest {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
}

const kinds = { users: 'user', groups: 'group', serviceprincipals: 'servicePrincipal' } as const;

/** Says whether a path is one of Microsoft Graph: no path of Resource Manager begins with a version. */
export const isDirectoryPath = (pathname: string): boolean => pathname.toLowerCase().startsWith('/v1.0/');

/** 403 for somebody who may not read the directory, in Graph's words. */
export const directoryDenied: Refusal = { status: 403, code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' };

const clause = /startswith\((displayName|userPrincipalName),'((?:[^']|'')*)'\)/gi;

function readFilter(text: string): ((object: DirectoryObject) => boolean) | undefined {
  const clauses = [...text.matchAll(clause)].map(([, property = '', value = '']) => ({ property: property.toLowerCase(), value: value.replaceAll("''", "'").toLowerCase() }));
  // Nothing but “or” may stand between the clauses.
  if (text.replace(clause, 'x').split(/ or /i).some((part) => part !== 'x')) return undefined;
  return ({ displayName, userPrincipalName = '' }) =>
    clauses.some(({ property, value }) => (property === 'displayname' ? displayName : userPrincipalName).toLowerCase().startsWith(value));
}

function body({ kind, id, displayName, userPrincipalName, appId }: DirectoryObject, selected: readonly string[]): JsonObject {
  const all: JsonObject = { id, displayName, ...(kind === 'user' && { userPrincipalName: userPrincipalName ?? '' }), ...(kind === 'servicePrincipal' && { appId: appId ?? '' }) };
  return selected.length === 0 ? all : Object.fromEntries(Object.entries(all).filter(([name]) => selected.includes(name)));
}

/** Answers the lists of users, groups and service principals that begin with a text. */
export function answerDirectory({ method, pathname, query }: DirectoryRequest, { directory = [] }: Pick<Fleet, 'directory'>): Answer {
  const [, , segment = '', ...rest] = pathname.split('/');
  const kind = kinds[segment.toLowerCase() as keyof typeof kinds] as (typeof kinds)[keyof typeof kinds] | undefined;
  if (kind === undefined || rest.length > 0) return refuse({ status: 404, code: 'Request_ResourceNotFound', message: `Resource '${segment}' does not exist or one of its queried reference-property objects are not present.` });
  if (method !== 'GET') return refuse(methodNotAllowed(method, segment));
  const filter = query.get('$filter');
  const matches = filter === null ? () => true : readFilter(filter);
  if (matches === undefined) return refuse({ status: 400, code: 'Request_UnsupportedQuery', message: 'Unsupported or invalid query filter clause specified.' });
  const top = Number(query.get('$top') ?? '100');
  if (!Number.isInteger(top) || top < 1 || top > 999) return refuse({ status: 400, code: 'Request_UnsupportedQuery', message: 'Invalid page size specified.' });
  const selected = (query.get('$select') ?? '').split(',').filter((name) => name !== '');
  const found = directory.filter((object) => object.kind === kind && matches(object)).slice(0, top);
  return { status: 200, body: { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${segment}`, value: found.map((object) => body(object, selected)) } };
}
