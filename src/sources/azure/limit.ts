/** Runs a task as soon as it is its turn. */
export type Limit = <T>(task: () => Promise<T>) => Promise<T>;

/** Lets only so many tasks run at the same time; the others wait in the order in which they came. */
export function createLimit(most: number): Limit {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running < most) running += 1;
    // A task that ends hands its place on, so that `running` stays as it is.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
