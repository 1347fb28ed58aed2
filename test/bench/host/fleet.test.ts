import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EventEmitter, extensions, window } from 'vscode';
import { createEmulator } from '../../../src/emulator/emulator';
import { emulatorCredential, emulatorToken } from '../../../src/emulator/emulator-credential';
import { generateFleet } from '../../../src/emulator/generate-fleet';
import { inProcessHttpClient } from '../../../src/emulator/in-process-http-client';
import { clouds } from '../../../src/sources/azure/cloud';
import { createAzureSource } from '../../../src/sources/azure/create-azure-source';
import { createFleet } from '../../../src/vscode/create-fleet';
import { createInsideServers } from '../../../src/vscode/inside-servers';
import { createResultStore } from '../../../src/vscode/results/result-store';
import type { Session, SessionState } from '../../../src/vscode/session';
import { extensionServices } from '../../host/harness/extension-under-test';
import type { Measured } from '../measure';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is still held once everything that is not was let go, in MB: the heap and the buffers beside it. */
async function held(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

const isActive = (): boolean => extensions.getExtension('postgresql-security.postgresql-security-for-azure')?.isActive === true;

/** Looks again and again, for as long as a busy machine takes: what hangs ends with the limit of the whole. */
async function once(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const figures: Measured[] = [];

suite('ten thousand servers', () => {
  suiteTeardown(() => {
    writeFileSync(process.env['BENCH_FIGURES'] ?? '', JSON.stringify(figures));
  });

  test('in the view: listed, then all of them read', async function () {
    this.timeout(2_400_000);
    const empty = await held();
    // The program outside clicks on the view when it sees this.
    const ready = window.setStatusBarMessage('ready to be measured');
    await once(isActive);
    const { fleet } = await extensionServices();
    await once(() => fleet.state.kind === 'loaded' && fleet.servers().length === 10_000);
    await fleet.listed();
    ready.dispose();
    const listed = await held();
    figures.push({ name: 'memory of 10,000 listed servers over the empty host', value: listed - empty, unit: 'MB', budget: { atMost: 150 } });
    await read(10_000, empty, listed);
  });
});

/** A fleet of its own over an emulator in this process, so that no budget of calls keeps it waiting; what the emulator takes is taken off. */
async function read(count: number, empty: number, listed: number): Promise<void> {
  const emulator = createEmulator({ fleet: generateFleet({ servers: count }) });
  const source = createAzureSource({
    credential: emulatorCredential,
    cloud: clouds.public,
    httpClient: inProcessHttpClient(emulator),
    share: () => 1,
    time: { now: () => Date.now() * 10_000, wait: () => Promise.resolve() },
  });
  const services = await extensionServices();
  const changed = new EventEmitter<void>();
  let state: SessionState = { kind: 'signed-out' };
  const session = {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    source: () => Promise.resolve(source),
  } as Pick<Session, 'state' | 'onDidChange' | 'source'> as Session;
  const fleet = createFleet({
    session,
    configurations: services.configurations,
    inside: createInsideServers(),
    log: services.log,
    keep: (all) => all,
    store: createResultStore({ folder: undefined, onError: () => undefined }),
    version: '1',
  });
  const before = await held();
  state = { kind: 'signed-in', to: 'azure', label: 'bench', cloud: clouds.public, owner: 'bench' };
  changed.fire();
  await once(() => fleet.state.kind === 'loaded');
  await fleet.listed();
  const lists = await held();
  // What the emulator notes of each call would be counted as the product's.
  await fleet.scan(fleet.servers().map(({ summary }) => summary.id), { onRead: () => emulator.requests.clear() });
  emulator.requests.clear();
  const whole = await held();
  const all = fleet.servers().filter(({ state: one }) => one === 'read').length;
  figures.push({ name: 'memory of a server that was read', value: ((whole - lists) / all) * 1024, unit: 'KB', note: `${all} servers` });
  figures.push({ name: 'memory of 10,000 read servers over the empty host', value: listed - empty + (whole - lists), unit: 'MB', budget: { atMost: 150 }, note: `lists and extension ${(listed - empty).toFixed(0)} MB, what was read ${(whole - lists).toFixed(0)} MB; a second list took ${(lists - before).toFixed(0)} MB` });

  // Sixty refreshes, each after a change of some servers and with somebody who opens others.
  const touch = (index: number): Promise<unknown> => {
    const { id, kind } = fleet.servers()[index % count]!.summary;
    const body = JSON.stringify({ properties: { startIpAddress: '203.0.113.7', endIpAddress: '203.0.113.7' } });
    return emulator.handle({ method: 'PUT', url: `https://management.azure.com${id}/firewallRules/added?api-version=${kind === 'single' ? '2017-12-01' : '2025-08-01'}`, headers: { authorization: `Bearer ${emulatorToken}`, 'content-type': 'application/json' }, body });
  };
  let early = 0;
  let reread = 0;
  for (let minute = 1; minute <= 60; minute += 1) {
    for (let index = 0; index < 5; index += 1) await touch(minute * 7 + index);
    await fleet.refresh();
    await once(() => fleet.pending === 0);
    reread += fleet.state.reuse?.reread ?? 0;
    for (let index = 0; index < 20; index += 1) assert.ok(fleet.servers()[(minute * 31 + index) % count]?.report);
    emulator.requests.clear();
    if (minute === 10) early = await held();
  }
  const late = await held();
  figures.push({ name: 'memory that 50 further refreshes of 10,000 add', value: late - early, unit: 'MB', budget: { atMost: 5 }, note: `${reread} servers were read again in 60 refreshes, 300 of them changed` });
  fleet.dispose();
}
