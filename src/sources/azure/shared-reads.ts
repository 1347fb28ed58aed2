import type { Attempt } from './attempt';
import { attempt } from './attempt';
import { isCancelled } from './cancel';
import type { Time } from './time';

/** Answers that several servers need, asked for once: the plan of a subscription, a network that many servers live in. */
export interface SharedReads {
  <T>(key: string, load: () => Promise<T>): Promise<Attempt<T>>;
  /** How many answers are held. */
  readonly held: () => number;
  /** Keeps nothing any longer: something was written, and what is read from now on must show it. */
  readonly forget: () => void;
}

interface Kept {
  readonly at: number;
  readonly answer: Promise<Attempt<unknown>>;
}

/** Keeps answers, refusals too, for so many milliseconds. A cancel is not kept. */
export function createSharedReads(time: Time, milliseconds: number): SharedReads {
  const kept = new Map<string, Kept>();
  const read = async <T>(key: string, load: () => Promise<T>): Promise<Attempt<T>> => {
    const found = kept.get(key);
    if (found !== undefined && time.now() - found.at < milliseconds) return found.answer as Promise<Attempt<T>>;
    // The oldest come first: what is too old to be handed out is not held either.
    for (const [old, { at }] of kept) {
      if (time.now() - at < milliseconds) break;
      kept.delete(old);
    }
    const answer = attempt(load());
    kept.delete(key);
    kept.set(key, { at: time.now(), answer });
    answer.catch((error: unknown) => {
      if (isCancelled(error)) kept.delete(key);
    });
    return answer;
  };
  return Object.assign(read, { forget: () => kept.clear(), held: () => kept.size });
}
