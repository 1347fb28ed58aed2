/** Nobody notices a pause of so many milliseconds. */
const sliceMs = 25;

/**
 * Does something with many things without keeping the editor waiting: the first of them at once, the others in slices.
 * @param signal ends it.
 */
export async function inSlices<T>(things: Iterable<T>, work: (thing: T) => void, signal?: AbortSignal): Promise<void> {
  let started = performance.now();
  for (const thing of things) {
    if (signal?.aborted === true) return;
    work(thing);
    if (performance.now() - started < sliceMs) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    started = performance.now();
  }
}
