import { build, type BuildOptions } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, inRepository, testOutput } from '../../../scripts/repository';

const output = join(testOutput, 'host');

/** Compiles the suites for the extension host and returns the module whose `run` starts them. */
export async function buildSuites(): Promise<string> {
  const suites = filesBelow(inRepository('test', 'host', 'suite'), (path) => path.endsWith('.test.ts'));
  rmSync(output, { recursive: true, force: true });
  const common: BuildOptions = {
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // Mocha stays in node_modules, one copy for the runner and the suites.
    external: ['vscode', 'mocha'],
    sourcemap: 'linked',
    logLevel: 'warning',
  };
  const { metafile } = await build({
    ...common,
    entryPoints: suites,
    outbase: inRepository('test', 'host', 'suite'),
    outdir: join(output, 'suite'),
    outExtension: { '.js': '.cjs' },
    absWorkingDir: inRepository(),
    metafile: true,
  });
  const files = Object.keys(metafile.outputs)
    .filter((path) => path.endsWith('.cjs'))
    .map((path) => inRepository(path));
  const run = join(output, 'run.cjs');
  await build({
    ...common,
    stdin: {
      contents: `import { runMocha } from './run-mocha';\nexport const run = () => runMocha(${JSON.stringify(files)});`,
      resolveDir: inRepository('test', 'host', 'harness'),
      loader: 'ts',
    },
    outfile: run,
  });
  return run;
}
