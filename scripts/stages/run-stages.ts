import { conclusion, messageOf } from './failures';
import { countsLine, succeeded, sum, type Counts } from './counts';

/** A part of the tests, and how it is run. */
export type Stage = readonly [name: string, run: () => Counts | Promise<Counts>];

async function runStage([name, run]: Stage): Promise<Counts> {
  console.log(`\n── ${name}`);
  try {
    const counts = await run();
    // A stage that finds no tests has lost them, which is a failure.
    if (!succeeded(counts) && counts.failed === 0) throw new Error('There was not a single test to run.');
    console.log(`${name}: ${countsLine(counts)}`);
    return { ...counts, failures: counts.failures.map((failure) => ({ ...failure, title: `${name}: ${failure.title}` })) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.log(`${name}: could not run`);
    return { passed: 0, failed: 1, skipped: 0, failures: [{ title: `${name}: could not run`, message: messageOf(error) }] };
  }
}

/** Runs one stage after the other, whatever becomes of them, and tells at the end what failed. */
export async function runStages(stages: readonly Stage[]): Promise<Counts> {
  const parts: Counts[] = [];
  for (const stage of stages) parts.push(await runStage(stage));
  const total = sum(parts);
  console.log(`\n${conclusion(total)}`);
  return total;
}
