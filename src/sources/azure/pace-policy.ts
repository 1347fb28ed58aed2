import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline';
import type { Bucket, CallBudget } from './call-budget';
import type { Limit } from './limit';

export interface Pace {
  readonly budget: CallBudget;
  /** How many calls are under way at the same time. */
  readonly slots: Limit;
  /** False where nobody waits for the answer: such calls are made after those that somebody waits for. */
  readonly urgent: boolean;
  /** How often a call that Azure has refused as one too many is made again. */
  readonly retries: number;
}

/** Makes each call when the budget allows it, and again where Azure says that it was one too many. */
export function pacePolicy({ budget, slots, urgent, retries }: Pace): PipelinePolicy {
  return {
    name: 'pacePolicy',
    async sendRequest(request, next) {
      const bucket = bucketOf(request.method, request.url);
      for (let attempt = 0; ; attempt += 1) {
        await budget.take(bucket, urgent, request.abortSignal);
        const response = await slots(() => next(request));
        const pause = refusedFor(response);
        if (pause === undefined) return response;
        budget.refused(bucket, pause);
        if (attempt >= retries) return response;
      }
    },
  };
}

/** Finds out by what Azure counts a call. */
export function bucketOf(method: string, url: string): Bucket {
  const { pathname } = new URL(url);
  if (/^\/providers\/microsoft\.resourcegraph\//i.test(pathname)) return { operation: 'graph', scope: '' };
  const [, scope = ''] = /^\/subscriptions\/([^/]+)/i.exec(pathname) ?? [];
  const operation = method === 'GET' || method === 'HEAD' ? 'read' : method === 'DELETE' ? 'delete' : 'write';
  return { operation, scope };
}

/** How long Azure wants to be left alone, in milliseconds, or `undefined` where the call was not one too many. */
function refusedFor({ status, headers }: PipelineResponse): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const said = Number.isFinite(seconds) ? Math.max(0, seconds) * 1000 : undefined;
  if (status === 429) return said ?? quotaResetsAfter(headers.get('x-ms-user-quota-resets-after')) ?? 5000;
  return status === 503 ? said : undefined;
}

/** Resource Graph says it as hours:minutes:seconds. */
function quotaResetsAfter(text: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+)/.exec(text ?? '') ?? [];
  return hours === undefined ? undefined : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
