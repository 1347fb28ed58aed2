import { build, type Metafile, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesBelow, inRepository, root, shown } from '../repository';
import type { Instrumented } from './instrument';
import { mutationFolder } from './mutation-folder';
import { counting, switched } from './switches';

/** The tests, bundled with the instrumented files. */
export interface Bundles {
  /** The bundle that tells which mutants each test passes. */
  readonly counting: string;
  /** The faster one, for trying mutants. */
  readonly switched: string;
  /** Whether a file of tests loads a source, directly or not. */
  readonly loads: (test: string, source: string) => boolean;
}

/** The tests that mutants are tried on. */
const tested = ['layers', 'engine', 'model', 'docs', 'parity.test.ts'];

export const testFiles = (): readonly string[] =>
  filesBelow(inRepository('test', 'unit'), (path) => path.endsWith('.test.ts')).filter((path) =>
    tested.some((part) => shown(path).startsWith(`test/unit/${part}`)),
  );

/** Puts the instrumented text in the place of the files, and notes which file each test is from. */
const replacing = (files: ReadonlyMap<string, string>, rewrite: (text: string) => string): Plugin => ({
  name: 'mutants',
  setup(build) {
    build.onResolve({ filter: /^node:test$/ }, () => ({ path: inRepository('scripts', 'mutation', 'tests.ts') }));
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const instrumented = files.get(path);
      const text = instrumented === undefined ? readFileSync(path, 'utf8') : rewrite(instrumented);
      // A bundle has one address; each file keeps its own, by which it finds the repository.
      const placed = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      const noted = path.endsWith('.test.ts') ? `globalThis.testFile = ${JSON.stringify(shown(path))};${placed}` : placed;
      return { contents: noted, loader: 'ts' };
    });
  },
});

/** A module that has each file of tests as a function, and one for all sources: what is needed is loaded when it is called. */
function entry(sources: Iterable<string>): string {
  const required = (paths: Iterable<string>): string => [...paths].map((path) => `require(${JSON.stringify(path)})`).join(', ');
  const files = testFiles().map((path) => `${JSON.stringify(shown(path))}: () => ${required([path])},`);
  return `exports.sources = () => [${required(sources)}];\nexports.files = {\n${files.join('\n')}\n};`;
}

async function bundle(name: string, files: ReadonlyMap<string, string>, rewrite: (text: string) => string): Promise<{ path: string; metafile: Metafile }> {
  const path = join(mutationFolder, name);
  const { metafile } = await build({
    stdin: { contents: entry(files.keys()), resolveDir: root },
    outfile: path,
    bundle: true,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // A script that was compiled once and runs many times cannot import.
    supported: { 'dynamic-import': false },
    plugins: [replacing(files, rewrite)],
    absWorkingDir: root,
    logLevel: 'error',
  });
  return { path, metafile };
}

function reachable(start: string, { inputs }: Metafile): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const path of reached) for (const one of inputs[path]?.imports ?? []) reached.add(one.path);
  return reached;
}

/** Bundles the tests with the instrumented files. */
export async function bundleTests({ files: instrumented }: Instrumented): Promise<Bundles> {
  const files = new Map(instrumented.map(({ name, content }) => [name, content]));
  const [told, asked] = await Promise.all([bundle('counting.cjs', files, counting), bundle('switched.cjs', files, switched)]);
  const reached = new Map(testFiles().map((path) => [shown(path), reachable(shown(path), asked.metafile)]));
  return { counting: told.path, switched: asked.path, loads: (test, source) => reached.get(test)?.has(source) === true };
}
