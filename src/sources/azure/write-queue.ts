import { cancelled, isCancelled, orCancelled } from './cancel';

/** Runs tasks with the same key one after the other, in the order in which they came. */
export type WriteQueue = <T>(key: string, task: () => Promise<T>, options: QueueOptions) => Promise<T>;

export interface QueueOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called where another task comes first. */
  readonly onWaiting: () => void;
}

/** Makes a queue per key. A task that is cancelled while it waits rejects with an AbortError and never runs. */
export function createWriteQueue(): WriteQueue {
  const last = new Map<string, Promise<unknown>>();
  return async (key, task, { signal, onWaiting }) => {
    const before = last.get(key);
    if (before !== undefined) onWaiting();
    const turn: { started: boolean } = { started: false };
    const run = (async () => {
      await before?.catch(() => undefined);
      if (signal?.aborted === true) throw cancelled();
      turn.started = true;
      return task();
    })();
    last.set(key, run);
    const forget = (): void => {
      if (last.get(key) === run) last.delete(key);
    };
    run.then(forget, forget);
    try {
      return await orCancelled(run, signal);
    } catch (error) {
      // A task that runs sees to its cancel itself, and knows how far it has come.
      if (turn.started && isCancelled(error)) return run;
      throw error;
    }
  };
}
