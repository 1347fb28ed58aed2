// A process that tries mutants. Most are tried on modules that are loaded once; what is passed while modules load, and
// whatever no test notices there, is tried on modules that are loaded anew, since tables are built while they load.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import type { Asked, Attempt, Observed, ObservedTest, Tried } from './answers';
import { busyMs } from './busy';
import { observe, type Loaded } from './observe';
import { switchesName, type Switches } from './switches';
import type { NotedTest } from './tests';

const [countingBundle = '', switchedBundle = ''] = process.argv.slice(2);
const shared = globalThis as { notedTests?: NotedTest[] | undefined } & { [switchesName]?: Switches };
const until = new Float64Array(new SharedArrayBuffer(8));
new Worker(new URL('./watchdog.mjs', import.meta.url), { workerData: until, execArgv: [] }).unref();

let active = -1;
let hits = 0;
let hitLimit = Infinity;
let limitMs = 0;
let counts: Uint32Array | undefined;
shared[switchesName] = {
  isActive: (mutant) => {
    if (mutant !== active) return false;
    if (++hits > hitLimit) throw new Error('This goes round and round.');
    return true;
  },
  cover: (...mutants) => {
    if (counts !== undefined) for (const mutant of mutants) counts[mutant] = (counts[mutant] ?? 0) + 1;
  },
};

const scripts = new Map<string, Script>();
const requireThere = createRequire(import.meta.url);

/** Loads a bundle anew: its modules are loaded when they are needed. */
function load(path: string): Loaded {
  const script = scripts.get(path) ?? new Script(`(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`, { filename: path });
  scripts.set(path, script);
  const module = { exports: {} as { sources: () => void; files: Readonly<Record<string, () => void>> } };
  const evaluate = script.runInThisContext() as (require: NodeJS.Require, module: object, exports: object) => void;
  evaluate(requireThere, module, module.exports);
  const { sources, files } = module.exports;
  return {
    sources,
    files: Object.keys(files),
    testsOf: (file) => {
      shared.notedTests = [];
      files[file]?.();
      return shared.notedTests;
    },
  };
}

/** Something that waits for what never comes keeps nothing busy. */
async function inTime(waiting: unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('This waits for what never comes.')), 60_000);
  });
  await Promise.race([waiting, late]).finally(() => clearTimeout(timer));
}

/** Runs something, and says whether it failed. */
async function fails(run: () => unknown): Promise<boolean> {
  hits = 0;
  until[0] = limitMs === 0 ? 0 : busyMs() + limitMs;
  try {
    const waiting = run();
    if (waiting instanceof Promise) await inTime(waiting);
    return false;
  } catch {
    return true;
  } finally {
    until[0] = 0;
  }
}

let known: readonly ObservedTest[] = [];
const testsAt = (places: readonly number[]): readonly ObservedTest[] => places.flatMap((place) => known[place] ?? []);

let kept: { readonly loaded: Loaded; readonly tests: Map<string, readonly NotedTest[]> } | undefined;

/** Tries a mutant on the modules of the mutants before it. */
async function tryHere({ mutant, tests }: Attempt): Promise<Tried> {
  const { loaded, tests: byFile } = (kept ??= { loaded: load(switchedBundle), tests: new Map<string, readonly NotedTest[]>() });
  for (const { file, key } of testsAt(tests)) {
    const noted = byFile.get(file) ?? loaded.testsOf(file);
    byFile.set(file, noted);
    const test = noted.find((one) => one.key === key);
    active = mutant;
    const failed = test !== undefined && (await fails(test.run));
    active = -1;
    if (!failed) continue;
    // What a mutant leaves in memory must not be taken for the work of the next.
    if (!(await fails(test.run))) return { killedBy: key };
    kept = undefined;
    return { killedBy: undefined };
  }
  return { killedBy: undefined };
}

/** Tries a mutant on modules that were loaded with it. */
async function tryAnew({ mutant, tests }: Attempt): Promise<Tried> {
  active = mutant;
  const loaded = load(switchedBundle);
  const byFile = new Map<string, readonly NotedTest[]>();
  for (const { file, key } of testsAt(tests)) {
    if (!byFile.has(file) && (await fails(() => void byFile.set(file, loaded.testsOf(file))))) return { killedBy: file };
    const test = byFile.get(file)?.find((one) => one.key === key);
    // A test that is missing, because the mutant changed what tests are made for, has noticed nothing.
    if (test !== undefined && (await fails(test.run))) return { killedBy: key };
  }
  return { killedBy: undefined };
}

async function tryMutant(attempt: Attempt): Promise<Tried> {
  ({ hitLimit, limitMs } = attempt);
  try {
    const here = attempt.anew ? { killedBy: undefined } : await tryHere(attempt);
    return here.killedBy === undefined ? await tryAnew(attempt) : here;
  } finally {
    active = -1;
  }
}

async function answer(asked: Asked): Promise<Observed | Tried> {
  if (asked.ask === 'try') return tryMutant(asked);
  if (asked.ask === 'remember') {
    known = asked.tests;
    return { killedBy: undefined };
  }
  counts = new Uint32Array(asked.mutants);
  const observed = await observe(load(countingBundle), load(switchedBundle), counts, fails);
  counts = undefined;
  return observed;
}

process.on('message', (asked: Asked) => {
  void answer(asked).then((told) => process.send?.(told));
});
