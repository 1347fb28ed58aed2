import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { KeptResult } from '../../../../src/vscode/results/kept-result';
import { createResultStore, mostKept } from '../../../../src/vscode/results/result-store';

let folder: string;
const errors: unknown[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'results-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(errors.splice(0), []);
});

const file = (): string => join(folder, 'results.jsonl');
const open = () => createResultStore({ folder, onError: (error) => errors.push(error) });
const dictionary = new Uint8Array([1, 2, 3]);
const result = (readAt: number): KeptResult => ({
  digest: { findings: [{ level: 'error', outcome: 'fail', rule: { id: 'tls/required', brief: 'no TLS' } }], coverage: { read: 1, all: 2 }, accepted: 0, state: 'Ready' },
  readAt,
  packed: new Uint8Array([readAt % 256, 0, 255]),
  dependencies: ['/subscriptions/a'],
  judgedBy: 'by',
});

test('what was kept is there after a restart; the last reading of a server counts, and one that is gone is gone', async () => {
  const store = open();
  await store.restore('alex');
  store.keep('/a', result(1), dictionary);
  store.keep('/b', result(2), dictionary);
  store.keep('/a', result(3), dictionary);
  store.keep('/b', undefined, dictionary);
  await store.written();
  const { results, dictionary: kept, scan } = await open().restore('alex');
  assert.deepEqual([...results], [['/a', result(3)]]);
  assert.deepEqual([kept, scan], [dictionary, undefined]);
  assert.equal(statSync(file()).mode & 0o077, 0);
  assert.doesNotMatch(readFileSync(file(), 'utf8'), /alex/);
});

test('a window that closes at once keeps what it has read', async () => {
  const store = open();
  await store.restore('alex');
  store.keep('/a', result(1), dictionary);
  await store.written();
  store.keep('/b', result(2), dictionary);
  store.dispose();
  assert.deepEqual([...(await open().restore('alex')).results.keys()], ['/a', '/b']);
});

test('another account finds nothing, and nothing is left for the first', async () => {
  const store = open();
  await store.restore('alex');
  store.keep('/a', result(1), dictionary);
  store.scanBegan({ startedAt: 5, ids: ['/a'] });
  await store.written();
  const other = open();
  assert.equal((await other.restore('kim')).results.size, 0);
  await other.written();
  assert.deepEqual([existsSync(file()), existsSync(join(folder, 'scan.json'))], [false, false]);
});

test('who signs out leaves nothing behind', async () => {
  const store = open();
  await store.restore('alex');
  store.keep('/a', result(1), dictionary);
  await store.written();
  store.keep('/b', result(1), dictionary);
  store.clear();
  await store.written();
  assert.equal(existsSync(file()), false);
  store.keep('/c', result(1), dictionary);
  await store.written();
  assert.equal(existsSync(file()), false, 'nobody is signed in');
});

test('a scan that was begun and has not ended is known after a restart', async () => {
  const store = open();
  await store.restore('alex');
  store.keep('/a', result(1), dictionary);
  store.scanBegan({ startedAt: 5, ids: ['/a', '/b'] });
  await store.written();
  const again = open();
  assert.deepEqual((await again.restore('alex')).scan, { startedAt: 5, ids: ['/a', '/b'] });
  again.scanEnded();
  await again.written();
  assert.equal((await open().restore('alex')).scan, undefined);
});

test('a line that was cut off costs one server, a file of another format or none at all is forgotten', async () => {
  const store = open();
  await store.restore('alex');
  store.keep('/a', result(1), dictionary);
  await store.written();
  appendFileSync(file(), '{"key":"/b","readAt":2,"pack');
  assert.deepEqual([...(await open().restore('alex')).results.keys()], ['/a']);
  for (const text of ['', 'nonsense', readFileSync(file(), 'utf8').replace('"format":1', '"format":0')]) {
    writeFileSync(file(), text);
    const other = open();
    assert.equal((await other.restore('alex')).results.size, 0);
    await other.written();
  }
});

test('the file stays within bounds however often servers are read', async () => {
  const store = open();
  await store.restore('alex');
  for (let round = 0; round < 40; round += 1) {
    for (let index = 0; index < 100; index += 1) store.keep(`/${index}`, result(round), dictionary);
    await store.written();
  }
  await store.written();
  assert.ok(readFileSync(file(), 'utf8').split('\n').length < 1200);
  const { results } = await open().restore('alex');
  assert.deepEqual([results.size, results.get('/7')?.readAt], [100, 39]);
});

test('the servers that were read last are kept where there are too many', async () => {
  const store = open();
  await store.restore('alex');
  for (let index = 0; index < mostKept + 50; index += 1) store.keep(`/${index}`, result(index), dictionary);
  await store.written();
  const { results } = await open().restore('alex');
  assert.deepEqual([results.size, results.has('/49'), results.has('/50')], [mostKept, false, true]);
});

test('without a folder nothing is kept, and nothing fails', async () => {
  const store = createResultStore({ folder: undefined, onError: (error) => errors.push(error) });
  await store.restore('alex');
  store.keep('/a', result(1), dictionary);
  store.scanBegan({ startedAt: 1, ids: [] });
  store.scanEnded();
  store.clear();
  await store.written();
  assert.equal((await store.restore('alex')).results.size, 0);
});
