import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../../../src/engine/check';
import { onlyFindings } from '../../../src/engine/checked-server';
import { layers } from '../../../src/layers/catalog';
import type { ServerReport } from '../../../src/model/finding';
import { liveServer, today } from '../layers/build-snapshot';

function judged(): ServerReport {
  const { snapshot } = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' }, authConfig: { activeDirectoryAuth: 'Disabled' } } });
  const [report] = check(snapshot, { layers, profile: 'all', today }).servers;
  assert.ok(report);
  return report;
}

describe('the report of a server', () => {
  test('keeps what it shows when findings are taken out', () => {
    const report = judged();
    const rest = onlyFindings(report, ({ rule }) => rule.id === 'network/public-access');
    assert.deepEqual(rest.findings.map(({ rule }) => rule.id), ['network/public-access']);
    assert.deepEqual(rest.layers.flatMap(({ layer, findings }) => findings.map(({ rule }) => [layer.id, rule.id])), [['network', 'network/public-access']]);
    const shown = ({ server, layers: all, reach }: ServerReport): unknown => [server, reach, all.map(({ layer, facts, text, unread }) => [layer, facts, text, unread])];
    assert.deepEqual(shown(rest), shown(report));
    assert.equal(report.reach, 'not known');
    assert.ok(report.layers.some(({ unread }) => unread.length > 0));
  });

  test('describes nothing before somebody reads it', () => {
    const [layer] = layers;
    assert.ok(layer);
    const report = judged();
    const described: string[] = [];
    const watched = Object.create(report.layers[0] ?? null, { facts: { get: () => described.push('facts') } }) as ServerReport['layers'][number];
    onlyFindings({ ...report, layers: [watched] }, () => true);
    assert.deepEqual(described, []);
  });

  // Each object with getters of its own has a hidden class of its own, by which it outlives its time in memory.
  test('has no getter of its own in any of its objects', () => {
    const report = judged();
    const [layer] = layers;
    assert.ok(layer);
    const { server } = report;
    const alone = layer.check({ ...liveServer('flexible'), server });
    for (const object of [report, ...report.layers, alone]) {
      const getters = Object.entries(Object.getOwnPropertyDescriptors(object)).filter(([, property]) => !('value' in property));
      assert.deepEqual(getters, []);
    }
  });
});
