import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../../../scripts/build/bundle';
import { bundlesFolder } from '../../../../scripts/build/lazy-bundles';
import type * as AzureBundle from '../../../../src/bundles/azure';
import type * as EmulatorBundle from '../../../../src/bundles/emulator';
import type * as IdentityBundle from '../../../../src/bundles/identity';
import { createEmulator } from '../../../../src/emulator/emulator';
import { startHttpServer } from '../../../../src/emulator/http-server';
import { orders } from './emulated-source';

let folder: string;
const load = (name: string): unknown => createRequire(import.meta.url)(join(folder, `${name}.cjs`));

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'azure-bundles-'));
  const entries = ['azure', 'identity', 'emulator'].map((name) => ({ name, source: join(bundlesFolder, `${name}.ts`) }));
  await build({ ...bundleOptions(entries, false), outdir: folder });
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('the bundles work together although each has its own copy of the SDKs’ core', async () => {
  const { createAzureSource } = load('azure') as typeof AzureBundle;
  const { createSampleAzure } = load('emulator') as typeof EmulatorBundle;
  const source = createAzureSource(createSampleAzure());
  const { items: subscriptions } = await source.subscriptions();
  const { items } = await source.servers(subscriptions);
  assert.deepEqual([subscriptions.length, items.length], [3, 9]);
  const snapshot = await source.read(orders, []);
  assert.equal(snapshot.servers[0]?.resource.name, 'pg-orders');
  assert.match((await source.read(orders.replace('pg-orders', 'nobody'), [])).problems[0]?.message ?? '', /it was not found/);
});

test('an emulator over HTTP, and no other address', async () => {
  const { createAzureSource } = load('azure') as typeof AzureBundle;
  const { createEmulatorOverHttp } = load('emulator') as typeof EmulatorBundle;
  const server = await startHttpServer(createEmulator());
  try {
    const source = createAzureSource(createEmulatorOverHttp(server.url));
    assert.equal((await source.read(orders, [])).servers.length, 1);
    assert.throws(() => createEmulatorOverHttp('https://example.com'), RangeError);
  } finally {
    await server.close();
  }
});

test('every kind of sign-in makes a credential, for known and other clouds', () => {
  const { createIdentityCredential } = load('identity') as typeof IdentityBundle;
  for (const kind of ['azureCli', 'environment', 'managedIdentity', 'default'] as const) {
    for (const authority of ['https://login.microsoftonline.us', 'https://login.example.local']) {
      assert.equal(typeof createIdentityCredential(kind, { authority, clientId: '11111111-2222-4333-8444-555555555555' }).getToken, 'function');
    }
  }
});
