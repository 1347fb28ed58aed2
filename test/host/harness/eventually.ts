import type { Event } from 'vscode';

/** How long anything may take in an extension host that shares two busy processors with a browser. */
const limitMs = 80_000;

/**
 * Waits until something is there, looking now and whenever an event fires; nothing is asked again by the clock.
 * @param look returns what is waited for, or `undefined` as long as it is not there.
 * @param describe what is there instead, for the message when it never comes.
 */
export function eventually<T>(event: Event<unknown>, look: () => T | undefined, describe: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    /** Returns whether it is there. What goes wrong in looking ends the waiting, too. */
    const settle = (): boolean => {
      try {
        const found = look();
        if (found === undefined) return false;
        resolve(found);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      return true;
    };
    if (settle()) return;
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
    };
    const timer = setTimeout(() => {
      end();
      // An extension host that was busy all the time tells what it did after the time is up.
      if (!settle()) reject(new Error(`This did not come about: ${describe()}`));
    }, limitMs);
    const listener = event(() => {
      if (settle()) end();
    });
  });
}

/** Waits until a condition holds; see `eventually`. */
export async function until(what: string, event: Event<unknown>, holds: () => boolean): Promise<void> {
  await eventually(event, () => (holds() ? true : undefined), () => what);
}
