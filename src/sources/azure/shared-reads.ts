import type { Attempt } from './attempt';
import { attempt } from './attempt';
import { isCancelled } from './cancel';
import type { Time } from './time';

/** Answers that several servers need, asked for once: the plan of a subscription, a network that many servers live in. */
export type SharedReads = <T>(key: string, load: () => Promise<T>) => Promise<Attempt<T>>;

interface Kept {
  readonly at: number;
  readonly answer: Promise<Attempt<unknown>>;
}

/** Keeps answers, refusals too, for so many milliseconds. A cancel is not kept. */
export function createSharedReads(time: Time, milliseconds: number): SharedReads {
  const kept = new Map<string, Kept>();
  return async <T>(key: string, load: () => Promise<T>) => {
    const found = kept.get(key);
    if (found !== undefined && time.now() - found.at < milliseconds) return found.answer as Promise<Attempt<T>>;
    const answer = attempt(load());
    kept.set(key, { at: time.now(), answer });
    answer.catch((error: unknown) => {
      if (isCancelled(error)) kept.delete(key);
    });
    return answer;
  };
}
