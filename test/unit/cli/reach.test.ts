import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Emulator } from '../../../src/emulator/emulator';
import { createEmulator } from '../../../src/emulator/emulator';
import type { RunningServer } from '../../../src/emulator/http-server';
import { startHttpServer } from '../../../src/emulator/http-server';
import { sampleSubscriptions } from '../../../src/emulator/sample-fleet';
import type { ReachResult } from '../../../src/outputs/reach';
import { openServer, runIn } from './run-command';

let folder: string;
let emulator: Emulator;
let server: RunningServer;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reach-'));
  writeFileSync(join(folder, 'main.bicep'), openServer);
  emulator = createEmulator();
  server = await startHttpServer(emulator);
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

const reach = (...args: string[]) => runIn(folder, ['reach', ...args]);

describe('reach, of templates', () => {
  test('says from where, with what, and where that is written', async () => {
    const { code, out, error } = await reach('.');
    assert.deepEqual([code, error], [0, '']);
    assert.match(out, /^db {2}Flexible Server {2}main\.bicep:1:10\n/);
    assert.match(out, /\n {2}from {2}the internet {2}The rule everyone lets in 4,294,967,296 addresses \(0\.0\.0\.0–255\.255\.255\.255\)\. {2}main\.bicep:\d+:\d+\n/);
    assert.match(out, /\n {2}with {2}password: yes {2}Passwords of PostgreSQL roles are accepted\./);
    assert.match(out, /\n {2}with {2}Microsoft Entra: no {2}/);
  });

  test('answers for one address', async () => {
    const { code, out } = await reach('main.bicep', '--from', '203.0.113.9', '--format', 'json');
    assert.equal(code, 0);
    const [first] = (JSON.parse(out) as ReachResult).servers;
    assert.equal(first?.admission?.answer, 'yes');
    assert.equal(first.admission.layer, 'firewall');
    assert.ok('file' in first.admission.place && first.admission.place.file === 'main.bicep');
    assert.match((await reach('main.bicep', '--from', '203.0.113.9')).out, /203\.0\.113\.9 gets through {2}The rule everyone lets 203\.0\.113\.9 in\. \(firewall\)/);
  });

  test('tells what it cannot read', async () => {
    const { code, out } = await reach('nowhere.bicep');
    assert.equal(code, 2);
    assert.equal(out, 'problem  nowhere.bicep does not exist.\n');
  });

  test('refuses what is no address and what names nothing', async () => {
    for (const args of [['main.bicep', '--from', '2001:db8::1'], ['main.bicep', '--from', 'office'], []]) {
      const { code, error } = await reach(...args);
      assert.equal(code, 2);
      assert.match(error, /IPv4 address such as|needs a template/);
    }
  });
});

describe('reach, of live servers', () => {
  const id = (name: string, group = 'rg-shop') => `/subscriptions/${sampleSubscriptions.production}/resourceGroups/${group}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${name}`;

  test('reads only the layers that decide it', async () => {
    emulator.reset();
    const { code, out } = await reach(id('pg-orders'), '--cloud', server.url, '--from', '203.0.113.9', '--format', 'json');
    const { servers, problems } = JSON.parse(out) as ReachResult;
    assert.deepEqual([code, problems], [0, []]);
    assert.equal(servers[0]?.name, 'pg-orders');
    assert.equal(servers[0].ways[0]?.from, 'internet');
    assert.ok('resource' in servers[0].ways[0].place && servers[0].ways[0].place.resource.endsWith('/firewallrules/allow-all'));
    assert.equal(servers[0].admission?.answer, 'yes');
  });

  test('says that a server is not there, and that an id is none', async () => {
    emulator.reset();
    const gone = await reach(id('pg-none'), '--cloud', server.url);
    assert.equal(gone.code, 2);
    assert.match(gone.out, /^problem {2}.*pg-none/);
    const other = await reach('/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/app');
    assert.match(other.out, /is not the resource id of a PostgreSQL server\./);
  });
});
