/** How many reads run at the same time without being asked for. */
const atOnce = 4;

export interface ReadQueueParts<T> {
  /** Reads one thing; rejects only for a cancel. */
  readonly read: (key: string, signal: AbortSignal) => Promise<T>;
  /** Gets the result of each read, but for those that a later read of the same thing has overtaken. */
  readonly onRead: (key: string, result: T) => void;
  /** Called when nothing is read any more and nothing waits. */
  readonly onIdle: () => void;
}

export interface ReadQueue<T> {
  /** Reads these one after the other, a few at once, in the background. */
  readonly add: (keys: readonly string[]) => void;
  /** Reads one now, again if that is already under way. */
  readonly readNow: (key: string, signal?: AbortSignal) => Promise<T>;
  /** Waits for the read that is under way, or reads now. */
  readonly join: (key: string) => Promise<T>;
  /** How many reads run or wait. */
  readonly pending: number;
  /** Forgets what waits and cancels what runs. */
  readonly clear: () => void;
}

/** Decides which server is read when. The last read of a server is the one that counts. */
export function createReadQueue<T>({ read, onRead, onIdle }: ReadQueueParts<T>): ReadQueue<T> {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<T>>();
  let background = 0;
  let life = new AbortController();

  const tellIdle = (): void => {
    if (waiting.size + running.size === 0) onIdle();
  };
  const readNow = (key: string, signal?: AbortSignal): Promise<T> => {
    waiting.delete(key);
    const mine = life;
    const result = read(key, signal === undefined ? mine.signal : AbortSignal.any([mine.signal, signal])).then(
      (value) => {
        if (running.get(key) === result) {
          running.delete(key);
          onRead(key, value);
          tellIdle();
        }
        return value;
      },
      (error: unknown) => {
        if (running.get(key) === result) {
          running.delete(key);
          tellIdle();
        }
        throw error;
      },
    );
    running.set(key, result);
    return result;
  };
  const next = (): void => {
    while (background < atOnce) {
      const [key] = waiting;
      if (key === undefined) break;
      background += 1;
      const mine = life;
      // A cancel is no news, and errors are part of the result.
      void readNow(key)
        .catch(() => undefined)
        .finally(() => {
          if (mine !== life) return;
          background -= 1;
          next();
        });
    }
  };

  return {
    add: (keys) => {
      for (const key of keys) if (!running.has(key)) waiting.add(key);
      if (waiting.size > 0) next();
    },
    readNow,
    join: (key) => running.get(key) ?? readNow(key),
    get pending() {
      return waiting.size + running.size;
    },
    clear: () => {
      life.abort();
      life = new AbortController();
      waiting.clear();
      running.clear();
      background = 0;
    },
  };
}
