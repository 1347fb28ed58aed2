import type { Event } from 'vscode';

/** How long anything may take in an extension host that shares two processors with a browser. */
const limitMs = 40_000;

/**
 * Waits until something is there, looking now and whenever an event fires; nothing is asked again by the clock.
 * @param look returns what is waited for, or `undefined` as long as it is not there.
 * @param describe what is there instead, for the message when it never comes.
 */
export function eventually<T>(event: Event<unknown>, look: () => T | undefined, describe: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const now = look();
    if (now !== undefined) {
      resolve(now);
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`This did not come about: ${describe()}`));
    }, limitMs);
    const listener = event(() => {
      const found = look();
      if (found === undefined) return;
      end();
      resolve(found);
    });
  });
}

/** Waits until a condition holds; see `eventually`. */
export async function until(what: string, event: Event<unknown>, holds: () => boolean): Promise<void> {
  await eventually(event, () => (holds() ? true : undefined), () => what);
}
