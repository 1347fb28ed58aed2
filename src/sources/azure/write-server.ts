import type { Change } from '../../model/fix';
import type { WriteOptions, WriteOutcome } from './azure-source';
import { readError } from './azure-error';
import { isCancelled, orCancelled } from './cancel';
import type { Connection } from './connection';
import { changeInWords } from './describe-change';
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
    return { state: 'failed', done: [], message: error instanceof NotWritable ? error.message : sentence(`change ${server.name}`, explainError(error)) };
  }
  const done: Change[] = [];
  for (const step of steps) {
    const result = options.signal?.aborted === true ? beforeSending : await carryOut(request, step);
    if (result.state !== 'done') {
      const before = done.length === 0 ? '' : ` ${done.length} of ${changes.length} changes were made before.`;
      return { state: result.state, done, message: `${messageOf(result, step, server)}${before}` };
    }
    done.push(...step.changes);
  }
  return { state: 'done', done, message: '' };
}

const beforeSending: OperationResult = { state: 'failed', error: new DOMException('Cancelled before it was sent.', 'AbortError') };

function messageOf(result: Exclude<OperationResult, { state: 'done' }>, { changes: [change] }: Step, server: ServerId): string {
  const doing = change === undefined ? `change ${server.name}` : changeInWords(change, server.name);
  const { error } = result;
  if (error instanceof NotWritable) return error.message;
  if (result.state === 'failed') return isCancelled(error) ? `Cancelled before Azure was asked to ${doing}.` : sentence(doing, explainError(error));
  const goesOn = `Azure may still ${doing}: read the server again to see.`;
  if (error instanceof GaveUp) return `Azure takes longer than expected, and the waiting has ended. ${goesOn}`;
  if (isCancelled(error)) return `The waiting was cancelled. ${goesOn}`;
  const { reason, advice } = explainError(error);
  return `Azure could not be asked whether it is done: ${reason}. ${advice} ${goesOn}`;
}

/** The end of patience with an operation that does not end. */
class GaveUp extends Error {}

/** Carries out one step, again and again while the server is busy with something else. */
async function carryOut({ server, timing, options }: WriteRequest, step: Step): Promise<OperationResult> {
  const { signal, onProgress } = options;
  for (let attempt = 0; ; attempt += 1) {
    onProgress?.(`changing ${server.name}`);
    const result = await attemptOnce(server, timing, options, step);
    const pause = timing.busyDelaysMs[attempt];
    if (result.state !== 'failed' || pause === undefined || !isBusy(readError(result.error))) return result;
    onProgress?.(`${server.name} is busy with another operation; trying again in ${Math.round(pause / 1000)} seconds`);
    try {
      await timing.wait(pause, signal);
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
