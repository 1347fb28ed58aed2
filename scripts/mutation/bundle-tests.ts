import { build, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesBelow, inRepository, root, shown } from '../repository';
import { mutationFolder } from './instrument';

/** The tests that mutants are tried on. */
const tested = ['layers', 'engine', 'model', 'docs', 'parity.test.ts'];

const testFiles = (): readonly string[] =>
  filesBelow(inRepository('test', 'unit'), (path) => path.endsWith('.test.ts')).filter((path) =>
    tested.some((part) => shown(path).startsWith(`test/unit/${part}`)),
  );

/** Puts the instrumented text in the place of the files, and notes which file each test is from. */
const replacing = (files: ReadonlyMap<string, string>): Plugin => ({
  name: 'mutants',
  setup(build) {
    build.onResolve({ filter: /^node:test$/ }, () => ({ path: inRepository('scripts', 'mutation', 'tests.ts') }));
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = files.get(path) ?? readFileSync(path, 'utf8');
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

/** Bundles the tests with the instrumented files, and returns where the bundle is. */
export async function bundleTests(files: ReadonlyMap<string, string>): Promise<string> {
  const outfile = join(mutationFolder, 'tests.cjs');
  await build({
    stdin: { contents: entry(files.keys()), resolveDir: root },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [replacing(files)],
    logLevel: 'error',
  });
  return outfile;
}
