import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as analysis from '../../../../src/bundles/analysis';
import type { Profile } from '../../../../src/engine/profile';
import type { Configurations } from '../../../../src/vscode/configurations';
import { createKeptResults } from '../../../../src/vscode/results/kept-results';
import { catalog, emulate, orders } from '../../sources/azure/emulated-source';

const needs = analysis.layers.flatMap((layer) => layer.needs);

/** A configuration of which only the profile matters here. */
function configured() {
  const chosen: { profile: Profile } = { profile: 'recommended' };
  const configurations = { policy: () => ({ profile: chosen.profile, levels: {}, settings: analysis.defaultSettings }), suppressions: () => [] } as Pick<Configurations, 'policy' | 'suppressions'> as unknown as Configurations;
  return { chosen, configurations };
}

test('what is kept can be opened again, however many others were read since', async () => {
  const { source } = emulate();
  const { configurations } = configured();
  const results = createKeptResults({ analysis, configurations, inside: { get: () => undefined }, version: '1' });
  const key = orders.toLowerCase();
  const snapshot = await source.read(orders, needs);
  const kept = results.keep(key, snapshot, 7);
  assert.ok(kept);
  assert.equal(results.open(key, kept).snapshot, snapshot, 'what was just read is still open');
  for (let index = 0; index < 100; index += 1) results.keep(`${key}-${index}`, snapshot, 7);
  const other = await source.read(catalog, needs);
  for (let index = 0; index < 100; index += 1) results.keep(catalog.toLowerCase(), other, index);
  const { report } = results.open(key, kept);
  assert.deepEqual(report.findings.filter(({ outcome }) => outcome === 'fail').map(({ rule }) => rule.id), kept.digest.findings.map(({ rule }) => rule.id));
  assert.equal(results.keep('/nowhere', snapshot, 7), undefined);
});

test('another profile or version judges anew, the same does not', async () => {
  const { source } = emulate();
  const { chosen, configurations } = configured();
  const results = createKeptResults({ analysis, configurations, inside: { get: () => undefined }, version: '1' });
  const key = orders.toLowerCase();
  const kept = results.keep(key, await source.read(orders, needs), 7);
  assert.ok(kept);
  assert.equal(results.judgeAgain(key, kept), kept);
  chosen.profile = 'all';
  const again = results.judgeAgain(key, kept);
  assert.ok(again.digest.findings.length > kept.digest.findings.length);
  assert.deepEqual([again.readAt, again.packed], [kept.readAt, kept.packed]);
  assert.equal(results.open(key, again).report.findings.length, again.digest.findings.length);
  const later = createKeptResults({ analysis, configurations, inside: { get: () => undefined }, version: '2', dictionary: results.packer.dictionary });
  const judged = later.judgeAgain(key, again);
  assert.deepEqual([judged.digest, judged === again], [again.digest, false]);
});
