import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/repository';
import type { VscodeHost } from '../../../scripts/vscode/install';

/** Left out: the real sign-in, which the fixture replaces, and the assistant, which only costs time. */
const leftOut = new Set(['microsoft-authentication', 'copilot']);

/** Extensions of the tests, by their folders. */
const fixtures = ['fixture-auth-provider', 'fixture-pgsql'];

async function makeFixture(name: string, folder: string): Promise<void> {
  const fixture = join(folder, name);
  mkdirSync(fixture);
  const source = inRepository('test', 'host', name);
  copyFileSync(join(source, 'package.json'), join(fixture, 'package.json'));
  await build({
    entryPoints: [join(source, 'extension.ts')],
    outfile: join(fixture, 'extension.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
}

/**
 * Makes a folder of built-in extensions that has the fixture's Microsoft sign-in instead of the real one, and a
 * stand-in for Microsoft's PostgreSQL extension. As built-ins they are there before any other extension and need no
 * development mode.
 */
export async function makeBuiltinExtensions(host: VscodeHost, folder: string): Promise<void> {
  mkdirSync(folder);
  for (const name of readdirSync(host.builtinExtensions)) {
    if (!leftOut.has(name)) symlinkSync(join(host.builtinExtensions, name), join(folder, name));
  }
  for (const name of fixtures) await makeFixture(name, folder);
}
