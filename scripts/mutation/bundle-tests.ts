import { build, type Metafile, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRepository, root, shown } from '../repository';
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

/** A source whose mutants are tried, and the number of its first one. */
export interface NumberedSource extends Instrumented {
  readonly first: number;
}

type Rewrite = (text: string, first: number) => string;

/** Puts the instrumented text in the place of the files, and notes which file each test is from. */
const replacing = (sources: readonly NumberedSource[], rewrite: Rewrite): Plugin => ({
  name: 'mutants',
  setup(build) {
    const byPath = new Map(sources.map((source) => [source.path, source]));
    build.onResolve({ filter: /^node:test$/ }, () => ({ path: inRepository('scripts', 'mutation', 'tests.ts') }));
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = byPath.get(path);
      const text = source === undefined ? readFileSync(path, 'utf8') : rewrite(source.content, source.first);
      // A bundle has one address; each file keeps its own, by which it finds the repository.
      const placed = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      const noted = path.endsWith('.test.ts') ? `globalThis.testFile = ${JSON.stringify(shown(path))};${placed}` : placed;
      return { contents: noted, loader: 'ts' };
    });
  },
});

/** A module that has each file of tests as a function, and one for all sources: what is needed is loaded when it is called. */
function entry(sources: readonly NumberedSource[], tests: readonly string[]): string {
  const required = (paths: readonly string[]): string => paths.map((path) => `require(${JSON.stringify(path)})`).join(', ');
  const files = tests.map((path) => `${JSON.stringify(shown(path))}: () => ${required([path])},`);
  return `exports.sources = () => [${required(sources.map(({ path }) => path))}];\nexports.files = {\n${files.join('\n')}\n};`;
}

async function bundle(name: string, sources: readonly NumberedSource[], tests: readonly string[], rewrite: Rewrite): Promise<{ path: string; metafile: Metafile }> {
  const path = join(mutationFolder, name);
  const { metafile } = await build({
    stdin: { contents: entry(sources, tests), resolveDir: root },
    outfile: path,
    bundle: true,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // A script that was compiled once and runs many times cannot import.
    supported: { 'dynamic-import': false },
    plugins: [replacing(sources, rewrite)],
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

/** Bundles tests with the instrumented sources. */
export async function bundleTests(sources: readonly NumberedSource[], tests: readonly string[]): Promise<Bundles> {
  const [told, asked] = await Promise.all([bundle('counting.cjs', sources, tests, counting), bundle('switched.cjs', sources, tests, switched)]);
  const reached = new Map(tests.map((path) => [shown(path), reachable(shown(path), asked.metafile)]));
  return { counting: told.path, switched: asked.path, loads: (test, source) => reached.get(test)?.has(source) === true };
}
