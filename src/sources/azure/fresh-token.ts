import type { TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline';
import { isCancelled } from './cancel';

/**
 * Asks the credential once more where Azure no longer takes a token that looked good: during a long operation, after a
 * change of the clock, or after a new sign-in. Challenges that ask for claims are answered elsewhere in the pipeline.
 * It also keeps tokens within the cloud: a link in an answer that leads anywhere else is not followed.
 * @param host Resource Manager's host; hosts below it are its regions.
 */
export function freshTokenPolicy(credential: TokenCredential, scope: string, host: string): PipelinePolicy {
  let refused: string | undefined;
  let fresh: string | undefined;
  return {
    name: 'freshTokenPolicy',
    async sendRequest(request, next) {
      const asked = new URL(request.url).hostname;
      if (asked !== host && !asked.endsWith(`.${host}`)) {
        throw new Error(`Azure’s answer leads to ${asked}, which does not belong to ${host}; it was not followed.`);
      }
      if (fresh !== undefined && request.headers.get('authorization') === refused) request.headers.set('authorization', fresh);
      const response = await next(request);
      if (response.status !== 401 || asksForClaims(response)) return response;
      const sent = request.headers.get('authorization');
      const token = await credential.getToken(scope, { enableCae: true, ...(request.abortSignal ? { abortSignal: request.abortSignal } : {}) }).catch((error: unknown) => {
        if (isCancelled(error)) throw error;
        return null;
      });
      if (token === null) return response;
      refused = refused === undefined || sent !== fresh ? sent : refused;
      fresh = `Bearer ${token.token}`;
      request.headers.set('authorization', fresh);
      return next(request);
    },
  };
}

function asksForClaims({ headers }: PipelineResponse): boolean {
  return /error="?insufficient_claims/i.test(headers.get('www-authenticate') ?? '');
}
