import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layers } from '../../../../src/layers/catalog';
import { flattenSnapshot, restoreSnapshot } from '../../../../src/sources/azure/flat-snapshot';
import { digestOf, shareDigest, type ServerDigest } from '../../../../src/vscode/results/server-digest';
import { createSnapshotPacker } from '../../../../src/vscode/results/snapshot-packer';
import { inSlices } from '../../../../src/vscode/results/in-slices';
import { catalog, emulate, orders } from '../../sources/azure/emulated-source';
import { read } from '../tree/fleet-fixture';

test('snapshots are packed small, and opened by whoever has the dictionary', async () => {
  const { source } = emulate();
  const needs = layers.flatMap((layer) => layer.needs);
  const [first, second] = [await source.read(orders, needs), await source.read(catalog, needs)];
  const packer = createSnapshotPacker({ flatten: flattenSnapshot, restore: restoreSnapshot });
  const packed = [packer.pack(first), packer.pack(second)] as const;
  assert.ok(packed[1].length < 4000, `${packed[1].length} bytes`);
  const later = createSnapshotPacker({ flatten: flattenSnapshot, restore: restoreSnapshot, dictionary: packer.dictionary });
  assert.deepEqual(later.unpack(packed[0]).resources, first.resources);
  assert.deepEqual(later.unpack(packed[1]).resources, second.resources);
  assert.throws(() => createSnapshotPacker({ flatten: flattenSnapshot, restore: restoreSnapshot, dictionary: Buffer.from('other') }).unpack(packed[1]));
});

test('a digest holds what a row shows, and findings of the same kind are one object', () => {
  const sketch = [{ id: 'tls', findings: [['error', 'no TLS'], ['unknown', 'perhaps']], unread: ['Minimum: no permission to read server parameters: x is missing'] }, { id: 'audit' }] as const;
  const one = digestOf(read('a', sketch, { readBody: { properties: { state: 'Stopped' } } }).report!);
  const other = digestOf(read('b', sketch).report!);
  assert.deepEqual(one, { findings: [{ level: 'error', outcome: 'fail', rule: { id: 'tls/no-TLS', brief: 'no TLS' } }], coverage: { read: 1, all: 2 }, accepted: 0, state: 'Stopped' });
  const ill = digestOf(read('c', [{ id: 'tls', unread: ['Minimum: server parameters could not be read: the sign-in has expired. Sign in again'] }]).report!);
  assert.deepEqual(ill.coverage, { read: 0, all: 1, again: true });
  assert.equal(one.findings[0], other.findings[0]);
  assert.equal(shareDigest(JSON.parse(JSON.stringify(one)) as ServerDigest).findings[0], one.findings[0]);
});

test('much work is done in slices, and ends when nobody wants it any more', async () => {
  const ended = new AbortController();
  const done: number[] = [];
  let others = 0;
  const other = setInterval(() => (others += 1), 0);
  const work = (one: number): void => {
    const until = performance.now() + 4;
    while (performance.now() < until);
    done.push(one);
    if (one === 29) ended.abort();
  };
  await inSlices(Array.from({ length: 100 }, (_, index) => index), work, ended.signal);
  clearInterval(other);
  assert.equal(done.length, 30);
  assert.ok(others > 0, 'others had their turn');
});
