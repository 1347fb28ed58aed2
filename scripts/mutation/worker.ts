// A process that tries mutants: it loads the bundle of tests anew for each, since tables are built while modules load.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { loadingOf, type Asked, type Observed, type Tried } from './answers';
import type { NotedTest } from './tests';

/** The names that StrykerJS' switches read. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

const [bundle = ''] = process.argv.slice(2);
const script = new Script(`(function (require, module, exports) {${readFileSync(bundle, 'utf8')}\n})`, { filename: bundle });
const requireThere = createRequire(bundle);
const shared = globalThis as { notedTests?: NotedTest[] | undefined; __stryker__?: Switches };
const switches: Switches = (shared.__stryker__ ??= {});

/** The bundle: what a file of tests needs is loaded when its function is called. */
interface Bundle {
  readonly sources: () => void;
  readonly files: Readonly<Record<string, () => void>>;
}

/** Loads the bundle anew. */
function load(): Bundle {
  const module = { exports: {} as Bundle };
  const evaluate = script.runInThisContext() as (require: NodeJS.Require, module: object, exports: object) => void;
  evaluate(requireThere, module, module.exports);
  return module.exports;
}

function testsOf(loadFile: (() => void) | undefined): readonly NotedTest[] {
  shared.notedTests = [];
  loadFile?.();
  return shared.notedTests;
}

async function observe(): Promise<Observed> {
  switches.mutantCoverage = { static: {}, perTest: {} };
  const tests: { file: string; key: string; ms: number }[] = [];
  const failed: string[] = [];
  const { sources, files } = load();
  sources();
  for (const [file, loadFile] of Object.entries(files)) {
    switches.currentTestId = loadingOf(file);
    for (const { key, run } of testsOf(loadFile)) {
      switches.currentTestId = key;
      const started = performance.now();
      try {
        await run();
      } catch (error) {
        failed.push(`${key}: ${error instanceof Error ? error.message : String(error)}`);
      }
      tests.push({ file, key, ms: performance.now() - started });
    }
    switches.currentTestId = undefined;
  }
  return { tests, failed, whileLoading: switches.mutantCoverage.static, perTest: switches.mutantCoverage.perTest };
}

async function tryMutant({ mutant, files, hitLimit }: Asked & { ask: 'try' }): Promise<Tried> {
  switches.activeMutant = mutant;
  switches.hitCount = 0;
  switches.hitLimit = hitLimit;
  let key = 'while loading';
  try {
    const bundled = load().files;
    for (const { file, tests } of files) {
      const wanted = testsOf(bundled[file]).filter((test) => tests === undefined || tests.includes(test.key));
      for (const test of wanted) {
        key = test.key;
        await test.run();
      }
    }
    return { killedBy: undefined };
  } catch {
    return { killedBy: key };
  } finally {
    switches.activeMutant = undefined;
    switches.hitCount = undefined;
  }
}

process.on('message', (asked: Asked) => {
  void (asked.ask === 'observe' ? observe() : tryMutant(asked)).then((answer) => process.send?.(answer));
});
