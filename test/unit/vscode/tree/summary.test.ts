import assert from 'node:assert/strict';
import { test } from 'node:test';
import { briefs, counts, coverageText, reuseText, worst } from '../../../../src/vscode/tree/summary';
import { read, type LayerSketch } from './fleet-fixture';

const findings = (...list: NonNullable<LayerSketch['findings']>) => read('pg', [{ id: 'firewall', findings: list }]).report!.findings;

test('what is wrong is named worst first and once', () => {
  assert.equal(briefs(findings(['info', 'chatty'], ['error', 'open'], ['error', 'open'], ['warning', 'old'])), 'open; old; chatty');
});

test('more than three kinds of trouble are counted', () => {
  assert.equal(briefs(findings(['error', 'a'], ['error', 'b'], ['warning', 'c'], ['info', 'd'])), 'a; b; 2 more');
});

test('what could not be decided weighs nothing', () => {
  const open = findings(['unknown', 'perhaps open'], ['info', 'chatty']);
  assert.equal(worst(open), 'info');
  assert.equal(briefs(open), 'chatty');
  assert.equal(worst(findings(['unknown', 'perhaps open'])), undefined);
});

test('errors and warnings are counted, infos only where there is nothing worse', () => {
  assert.equal(counts(findings(['error', 'a'], ['warning', 'b'], ['warning', 'c'], ['info', 'd'])), '1 error, 2 warnings');
  assert.equal(counts(findings(['info', 'd'])), '1 info');
  assert.equal(counts([]), 'no findings');
});

test('coverage counts layers that were read whole, without those on request', () => {
  const partly = read('pg', [{ id: 'tls' }, { id: 'audit', unread: ['no permission'] }, { id: 'oracle', onRequest: true, unread: ['nobody asked'] }]);
  assert.equal(coverageText(partly.digest!.coverage), '1 of 2 layers read');
  assert.equal(coverageText(read('pg', [{ id: 'tls' }]).digest!.coverage), '');
});

test('what the activity log spared is counted among the servers that are shown, and only while it holds', () => {
  const [same, other] = [{ unchangedAt: 1 }, { unchangedAt: undefined }];
  const text = (servers: Parameters<typeof reuseText>[1], reread = 0) => reuseText({ kind: 'loaded', reuse: { unchanged: 9, reread } }, servers);
  assert.equal(text([same, same, other], 1), 'By the activity log 2 of 3 servers did not change; 1 other read again.');
  assert.equal(text([same]), 'By the activity log 1 of 1 server did not change.');
  assert.equal(text([other]), '', 'those that did not change are gone, or were read since');
  assert.equal(reuseText({ kind: 'loading', reuse: undefined }, [same]), '');
});
