// npm run mutation [-- part of a path …] [--every N] [--workers N] [--anew]: changes src/layers and src/engine in thousands
// of small ways, and counts which changes no unit test notices; --every 10 tries one of ten, spread evenly. Takes long, and
// is no part of continuous integration. What was found is kept for as long as source and tests stay the same, so that it can
// be run in parts, one folder after the other; --anew forgets it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTests } from './mutation/bundle-tests';
import { instrument, type Mutant } from './mutation/instrument';
import { openKept } from './mutation/kept';
import { mutationFolder } from './mutation/mutation-folder';
import { createOrder } from './mutation/order';
import { folderScores, score, survivorLine, wasNoticed, type Outcome } from './mutation/report';
import { createWorker, observeTests, type Worker } from './mutation/workers';
import { filesBelow, inRepository } from './repository';

const { values: options, positionals: names } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { workers: { type: 'string', default: '1' }, every: { type: 'string', default: '1' }, anew: { type: 'boolean', default: false } },
});
const every = Number(options.every);

setPriority(15);
mkdirSync(mutationFolder, { recursive: true });
const paths = ['layers', 'engine'].flatMap((folder) => filesBelow(inRepository('src', folder), (path) => path.endsWith('.ts')));
const instrumented = await instrument(paths);
const all = instrumented.mutants;
const bundles = await bundleTests(instrumented);
const observed = await observeTests(bundles, instrumented.count);
const order = createOrder(observed, bundles.loads);
const kept = openKept(observed, options.anew);

const outcomes = new Map<Mutant, Outcome>();
const waiting: Mutant[] = [];
for (const [index, mutant] of all.entries()) {
  const known = kept.outcomeOf(mutant, order.attempt(mutant));
  if (known !== undefined) outcomes.set(mutant, known);
  else if (index % every === 0 && (names.length === 0 || names.some((name) => mutant.fileName.includes(name)))) waiting.push(mutant);
}
const total = observed.tests.reduce((sum, { ms }) => sum + ms, 0);
console.log(`${all.length} mutants in ${paths.length} files; ${outcomes.size} are known, ${waiting.length} are tried. ${observed.tests.length} tests take ${(total / 1000).toFixed(1)} s.`);

async function tryNext(mutant: Mutant, worker: Worker): Promise<void> {
  const attempt = order.attempt(mutant);
  const tried = attempt.tests.length === 0 ? 'not covered' : await worker.tryMutant(attempt);
  const by = typeof tried === 'object' ? tried.killedBy : undefined;
  if (by !== undefined) order.noticed(mutant, by);
  const status = tried === 'not covered' ? tried : tried === 'lost' ? 'too slow' : by === undefined ? 'survived' : 'killed';
  const outcome: Outcome = { mutant, loaded: attempt.anew, status, ...(by !== undefined && { by }) };
  outcomes.set(mutant, outcome);
  kept.keep(outcome, attempt);
}

function writeReport(): void {
  const known = [...outcomes.values()];
  const missed = known.filter((outcome) => !wasNoticed(outcome)).map(survivorLine).sort();
  writeFileSync(join(mutationFolder, 'survivors.txt'), `${missed.join('\n')}\n`);
  writeFileSync(join(mutationFolder, 'report.txt'), `${known.length} of ${all.length} mutants were tried.\n${folderScores(known)}\n`);
}

const started = Date.now();
let done = 0;
await Promise.all(
  Array.from({ length: Number(options.workers) }, async () => {
    const worker = createWorker(bundles, observed);
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      await tryNext(mutant, worker);
      if (++done % 200 !== 0) continue;
      writeReport();
      console.log(`${done} more after ${Math.round((Date.now() - started) / 1000)} s, ${waiting.length} to go; ${score([...outcomes.values()])}`);
    }
    worker.stop();
  }),
);
writeReport();
console.log(`${folderScores([...outcomes.values()])}\n${score([...outcomes.values()])}\nThis and what no test noticed is in .test-output/mutation/, as report.txt and survivors.txt.`);
