import type { HttpClient, PipelineRequest } from '@azure/core-rest-pipeline';
import type { Emulator } from './emulator';

/** Makes a transport for the Azure SDKs that answers from an emulator in this process; nothing reaches a network. */
export function inProcessHttpClient(emulator: Emulator): HttpClient {
  return {
    async sendRequest(request) {
      throwIfAborted(request);
      const { createHttpHeaders, RestError } = await import('@azure/core-rest-pipeline');
      const response = await emulator.handle({
        method: request.method,
        url: request.url,
        headers: request.headers.toJSON(),
        body: bodyText(request),
      });
      throwIfAborted(request);
      if (response.dropped) throw new RestError('The connection was reset.', { code: 'ECONNRESET', request });
      return { request, status: response.status, headers: createHttpHeaders(response.headers), bodyAsText: response.body ?? '' };
    },
  };
}

function bodyText({ body }: PipelineRequest): string | undefined {
  if (body === undefined || body === null || typeof body === 'string') return body ?? undefined;
  throw new TypeError('The emulator takes request bodies that are text.');
}

/** The SDKs know an abort by the error's name. */
function throwIfAborted({ abortSignal }: PipelineRequest): void {
  if (!abortSignal?.aborted) return;
  const error = new Error('The operation was aborted.');
  error.name = 'AbortError';
  throw error;
}
