import { PostgreSQLManagementClient } from '@azure/arm-postgresql';
import { PostgreSQLManagementFlexibleServerClient } from '@azure/arm-postgresql-flexible';
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, PipelineResponse, PipelineRetryOptions } from '@azure/core-rest-pipeline';
import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest, defaultRetryPolicy, exponentialRetryPolicy, RestError, systemErrorRetryPolicy } from '@azure/core-rest-pipeline';
import type { Json, JsonObject } from '../../model/value';
import { isJsonObject } from '../../model/value';
import type { Cloud } from './cloud';
import { freshTokenPolicy } from './fresh-token';
import { parseJson } from './json';
import type { Pace } from './pace-policy';
import { pacePolicy } from './pace-policy';

export interface ConnectionOptions {
  readonly credential: TokenCredential;
  readonly cloud: Cloud;
  readonly userAgent: string;
  readonly httpClient?: HttpClient;
  readonly retry?: PipelineRetryOptions;
  readonly pace: Pace;
}

/** A request that no SDK has an operation for. */
export interface RawRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A path below Resource Manager's address with its query, or a link that an answer gave. */
  readonly path: string;
  readonly body?: Json;
  readonly signal?: AbortSignal | undefined;
}

/** The way to Resource Manager for one credential. All requests share one pipeline, and so one token. */
export interface Connection {
  readonly flexible: (subscriptionId: string) => PostgreSQLManagementFlexibleServerClient;
  readonly single: (subscriptionId: string) => PostgreSQLManagementClient;
  /** Sends a request and returns the object that it answers. Rejects with a RestError where the status is no success. */
  readonly send: (request: RawRequest) => Promise<JsonObject>;
  /** Sends a request and returns the whole answer, for operations that take time. Rejects as `send` does. */
  readonly ask: (request: RawRequest) => Promise<PipelineResponse>;
}

/** The SDKs' pipeline does not depend on the subscription, but their clients want one. */
const noSubscription = '00000000-0000-0000-0000-000000000000';

/** Makes the connection; nothing is sent and no token is asked for before the first request. */
export function createConnection(options: ConnectionOptions): Connection {
  const { credential, cloud, userAgent, httpClient = createDefaultHttpClient(), retry, pace } = options;
  const { resourceManager, scope } = cloud;
  const shared = {
    endpoint: resourceManager,
    $host: resourceManager,
    credentialScopes: scope,
    httpClient,
    userAgentOptions: { userAgentPrefix: userAgent },
  };
  const { pipeline } = new PostgreSQLManagementFlexibleServerClient(credential, noSubscription, shared);
  // What was refused as one call too many is the pace's business, by the budget; everything else is tried again as the SDKs do.
  pipeline.removePolicy({ name: defaultRetryPolicy().name });
  pipeline.addPolicy(exponentialRetryPolicy(retry), { phase: 'Retry' });
  pipeline.addPolicy(systemErrorRetryPolicy(retry), { phase: 'Retry' });
  pipeline.addPolicy(pacePolicy(pace), { afterPhase: 'Retry' });
  pipeline.addPolicy(freshTokenPolicy(credential, scope, new URL(resourceManager).hostname), { afterPhase: 'Sign' });

  const flexible = new Map<string, PostgreSQLManagementFlexibleServerClient>();
  const single = new Map<string, PostgreSQLManagementClient>();
  const ask = async ({ method = 'GET', path, body, signal }: RawRequest): Promise<PipelineResponse> => {
    const request = createPipelineRequest({
      url: new URL(path, `${resourceManager}/`).href,
      method,
      headers: createHttpHeaders({ accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    const response = await pipeline.sendRequest(httpClient, request);
    if (response.status < 300) return response;
    const answer = parseJson(response.bodyAsText);
    const error = isJsonObject(answer) && isJsonObject(answer['error']) ? answer['error'] : {};
    const { code, message } = error;
    const refusal = new RestError(typeof message === 'string' ? message : `Status ${response.status}`, {
      statusCode: response.status,
      response,
      ...(typeof code === 'string' ? { code } : {}),
    });
    refusal.details = answer;
    throw refusal;
  };
  return {
    flexible: (subscriptionId) =>
      remember(flexible, subscriptionId, () => new PostgreSQLManagementFlexibleServerClient(credential, subscriptionId, { ...shared, pipeline })),
    single: (subscriptionId) =>
      remember(single, subscriptionId, () => new PostgreSQLManagementClient(credential, subscriptionId, { ...shared, pipeline })),
    ask,
    async send(request) {
      const answer = parseJson((await ask(request)).bodyAsText);
      return isJsonObject(answer) ? answer : {};
    },
  };
}

function remember<T>(made: Map<string, T>, key: string, make: () => T): T {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}
