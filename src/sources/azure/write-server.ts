import type { Change } from '../../model/fix';
import type { WriteOptions, WriteOutcome } from './azure-source';
import { readError } from './azure-error';
import { isCancelled, orCancelled } from './cancel';
import type { Connection } from './connection';
import { changeInWords } from './describe-change';
import { withEligibleRoles } from './eligible-roles';
import { explainError, isBusy, sentence } from './explain-error';
import type { Step } from './plan-writes';
import { NotWritable, planWrites } from './plan-writes';
import type { OperationResult } from './run-operation';
import { runOperation } from './run-operation';
import type { ServerId } from './server-id';
import { serverOperations } from './server-operations';

/** How long things may take, in milliseconds; tests make it short. */
export interface WriteTiming {
  /** Between two looks at an operation, where Azure does not say. */
  readonly pollMs: number;
  /** Before each new attempt while the server is busy. */
  readonly busyDelaysMs: readonly number[];
  /** Before each new attempt after an operation that failed for a reason of Azure's own. */
  readonly failedDelaysMs: readonly number[];
  /** The longest wait for one operation. */
  readonly giveUpMs: number;
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

export interface WriteRequest {
  readonly connection: Connection;
  readonly server: ServerId;
  readonly changes: readonly Change[];
  readonly timing: WriteTiming;
  readonly options: WriteOptions;
}

/** Carries out changes of one server one after the other and stops at the first that is not done. Never rejects. */
export async function writeServer(request: WriteRequest): Promise<WriteOutcome> {
  const { connection, server, changes, options } = request;
  let steps: readonly Step[];
  try {
    steps = planWrites({ connection, server, operations: serverOperations(connection, server) }, changes);
  } catch (error) {
    return { state: 'failed', done: [], unsure: [], message: error instanceof NotWritable ? error.message : sentence(`change ${server.name}`, explainError(error)) };
  }
  const done: Change[] = [];
  for (const step of steps) {
    const result = options.signal?.aborted === true ? beforeSending : await carryOut(request, step);
    if (result.state !== 'done') {
      const before = done.length === 0 ? '' : ` ${done.length} of ${changes.length} changes were made before.`;
      const message = await messageOf(result, step, request);
      return { state: result.state, done, unsure: result.state === 'unknown' ? step.changes : [], message: `${message}${before}` };
    }
    done.push(...step.changes);
  }
  return { state: 'done', done, unsure: [], message: '' };
}

const beforeSending: OperationResult = { state: 'failed', error: new DOMException('Cancelled before it was sent.', 'AbortError') };

async function messageOf(result: Exclude<OperationResult, { state: 'done' }>, { changes: [change] }: Step, { server, connection, options }: WriteRequest): Promise<string> {
  const doing = change === undefined ? `change ${server.name}` : changeInWords(change, server.name);
  const { error } = result;
  if (error instanceof NotWritable) return error.message;
  if (result.state === 'failed') {
    if (isCancelled(error)) return `Cancelled before Azure was asked to ${doing}.`;
    const explanation = explainError(error);
    return sentence(doing, await withEligibleRoles(explanation, connection, server.subscriptionId, options.signal).catch(() => explanation));
  }
  const goesOn = `Azure may still ${doing}: read the server again to see.`;
  if (error instanceof GaveUp) return `Azure takes longer than expected, and the waiting has ended. ${goesOn}`;
  if (isCancelled(error)) return `The waiting was cancelled. ${goesOn}`;
  const { reason, advice } = explainError(error);
  return `Azure could not be asked whether it is done: ${reason}. ${advice} ${goesOn}`;
}

/** The end of patience with an operation that does not end. */
class GaveUp extends Error {}

/** Failures of Azure's own, which the same request may not meet again. What it refuses, it refuses again. */
const ownFailures = /^(?:Internal(?:Server)?Error|OperationTimedOut|ServiceUnavailable|GatewayTimeout|RetryableError)$/i;

/** How long to wait before the next attempt, and what for; nothing where another attempt would not help. */
function nextAttempt(error: unknown, timing: WriteTiming, tries: { busy: number; failed: number }): { readonly pause: number; readonly why: string } | undefined {
  const read = readError(error);
  if (isBusy(read)) {
    const pause = timing.busyDelaysMs[tries.busy++];
    return pause === undefined ? undefined : { pause, why: 'is busy with another operation' };
  }
  // What was refused at once with such a code, the SDKs have sent again already.
  if (read.status !== undefined || !ownFailures.test(read.code ?? '')) return undefined;
  const pause = timing.failedDelaysMs[tries.failed++];
  return pause === undefined ? undefined : { pause, why: 'could not be changed, by a failure of Azure’s own' };
}

/** Carries out one step, again and again while the server is busy with something else or Azure fails by itself. */
async function carryOut({ server, timing, options }: WriteRequest, step: Step): Promise<OperationResult> {
  const { signal, onProgress } = options;
  const tries = { busy: 0, failed: 0 };
  for (;;) {
    onProgress?.(`changing ${server.name}`);
    const result = await attemptOnce(server, timing, options, step);
    const next = result.state === 'failed' ? nextAttempt(result.error, timing, tries) : undefined;
    if (next === undefined) return result;
    onProgress?.(`${server.name} ${next.why}; trying again in ${Math.round(next.pause / 1000)} seconds`);
    try {
      await timing.wait(next.pause, signal);
    } catch {
      return beforeSending;
    }
  }
}

async function attemptOnce({ name }: ServerId, timing: WriteTiming, { signal, onProgress }: WriteOptions, step: Step): Promise<OperationResult> {
  const patience = AbortSignal.timeout(timing.giveUpMs);
  const either = signal === undefined ? patience : AbortSignal.any([signal, patience]);
  try {
    const start = await orCancelled(step.prepare(either), either);
    const result = await runOperation(start, {
      pollMs: timing.pollMs,
      signal: either,
      onAccepted: () => onProgress?.(`waiting for Azure to finish with ${name}`),
    });
    const outOfPatience = result.state === 'unknown' && patience.aborted && signal?.aborted !== true;
    return outOfPatience ? { state: 'unknown', error: new GaveUp() } : result;
  } catch (error) {
    // Nothing but the reading before the write can come here.
    return { state: 'failed', error };
  }
}
