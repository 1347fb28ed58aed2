import { isCancelled } from './cancel';
import type { Explanation } from './explain-error';
import { explainError } from './explain-error';

/** What came of a call: an answer, or why there is none. */
export type Attempt<T> = { readonly value: T } | { readonly failure: Explanation };

/** Turns a rejection into a failure; only a cancel still rejects. */
export async function attempt<T>(promise: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { failure: explainError(error) };
  }
}
