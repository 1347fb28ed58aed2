import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planThreatProtection } from '../../../../src/engine/plans/threat-protection';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { planOf, refusalOf } from './take-proposal';

const segments = { flexible: 'advancedThreatProtectionSettings', single: 'securityAlertPolicies' } as const;

for (const kind of ['flexible', 'single'] as const) {
  describe(`threat protection of a ${kind} server`, () => {
    const server = (state: string) => liveServer(kind, { children: { [segments[kind]]: [{ name: 'Default', properties: { state } }] } });

    it('costs money, says where the price is, and is on afterwards', () => {
      const context = server('Disabled');
      const plan = planOf(planThreatProtection(context, 'on'));
      assert.deepEqual(plan.effects.map(({ effect }) => effect), ['costs']);
      assert.match(plan.effects[0]?.text ?? '', /https:\/\/azure\.microsoft\.com\/pricing/);
      assert.match(plan.detail.join(' '), /could not be read/);
      assert.equal(plan.state(context.snapshot), 'threat protection off');
      assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    });

    it('goes off only after a second question', () => {
      const context = server('Enabled');
      const plan = planOf(planThreatProtection(context, 'off'));
      assert.match(plan.danger?.question ?? '', /Leave db unwatched/);
      assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
      assert.match(refusalOf(planThreatProtection(context, 'on')), /on already/);
    });

    it('costs nothing more where the subscription pays for all its servers, and by itself where it does not', () => {
      const within = (pricingTier: string) =>
        planOf(planThreatProtection(liveServer(kind, { children: { [segments[kind]]: [{ name: 'Default', properties: { state: 'Disabled' } }] }, extensions: { 'Microsoft.Security/pricings': [{ name: 'OpenSourceRelationalDatabases', properties: { pricingTier } }] } }), 'on'));
      assert.deepEqual(within('Standard').effects, []);
      assert.match(within('Standard').detail.join(' '), /covers and bills each/);
      assert.deepEqual(within('Free').effects.map(({ effect }) => effect), ['costs']);
      assert.match(within('Free').detail.join(' '), /this server is billed by itself/);
    });

    it('is added where Azure has none', () => {
      const plan = planOf(planThreatProtection(liveServer(kind, { children: { [segments[kind]]: [] } }), 'on'));
      assert.deepEqual(plan.changes.map((change) => change.kind === 'add' && [change.name, change.body]), [['Default', { properties: { state: 'Enabled' } }]]);
    });
  });
}

it('clusters have no threat protection', () => assert.match(refusalOf(planThreatProtection(liveServer('cluster'), 'on')), /cluster/));
