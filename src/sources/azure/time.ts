import { waitFor } from './cancel';

/** Where this source learns and spends time, so that tests decide both. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects at once when it is cancelled. */
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** The computer's own time. */
export const systemTime: Time = { now: () => Date.now(), wait: waitFor };
