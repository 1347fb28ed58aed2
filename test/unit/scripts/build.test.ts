import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { bundleOptions } from '../../../scripts/build/bundle';
import { entries, type Entry } from '../../../scripts/build/entries';
import { bundlesFolder, lazyBundles } from '../../../scripts/build/lazy-bundles';
import { packageProblems } from '../../../scripts/build/package';
import { filesBelow, inRepository } from '../../../scripts/repository';

const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as Record<string, unknown>;
const required = ['[Content_Types].xml', 'extension.vsixmanifest', 'extension/package.json', 'extension/dist/extension.cjs'];

test('every file in src/bundles is built into a file of its own', () => {
  const names = new Set(entries().map(({ name }) => name));
  for (const file of filesBelow(bundlesFolder, (path) => path.endsWith('.ts'))) {
    assert.ok(names.has(basename(file, '.ts')), file);
  }
});

test('the programs named in package.json are among what is built', () => {
  assert.equal(manifest['main'], './dist/extension.cjs');
  assert.deepEqual(manifest['bin'], { 'postgresql-security': './dist/cli.cjs' });
});

test('a package with sources, tests, packages or source maps in it is refused', () => {
  const extra = ['extension/src/a.ts', 'extension/test/a.test.ts', 'extension/node_modules/x/index.js', 'extension/dist/extension.cjs.map'];
  assert.equal(packageProblems([...required, ...extra], { main: './dist/extension.cjs' }).length, extra.length);
  assert.deepEqual(packageProblems(required, { main: './dist/extension.cjs' }), []);
});

test('a package that lacks a file named in package.json is refused', () => {
  const problems = packageProblems(required, {
    main: './dist/extension.cjs',
    icon: 'media/icon.png',
    contributes: { grammars: [{ path: './syntaxes/bicep.json' }] },
  });
  assert.deepEqual(problems.map((problem) => problem.split(' ')[0]), ['syntaxes/bicep.json', 'media/icon.png']);
});

async function compile(contents: string): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: inRepository('src', 'vscode'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    supported: { 'dynamic-import': false },
    plugins: [lazyBundles],
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

test('an import() of a bundle stays outside, and a static one is an error', async (t) => {
  const [bundle] = filesBelow(bundlesFolder, (path) => path.endsWith('.ts'));
  if (bundle === undefined) {
    t.skip('src/bundles is empty');
    return;
  }
  const name = basename(bundle, '.ts');
  assert.match(await compile(`export const load = () => import('../bundles/${name}');`), new RegExp(`require\\("\\./${name}\\.cjs"\\)`));
  await assert.rejects(compile(`import * as all from '../bundles/${name}'; console.log(all);`), /static import/);
});

test('an import() of a bundle that does not exist is an error', async () => {
  await assert.rejects(compile(`export const load = () => import('../bundles/no-such-bundle');`), /no bundle/);
});

/** Bundles one entry in memory and says which files and which modules outside of it went in. */
async function inside(entry: Entry): Promise<{ files: string[]; outside: string[] }> {
  const { metafile } = await build({ ...bundleOptions([entry], false), write: false });
  const outputs = Object.values(metafile.outputs);
  return {
    files: outputs.flatMap(({ inputs }) => Object.keys(inputs)),
    outside: outputs.flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path)),
  };
}

test('the activation bundle holds no SDK', async (t) => {
  const extension = entries().find(({ name }) => name === 'extension');
  if (extension === undefined) {
    t.skip('src/vscode/extension.ts does not exist');
    return;
  }
  const { files } = await inside(extension);
  assert.deepEqual(files.filter((file) => /node_modules\/@(azure|typespec)\//.test(file)), []);
});

test('the activation bundle holds nothing of what commands do, which is loaded when the first one is run', async () => {
  const extension = entries().find(({ name }) => name === 'extension');
  assert.ok(extension);
  const { files } = await inside(extension);
  assert.ok(files.includes('src/vscode/extension.ts'));
  assert.deepEqual(files.filter((file) => /^src\/vscode\/(commands|mend)\//.test(file)), []);
});

test('what the command line loads does not ask for VS Code', async () => {
  for (const entry of entries().filter(({ name }) => name !== 'extension' && name !== 'commands')) {
    const { outside } = await inside(entry);
    assert.ok(!outside.includes('vscode'), entry.name);
  }
});

test('commands for Single Server only are offered where there is one', () => {
  const { commandPalette } = (manifest as { contributes: { menus: { commandPalette: { command: string; when: string }[] } } }).contributes.menus;
  for (const command of ['addVirtualNetworkRule', 'removeVirtualNetworkRules']) {
    assert.match(commandPalette.find((entry) => entry.command === `postgresqlSecurity.${command}`)?.when ?? '', /postgresqlSecurity\.singleServers/);
  }
});
