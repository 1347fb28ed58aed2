// npm run mutation [-- part of a path …] [--near] [--every N [--from M]] [--workers N] [--anew] [--report]: changes src/layers and src/engine in
// thousands of small ways, and counts which changes no unit test notices. Takes long, and is no part of continuous
// integration. What was found is kept for as long as source and test stay the same, so that it can be run in parts, one
// folder after the other, and stopped; --anew forgets it. --near tries only the tests of the same folder, which is quick:
// what they notice is noticed, and what they do not is left for a run without it. --every 10 tries one of ten, spread evenly; with
// --from 3 those that come three later, which are others.
// --report tries nothing, and tells what is known from all runs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTests, type NumberedSource } from './mutation/bundle-tests';
import { instrument, type Mutant } from './mutation/instrument';
import { openKept } from './mutation/kept';
import { mutationFolder } from './mutation/mutation-folder';
import { createOrder } from './mutation/order';
import { folderScores, score, survivorLine, wasNoticed, type Outcome } from './mutation/report';
import { createWorker, observeTests, type Worker } from './mutation/workers';
import { filesBelow, inRepository, shown } from './repository';

const { values: options, positionals: names } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    workers: { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    near: { type: 'boolean', default: false },
    anew: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
});
const every = Number(options.every);
const from = Number(options.from);

/** The tests that mutants are tried on: those of the code itself, and those of what is made of it, as far as they are quick. */
const tested = [
  ...['layers', 'engine', 'model', 'docs', 'outputs', 'parity.test.ts'],
  ...['mend/moved', 'mend/protection-plans', 'mend/every-fix', 'cli/explain', 'cli/policy', 'cli/new-findings'],
  ...['sources/azure/every-layer', 'sources/template/fix-text', 'sources/template/language', 'vscode/rollout'],
];

/** A test of the tests, which loads their files by itself and so cannot be bundled with them. */
const ofTests = 'test/unit/layers/every-outcome.test.ts';

setPriority(15);
mkdirSync(mutationFolder, { recursive: true });
const paths = ['layers', 'engine']
  .flatMap((folder) => filesBelow(inRepository('src', folder), (path) => path.endsWith('.ts')))
  .filter((path) => names.length === 0 || names.some((name) => shown(path).includes(name)));
const instrumented = await instrument(paths);
const kept = openKept(options.anew);

const sources: NumberedSource[] = [];
let count = 0;
for (const one of instrumented) {
  sources.push({ ...one, first: count });
  count += Math.max(0, ...one.mutants.map(({ id }) => Number(id) + 1));
}
interface Waiting {
  readonly mutant: Mutant;
  readonly number: number;
}

const outcomes = new Map<Mutant, Outcome>();
for (const mutant of sources.flatMap(({ mutants }) => mutants)) {
  const known = kept.outcomeOf(mutant);
  if (known !== undefined) outcomes.set(mutant, known);
}
const numbered = sources.flatMap(({ mutants, first }) => mutants.map((mutant): Waiting => ({ mutant, number: first + Number(mutant.id) })));
function report(): string {
  const known = [...outcomes.values()];
  const missed = known.filter((outcome) => !wasNoticed(outcome)).map(survivorLine).sort();
  const text = `${known.length} of ${numbered.length} mutants were tried.\n${folderScores(known)}\n${score(known)}\n`;
  writeFileSync(join(mutationFolder, 'survivors.txt'), `${missed.join('\n')}\n`);
  writeFileSync(join(mutationFolder, 'report.txt'), text);
  return text;
}

const whereabouts = 'This and what no test noticed is in .test-output/mutation/, as report.txt and survivors.txt.';

if (options.report) {
  console.log(report() + whereabouts);
  process.exit();
}
const near = new Set(sources.map(({ path }) => `test/unit/${shown(dirname(path)).replace(/^src\//, '')}/`));
const folders = options.near ? [...near] : tested.map((part) => `test/unit/${part}`);
const tests = filesBelow(inRepository('test', 'unit'), (path) => path.endsWith('.test.ts') && shown(path) !== ofTests).filter((path) =>
  folders.some((folder) => shown(path).startsWith(folder)),
);
const bundles = await bundleTests(sources, tests);
const observed = await observeTests(bundles, count);
const order = createOrder(observed, bundles.loads);

const waiting = numbered.filter(({ mutant, number }, index) => {
  const known = outcomes.get(mutant);
  if (index % every !== from % every || (known !== undefined && wasNoticed(known))) return false;
  return known === undefined || !kept.wasTried(mutant, order.attempt(mutant, number), observed.tests);
});
const total = observed.tests.reduce((sum, { ms }) => sum + ms, 0);
console.log(`${count} mutants in ${sources.length} files, of which ${waiting.length} are tried; ${observed.tests.length} tests take ${(total / 1000).toFixed(1)} s.`);

async function tryNext({ mutant, number }: Waiting, worker: Worker): Promise<void> {
  const attempt = order.attempt(mutant, number);
  const tried = attempt.tests.length === 0 ? 'not covered' : await worker.tryMutant(attempt);
  const by = typeof tried === 'object' ? tried.killedBy : undefined;
  if (by !== undefined) order.noticed(mutant, by);
  const status = tried === 'not covered' ? tried : tried === 'lost' ? 'too slow' : by === undefined ? 'survived' : 'killed';
  const outcome: Outcome = { mutant, loaded: attempt.anew, status, ...(by !== undefined && { by }) };
  outcomes.set(mutant, outcome);
  kept.keep(outcome, attempt, observed.tests);
}

const started = Date.now();
let done = 0;
await Promise.all(
  Array.from({ length: Number(options.workers) }, async () => {
    const worker = createWorker(bundles, observed);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await tryNext(next, worker);
      if (++done % 200 !== 0) continue;
      report();
      console.log(`${done} after ${Math.round((Date.now() - started) / 1000)} s, ${waiting.length} to go; ${score([...outcomes.values()])}`);
    }
    worker.stop();
  }),
);
console.log(report() + whereabouts);
