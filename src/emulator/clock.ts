/** Where the emulator learns the time, so that tests decide it. Milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** The computer's own time. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is told to move, so that a test decides when an operation is due. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): void;
}

/** Makes a clock that starts at the given time and moves only by `advance`. */
export function manualClock(start: number = Date.UTC(2026, 10, 23, 9, 0, 0)): ManualClock {
  let time = start;
  return {
    now: () => time,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
