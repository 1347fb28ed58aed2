import { isJsonObject } from '../../model/value';
import { cancelled, isCancelled, orCancelled } from './cancel';
import { readError } from './azure-error';
import { parseJson, textAt } from './json';
import type { Start } from './server-operations';

/** How an operation ended. */
export type OperationResult =
  | { readonly state: 'done' }
  /** Azure said no; `error` is for `explainError`. */
  | { readonly state: 'failed'; readonly error: unknown }
  /** Azure may have done it or may still do it; `error` is what ended the waiting, a cancel among others. */
  | { readonly state: 'unknown'; readonly error: unknown };

export interface OperationWaiting {
  /** How often Azure is asked for the state, in milliseconds, where it does not say so itself. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
  /** Called once Azure has taken the request. */
  readonly onAccepted: () => void;
}

/** What Azure's answers have told so far. */
interface Seen {
  accepted: boolean;
  succeeded: boolean;
  refusal?: { readonly code: string; readonly message: string };
}

/** Codes with which a connection never came about, so that nothing can have been sent. */
const neverSent = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|.*CERT.*)$/;

/** Sends the request of an operation and waits for its end. Never rejects. */
export async function runOperation(start: Start, { pollMs, signal, onAccepted }: OperationWaiting): Promise<OperationResult> {
  const seen: Seen = { accepted: false, succeeded: false };
  const onResponse = ({ status, bodyAsText }: { readonly status: number; readonly bodyAsText?: string | null }): void => {
    if (status >= 300) return;
    if (!seen.accepted) onAccepted();
    seen.accepted = true;
    const body = parseJson(bodyAsText);
    if (!isJsonObject(body)) return;
    // Only the answers of an operation's address have a status of their own.
    const state = textAt(body, 'status').toLowerCase();
    if (state === 'succeeded') seen.succeeded = true;
    if (state !== 'failed' && state !== 'canceled') return;
    const error = isJsonObject(body['error']) ? body['error'] : {};
    seen.refusal = { code: textAt(error, 'code') || (state === 'canceled' ? 'Canceled' : 'Failed'), message: textAt(error, 'message') };
  };
  if (signal.aborted) return { state: 'failed', error: cancelled() };
  try {
    const poller = await orCancelled(start({ updateIntervalInMs: pollMs, onResponse, abortSignal: signal }), signal);
    await orCancelled(poller.pollUntilDone({ abortSignal: signal }), signal);
    return { state: 'done' };
  } catch (error) {
    if (seen.refusal !== undefined) return { state: 'failed', error: seen.refusal };
    // Only the last look at the changed resource went wrong, which is read again anyway.
    if (seen.succeeded) return { state: 'done' };
    if (isCancelled(error) || seen.accepted) return { state: 'unknown', error };
    const { status, code = '' } = readError(error);
    const uncertain = status === undefined ? isNetwork(error) && !neverSent.test(code) : status === 408 || status === 502 || status === 504;
    return { state: uncertain ? 'unknown' : 'failed', error };
  }
}

/** Errors without a code come from the SDKs' own checks, before anything is sent. */
function isNetwork(error: unknown): boolean {
  const { name, code } = readError(error);
  return name === 'RestError' || (code !== undefined && /^E[A-Z]+$/.test(code));
}
