/** Work that is asked for often and done once. */
export interface Coalesced {
  /** Asks for the work; it is done soon. */
  readonly ask: () => void;
  /** Forgets what was asked for. */
  readonly dispose: () => void;
}

/** Changes of many servers that come within this time, in milliseconds, are drawn at once. */
const together = 60;

/** Does the work once, a moment after it was first asked for. */
export function coalesce(work: () => void): Coalesced {
  let timer: NodeJS.Timeout | undefined;
  return {
    ask: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, together);
    },
    dispose: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
