/** What became of one of many. */
export type Rolled = 'done' | 'failed' | 'not-begun';

export interface Rollout<T> {
  readonly items: readonly T[];
  /** How many are under way at once, after the first. */
  readonly atOnce: number;
  /** Does one; returns whether it is done. Never rejects. */
  readonly run: (item: T) => Promise<boolean>;
  /** Asked once the first is done, where there are more. */
  readonly goOn: (first: T, others: readonly T[]) => Promise<boolean>;
}

/** Does one first, alone; then, where somebody agrees, the others, a few at once. After the first failure none is begun. */
export async function rollOut<T>({ items, atOnce, run, goOn }: Rollout<T>): Promise<readonly Rolled[]> {
  const results: Rolled[] = items.map(() => 'not-begun');
  const [first, ...others] = items;
  if (first === undefined) return results;
  let isFine = await run(first);
  results[0] = isFine ? 'done' : 'failed';
  if (!isFine || others.length === 0 || !(await goOn(first, others))) return results;
  let next = 1;
  const worker = async (): Promise<void> => {
    while (isFine && next < items.length) {
      const index = next++;
      const item = items[index];
      if (item === undefined) return;
      const isDone = await run(item);
      results[index] = isDone ? 'done' : 'failed';
      isFine &&= isDone;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, others.length) }, worker));
  return results;
}
