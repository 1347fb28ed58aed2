import { context, build as esbuild, type BuildOptions, type Metafile } from 'esbuild';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { jsonSchema } from '../../src/engine/configuration/json-schema';
import { layers } from '../../src/layers/catalog';
import { filesBelow, inRepository } from '../repository';
import { entries, type Entry } from './entries';
import { lazyBundles } from './lazy-bundles';
import { notices } from './notices';

const dist = inRepository('dist');

/** The command line, which the shell can start. */
export const commandLine = inRepository('dist', 'cli.cjs');

/** What esbuild read and wrote; a measure of the bundles, and never shipped. */
export const metafilePath = inRepository('dist', 'meta.json');

/** Third-party licences of what the bundles contain; shipped. */
export const noticesPath = inRepository('dist', 'THIRD_PARTY_NOTICES.txt');

/** The JSON schema of the configuration file, which package.json contributes; shipped. */
export const schemaPath = inRepository('dist', 'postgresql-security.schema.json');

/** How entries are bundled; every build and every measure of it goes by these options. */
export function bundleOptions(entry: readonly Entry[], development: boolean): BuildOptions & { metafile: true } {
  return {
    absWorkingDir: inRepository(),
    entryPoints: entry.map(({ name, source }) => ({ in: source, out: name })),
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // The ES modules of a package leave out what is not used; their CommonJS twins do not.
    mainFields: ['module', 'main'],
    external: ['vscode'],
    // import() becomes require(), which finds every export of a CommonJS bundle and does not start the module loader.
    supported: { 'dynamic-import': false },
    plugins: [lazyBundles],
    minify: !development,
    sourcemap: development ? 'linked' : false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
}

const isCommandLine = ({ name }: Entry): boolean => name === 'cli';

/** The command line is the one entry with a first line for the shell; the rest differs in nothing. */
function groups(development: boolean): ReturnType<typeof bundleOptions>[] {
  const all = entries();
  const rest = all.filter((entry) => !isCommandLine(entry));
  const shell = all.filter(isCommandLine);
  return [
    ...(rest.length > 0 ? [bundleOptions(rest, development)] : []),
    ...(shell.length > 0
      ? [{ ...bundleOptions(shell, development), banner: { js: '#!/usr/bin/env node' } }]
      : []),
  ];
}

function finish(metafiles: readonly Metafile[]): Metafile {
  const metafile: Metafile = { inputs: {}, outputs: {} };
  for (const part of metafiles) {
    Object.assign(metafile.inputs, part.inputs);
    Object.assign(metafile.outputs, part.outputs);
  }
  mkdirSync(dist, { recursive: true });
  writeFileSync(metafilePath, JSON.stringify(metafile));
  writeFileSync(noticesPath, notices(metafile));
  writeFileSync(schemaPath, jsonSchema(layers.flatMap(({ rules }) => rules)));
  const written = new Set(Object.keys(metafile.outputs).map((path) => inRepository(path)));
  for (const file of filesBelow(dist, (path) => /\.cjs(\.map)?$/.test(path))) {
    if (!written.has(file)) rmSync(file);
    else if (file === commandLine) chmodSync(file, 0o755);
  }
  return metafile;
}

/** Builds every entry into dist/, removes bundles that have no entry any more, and returns what esbuild reports. */
export async function bundle({ development = false } = {}): Promise<Metafile> {
  const results = await Promise.all(groups(development).map((group) => esbuild(group)));
  return finish(results.map((result) => result.metafile));
}

/** Builds unminified with source maps and again after every change, until the process ends. New entries need a restart. */
export async function watch(): Promise<void> {
  await bundle({ development: true });
  for (const group of groups(true)) await (await context({ ...group, logLevel: 'info' })).watch();
  console.log('Watching …');
}
