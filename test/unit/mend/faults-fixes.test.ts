import assert from 'node:assert/strict';
import { check } from '../../../src/engine/check';
import type { Plan } from '../../../src/engine/plan';
import { isLiveFix, planFindingFix } from '../../../src/engine/plans/finding-fix';
import { layers } from '../../../src/layers/catalog';
import type { Subject } from '../../../src/model/rule';
import { emulate, sampleSubscriptionList } from '../sources/azure/emulated-source';
import { describeFaults, known } from './fault-matrix';
import type { SamplePlan } from './sample-plans';

/** Every fix that is offered on a live server of the sample fleet, once for each rule and kind of server. */
async function fixes(): Promise<SamplePlan[]> {
  const { source } = emulate();
  const lists = await Promise.all([source.servers(sampleSubscriptionList), source.singleServers(sampleSubscriptionList)]);
  const seen = new Set<string>();
  const rows: SamplePlan[] = [];
  for (const { id } of lists.flatMap(({ items }) => items)) {
    const { snapshot } = await known(source, id);
    for (const finding of check(snapshot, { layers, profile: 'all', today: '2026-11-25' }).servers.flatMap(({ findings }) => findings)) {
      const name = `${finding.rule.id} ${finding.server?.kind ?? ''}`;
      if (finding.outcome !== 'fail' || !isLiveFix(finding) || seen.has(name)) continue;
      seen.add(name);
      const plan = ({ snapshot: now, server }: Subject): Plan => {
        const made = planFindingFix(now, server, finding);
        assert.ok(made);
        return made;
      };
      rows.push({ remedy: `fix of ${name}`, server: id, plan });
    }
  }
  return rows;
}

const rows = await fixes();
assert.ok(rows.length > 10, `only ${rows.length} fixes are offered on the sample servers`);
await describeFaults('fixes of findings', rows);
