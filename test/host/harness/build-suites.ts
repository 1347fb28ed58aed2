import { build, type BuildOptions } from 'esbuild';
import { join } from 'node:path';
import { filesBelow, inRepository } from '../../../scripts/repository';

/**
 * Compiles the suites of a folder for the extension host and returns the module whose `run` starts them.
 * The output folder has to be inside the repository, where Mocha is found.
 */
export async function buildSuites(output: string, folder = inRepository('test', 'host', 'suite')): Promise<string> {
  const suites = filesBelow(folder, (path) => path.endsWith('.test.ts'));
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
    outbase: folder,
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
