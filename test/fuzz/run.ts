import { parseArgs } from 'node:util';
import { Random } from './mutate';

/** Stops the program with the text that shows the fault. */
export function fail(text: string, reason: string): never {
  console.error(`${reason}\n${JSON.stringify(text)}`);
  process.exit(1);
}

/** Fails where something takes longer than a text of its length may. */
export function inTime(text: string, run: () => void): void {
  const allowed = 250 + text.length / 200;
  const timed = (): number => {
    // The processor's time, not the clock's: others may be using the machine too.
    const before = process.cpuUsage();
    run();
    return process.cpuUsage(before).user / 1e3;
  };
  // Collecting garbage is no fault: only what is slow three times counts.
  if (timed() > allowed && timed() > allowed && timed() > allowed) fail(text, 'Slow.');
}

/** Runs a fuzzer as the command line says: --seconds N or --runs N, --seed N. Stops with exit code 1 at the first fault. */
export function runFuzzer(next: (random: Random) => string, check: (text: string) => void): void {
  const { values: options } = parseArgs({
    options: { seconds: { type: 'string' }, runs: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const random = new Random(Number(options.seed));
  const runs = options.runs === undefined ? Infinity : Number(options.runs);
  const seconds = options.seconds === undefined ? (options.runs === undefined ? 10 : Infinity) : Number(options.seconds);
  const until = performance.now() + seconds * 1000;
  let executions = 0;
  let characters = 0;
  for (; executions < runs && performance.now() < until; executions++) {
    const text = next(random);
    characters += text.length;
    try {
      check(text);
    } catch (error) {
      fail(text, error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  console.log(`${executions} executions, ${(characters / 1e6).toFixed(1)} million characters, seed ${options.seed}: no fault.`);
}
