import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import type { JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import type { DirectoryPrincipal, PartialList, ReadFailure } from './azure-source';
import { attempt } from './attempt';
import type { Cloud } from './cloud';
import type { Explanation } from './explain-error';
import { objectsAt, parseJson, textAt } from './json';

/** As many of each kind as somebody would read through. */
const most = 20;

interface Directory {
  readonly path: string;
  readonly words: string;
  readonly fields: string;
  /** The properties whose beginnings are compared. */
  readonly compared: readonly string[];
  readonly principal: (found: JsonObject) => Omit<DirectoryPrincipal, 'objectId'>;
}

/** The name of the role in PostgreSQL is the user principal name of a user, and the display name of everything else. */
const directories: readonly Directory[] = [
  {
    path: 'users',
    words: 'users',
    fields: 'id,displayName,userPrincipalName',
    compared: ['displayName', 'userPrincipalName'],
    principal: (found) => ({ type: 'User', name: textAt(found, 'userPrincipalName'), label: textAt(found, 'displayName') }),
  },
  {
    path: 'groups',
    words: 'groups',
    fields: 'id,displayName',
    compared: ['displayName'],
    principal: (found) => ({ type: 'Group', name: textAt(found, 'displayName'), label: '' }),
  },
  {
    path: 'servicePrincipals',
    words: 'applications',
    fields: 'id,displayName,appId',
    compared: ['displayName'],
    principal: (found) => ({ type: 'ServicePrincipal', name: textAt(found, 'displayName'), label: textAt(found, 'appId') }),
  },
];

/** The scope of tokens for Microsoft Graph; nothing where the cloud is not known to have it. */
export const graphScope = ({ graph }: Cloud): string | undefined => (graph === undefined ? undefined : `${graph}/.default`);

/** Quotes a text for a filter; nothing in it can end the quotation. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function addressOf(graph: string, { path, fields, compared }: Directory, text: string): string {
  const filter = compared.map((property) => `startswith(${property},${quoted(text)})`).join(' or ');
  return `${graph}/v1.0/${path}?$filter=${encodeURIComponent(filter)}&$select=${fields}&$top=${String(most)}`;
}

function failureOf({ kind, reason }: Explanation, words: string): ReadFailure {
  const why = kind === 'forbidden' ? 'the account may not read the directory' : kind === 'sign-in' ? 'nobody has agreed yet that names are looked up there' : reason;
  return { kind, message: `Microsoft Graph did not tell of ${words}: ${why}.` };
}

export interface DirectoryRequest {
  /** The credential for the tenant whose directory is asked. */
  readonly credential: TokenCredential;
  readonly cloud: Cloud;
  readonly httpClient: HttpClient | undefined;
  readonly text: string;
  readonly signal?: AbortSignal | undefined;
}

/** Asks Microsoft Graph with a token of its own, which goes nowhere else: no answer is followed to another address. */
async function ask({ credential, cloud, httpClient = createDefaultHttpClient(), signal }: DirectoryRequest, url: string): Promise<JsonObject> {
  const abort = signal === undefined ? {} : { abortSignal: signal };
  const token = await credential.getToken(graphScope(cloud) ?? '', abort);
  if (token === null) throw new RestError('Nobody is signed in.', { statusCode: 401 });
  const headers = createHttpHeaders({ accept: 'application/json', authorization: `Bearer ${token.token}` });
  const response = await httpClient.sendRequest(createPipelineRequest({ url, headers, ...abort }));
  const answer = parseJson(response.bodyAsText);
  const body = isJsonObject(answer) ? answer : {};
  if (response.status === 200) return body;
  const error = isJsonObject(body['error']) ? body['error'] : {};
  throw new RestError(textAt(error, 'message') || `Status ${response.status}`, { statusCode: response.status, code: textAt(error, 'code') || 'Unknown', response });
}

/**
 * Finds users, groups and applications whose names begin with a text, as far as Microsoft Graph lets the person.
 * https://learn.microsoft.com/graph/filter-query-parameter
 */
export async function findPrincipals(request: DirectoryRequest): Promise<PartialList<DirectoryPrincipal>> {
  const { cloud, text } = request;
  const { graph } = cloud;
  if (graph === undefined) return { items: [], failures: [{ kind: 'failed', message: 'Where Microsoft Graph is in this cloud is not known.' }] };
  const answers = await Promise.all(directories.map(async (directory) => ({ directory, answer: await attempt(ask(request, addressOf(graph, directory, text))) })));
  return {
    items: answers.flatMap(({ directory, answer }) => ('failure' in answer ? [] : objectsAt(answer.value, 'value').flatMap((found) => readPrincipal(directory, found)))),
    failures: answers.flatMap(({ directory, answer }) => ('failure' in answer ? [failureOf(answer.failure, directory.words)] : [])),
  };
}

function readPrincipal({ principal }: Directory, found: JsonObject): DirectoryPrincipal[] {
  const one = { ...principal(found), objectId: textAt(found, 'id') };
  return one.objectId === '' || one.name === '' ? [] : [one];
}
