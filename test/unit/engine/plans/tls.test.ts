import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planMinimumTls, planTlsEnforcement } from '../../../../src/engine/plans/tls';
import type { SeenSessions } from '../../../../src/engine/plans/evidence';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { planOf, refusalOf } from './take-proposal';

const notKnown = { notKnown: 'Nobody looked into the server.' };
const session = (tls: string, count: number, user = 'app'): SeenSessions => ({ user, address: '10.0.0.4', application: 'billing', tls, count });

describe('enforcing TLS', () => {
  const flexible = liveServer('flexible', { parameters: { require_secure_transport: 'off' } });
  const single = liveServer('single', { properties: { sslEnforcement: 'Disabled', minimalTlsVersion: 'TLSEnforcementDisabled' } });

  for (const [kind, context] of [['flexible', flexible], ['single', single]] as const) {
    it(`is as wanted after its changes, on a ${kind} server`, () => {
      const plan = planOf(planTlsEnforcement(context, notKnown));
      assert.notEqual(plan.state(context.snapshot), plan.wanted);
      assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
      assert.deepEqual(plan.effects.map(({ effect }) => effect), ['interrupts']);
    });

    it(`is refused where it is so already, on a ${kind} server`, () => {
      const plan = planOf(planTlsEnforcement(context, notKnown));
      const after = afterChanges(context, plan.changes);
      assert.match(refusalOf(planTlsEnforcement(after, notKnown)), /enforces TLS already/);
    });
  }

  it('counts the sessions without TLS and names them', () => {
    const plan = planOf(planTlsEnforcement(flexible, { seen: [session('none', 3), session('TLSv1.3', 2, 'ada'), session('unknown', 1, 'eve')] }));
    assert.match(plan.cutOff[0] ?? '', /^3 sessions of 6 sessions now: app from 10\.0\.0\.4 \(billing\)\.$/);
    assert.match(plan.cutOff[1] ?? '', /1 session this login may not see/);
    assert.match(plan.cutOff.at(-1) ?? '', /not connected now/);
  });

  it('says that nobody of those who are connected is cut off, and still not that nobody is', () => {
    const [first, second] = planOf(planTlsEnforcement(flexible, { seen: [session('TLSv1.3', 2)] })).cutOff;
    assert.equal(first, 'Nobody of those who are connected now: none of 2 sessions is without TLS.');
    assert.match(second ?? '', /not known/);
  });

  it('says that it is not known where nobody looked', () => {
    assert.deepEqual(planOf(planTlsEnforcement(flexible, notKnown)).cutOff, ['Not known: Nobody looked into the server. Clients that come without TLS are cut off.']);
  });
});

describe('the minimum TLS version', () => {
  it('of a Flexible Server is a parameter', () => {
    const context = liveServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.2', ssl_max_protocol_version: '' } });
    const plan = planOf(planMinimumTls(context, '1.3', { seen: [session('TLSv1.2', 4), session('TLSv1.3', 1)] }));
    assert.equal(plan.wanted, 'ssl_min_protocol_version = tlsv1.3');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    assert.match(plan.cutOff[0] ?? '', /^4 sessions of 5 sessions now/);
    assert.match(refusalOf(planMinimumTls(context, '1.2', notKnown)), /requires TLS 1\.2 already/);
  });

  it('raises a highest version that would let nobody in', () => {
    const context = liveServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.2', ssl_max_protocol_version: 'TLSv1.2' } });
    const plan = planOf(planMinimumTls(context, '1.3', notKnown));
    assert.equal(plan.changes.length, 2);
    const [first] = plan.changes;
    assert.ok(first?.kind === 'set' && first.at.key.endsWith('/ssl_max_protocol_version'), 'the highest comes first');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
  });

  it('of a Single Server brings the enforcement with it', () => {
    const context = liveServer('single', { properties: { sslEnforcement: 'Disabled', minimalTlsVersion: 'TLSEnforcementDisabled' } });
    const plan = planOf(planMinimumTls(context, '1.2', notKnown));
    assert.equal(plan.changes.length, 2);
    assert.match(plan.detail[0] ?? '', /enforced with it/);
    const enforced = liveServer('single', { properties: { sslEnforcement: 'Enabled', minimalTlsVersion: 'TLS1_0' } });
    assert.equal(planOf(planMinimumTls(enforced, '1.2', notKnown)).changes.length, 1);
    assert.match(refusalOf(planMinimumTls(context, '1.3', notKnown)), /up to 1\.2/);
  });

  it('is not for clusters', () => {
    assert.match(refusalOf(planMinimumTls(liveServer('cluster'), '1.2', notKnown)), /cluster/);
    assert.match(refusalOf(planTlsEnforcement(liveServer('cluster'), notKnown)), /cluster/);
  });
});
