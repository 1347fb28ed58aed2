import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../../src/engine/check';
import { planRuleFix } from '../../../../src/engine/plans/rule-fix';
import { planSafeFixes } from '../../../../src/engine/plans/safe-fixes';
import { layers } from '../../../../src/layers/catalog';
import type { Subject } from '../../../../src/model/rule';
import { emulate, sampleSubscriptionList } from '../../sources/azure/emulated-source';

const needs = layers.flatMap((layer) => layer.needs);

test('what is fixed in bulk never restarts, interrupts, costs, cuts off or is about networks', async () => {
  const { source } = emulate();
  const lists = await Promise.all([source.servers(sampleSubscriptionList), source.singleServers(sampleSubscriptionList)]);
  let safe = 0;
  let other = 0;
  for (const { id } of lists.flatMap(({ items }) => items)) {
    const snapshot = await source.read(id, needs);
    const [report] = check(snapshot, { layers, profile: 'all', today: '2026-11-25' }).servers;
    const server = snapshot.servers.find(({ resource }) => resource.key === id.toLowerCase());
    assert.ok(report !== undefined && server !== undefined);
    const subject: Subject = { snapshot, server };
    const plans = planSafeFixes(subject, report.findings);
    for (const { ruleId, plan } of plans) {
      safe += 1;
      assert.deepEqual([plan.effects.filter(({ effect }) => effect !== 'safe'), plan.cutOff, plan.danger, plan.typed], [[], [], undefined, undefined], ruleId);
      assert.doesNotMatch(ruleId, /^(network|firewall|virtual-network|private-link)\//);
    }
    for (const ruleId of new Set(report.findings.map(({ rule }) => rule.id))) {
      const proposal = planRuleFix(subject, report.findings, ruleId);
      if (proposal !== undefined && 'plan' in proposal && !plans.some((one) => one.ruleId === ruleId)) other += 1;
    }
  }
  assert.ok(safe > 10 && other > 10, `${safe} safe, ${other} others`);
});
