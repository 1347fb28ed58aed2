/** The error of a cancel, which the SDKs and VS Code know by its name. */
export function cancelled(): Error {
  return new DOMException('The operation was cancelled.', 'AbortError');
}

/** Says whether an error is a cancel, which is nothing to report. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Rejects as soon as the signal says so, even where the promise itself goes on. */
export async function orCancelled<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const waiting = new AbortController();
  const cancel = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(cancelled());
    else signal.addEventListener('abort', () => reject(cancelled()), { signal: waiting.signal });
  });
  try {
    return await Promise.race([promise, cancel]);
  } finally {
    waiting.abort();
  }
}

/** Waits, in milliseconds, or rejects at once when it is cancelled. */
export async function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await orCancelled(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds);
      }),
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
}
