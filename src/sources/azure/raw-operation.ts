import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { isJsonObject } from '../../model/value';
import { waitFor } from './cancel';
import type { Connection, RawRequest } from './connection';
import { parseJson, textAt } from './json';
import type { Start } from './server-operations';

/** How far an operation has come by an answer: at its own address a status says it, elsewhere whether it is only accepted. */
function stateOf({ status, bodyAsText }: PipelineResponse, hasOwnAddress: boolean): 'running' | 'succeeded' | 'failed' {
  const body = parseJson(bodyAsText);
  const state = hasOwnAddress && isJsonObject(body) ? textAt(body, 'status').toLowerCase() : '';
  if (state === '') return status === 202 ? 'running' : 'succeeded';
  return state === 'succeeded' ? 'succeeded' : state === 'failed' || state === 'canceled' ? 'failed' : 'running';
}

/** How long Azure asks to wait before the next look; `usual` where it does not say. */
function pauseAfter({ headers }: PipelineResponse, usual: number): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : usual;
}

/**
 * A write that no SDK has and that takes time: sends the request, then looks at the address that the answer gives until
 * it is over, as https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations describes.
 */
export function startRaw(connection: Connection, request: Omit<RawRequest, 'signal'>): Start {
  return async ({ updateIntervalInMs, onResponse, abortSignal }) => {
    const first = await connection.ask({ ...request, signal: abortSignal });
    onResponse(first);
    const own = first.headers.get('azure-asyncoperation');
    const address = own ?? first.headers.get('location');
    return {
      pollUntilDone: async ({ abortSignal: signal = abortSignal } = {}) => {
        let [state, last] = [address === undefined ? 'succeeded' : 'running', first];
        while (state === 'running') {
          await waitFor(pauseAfter(last, updateIntervalInMs), signal);
          last = await connection.ask({ path: address ?? '', signal });
          onResponse(last);
          state = stateOf(last, own !== undefined);
        }
        // What was wrong has been told by the answer itself.
        if (state === 'failed') throw new Error('The operation failed.');
      },
    };
  };
}
