// npm run mutation [-- part of a path …] [--every N] [--workers N]: changes src/layers and src/engine in thousands of
// small ways, and counts which changes no unit test notices; --every 10 tries one of ten, spread evenly. Takes long, and is
// no part of continuous integration.
import { mkdirSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTests } from './mutation/bundle-tests';
import { instrument, mutationFolder, type Mutant } from './mutation/instrument';
import { score, survivorLine, type Outcome } from './mutation/report';
import { loadingOf, type FileToRun, type Observed } from './mutation/answers';
import { createWorker, type Worker } from './mutation/workers';
import { filesBelow, inRepository, shown } from './repository';

const { values: options, positionals: names } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { workers: { type: 'string', default: '1' }, every: { type: 'string', default: '1' } },
});
const every = Number(options.every);

/** A mutant that is passed while modules load may change what any test sees. */
const isStatic = ({ id }: Mutant, { whileLoading }: Observed): boolean => whileLoading[id] !== undefined;

/** How many folders two paths have in common, counted from the folders below src and test/unit. */
function nearness(source: string, test: string): number {
  const [a, b] = [source.split('/').slice(1), test.split('/').slice(2)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? a.length : at;
}

/** Which tests may notice a mutant, the closest files first. */
function filesToRun(mutant: Mutant, observed: Observed): readonly FileToRun[] {
  const passed = (key: string): boolean => observed.perTest[key]?.[mutant.id] !== undefined;
  const everything = isStatic(mutant, observed);
  const files = new Map<string, FileToRun>();
  for (const { file, key } of observed.tests) {
    // What a file passes while it loads may change any of its tests.
    if (everything || passed(loadingOf(file))) files.set(file, { file });
    else if (passed(key)) files.set(file, { file, tests: [...(files.get(file)?.tests ?? []), key] });
  }
  return [...files.values()].sort((a, b) => nearness(mutant.fileName, b.file) - nearness(mutant.fileName, a.file));
}

async function outcomeOf(mutant: Mutant, observed: Observed, worker: Worker): Promise<Outcome> {
  const loaded = isStatic(mutant, observed);
  const files = filesToRun(mutant, observed);
  if (files.length === 0) return { mutant, loaded, status: 'not covered' };
  const passes = Object.values(observed.perTest).reduce((sum, hits) => sum + (hits[mutant.id] ?? 0), observed.whileLoading[mutant.id] ?? 0);
  // A mutant that is passed a hundred times as often as its original goes round and round.
  const tried = await worker.tryMutant({ ask: 'try', mutant: mutant.id, files, hitLimit: 1000 + passes * 100 }, limitMs);
  if (tried === 'too slow') return { mutant, loaded, status: 'too slow' };
  return tried.killedBy === undefined ? { mutant, loaded, status: 'survived' } : { mutant, loaded, status: 'killed', by: tried.killedBy };
}

function writeSurvivors(outcomes: readonly Outcome[]): void {
  const missed = outcomes.filter(({ status }) => status === 'survived' || status === 'not covered').map(survivorLine).sort();
  writeFileSync(join(mutationFolder, 'survivors.txt'), `${missed.join('\n')}\n`);
}

setPriority(15);
mkdirSync(mutationFolder, { recursive: true });
const paths = ['layers', 'engine']
  .flatMap((folder) => filesBelow(inRepository('src', folder), (path) => path.endsWith('.ts')))
  .filter((path) => names.length === 0 || names.some((name) => shown(path).includes(name)));
const { files, mutants: all } = await instrument(paths);
const mutants = all.filter((_, index) => index % every === 0);
const bundle = await bundleTests(files);
const workers = Array.from({ length: Number(options.workers) }, () => createWorker(bundle));
const [first] = workers;
if (first === undefined) throw new Error('--workers wants a number of processes, at least 1.');
const observed = await first.observe();
if (observed.failed.length > 0) throw new Error(`The tests fail without a mutant:\n${observed.failed.join('\n')}`);
const total = observed.tests.reduce((sum, { ms }) => sum + ms, 0);
const limitMs = 10_000 + total * 5;
console.log(`${mutants.length} of ${all.length} mutants in ${paths.length} files; ${observed.tests.length} tests take ${(total / 1000).toFixed(1)} s.`);

const outcomes: Outcome[] = [];
const waiting = [...mutants];
await Promise.all(
  workers.map(async (worker) => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      outcomes.push(await outcomeOf(mutant, observed, worker));
      if (outcomes.length % 50 !== 0) continue;
      writeSurvivors(outcomes);
      console.log(`${outcomes.length} of ${mutants.length}: ${score(outcomes)}`);
    }
    worker.stop();
  }),
);
writeSurvivors(outcomes);
console.log(`${score(outcomes)}\nWhat no test noticed is in .test-output/mutation/survivors.txt.`);
