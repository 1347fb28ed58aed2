/** The signals by which a person (Ctrl+C), a time limit or a pipeline that is cancelled ends a program. */
const signals = ['SIGINT', 'SIGTERM'] as const;

/** Where signals arrive: a process. */
export interface Interruptible {
  readonly once: (signal: (typeof signals)[number], act: () => void) => unknown;
}

/** Calls back once for each of the signals instead of ending the program; a second one of its kind ends it. */
export function onInterrupt(process: Interruptible, act: () => void): void {
  for (const signal of signals) process.once(signal, act);
}
