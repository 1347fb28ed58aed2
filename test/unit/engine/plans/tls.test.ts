import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planMinimumTls, planTlsEnforcement } from '../../../../src/engine/plans/tls';
import type { ClientSessions, ConnectedClients } from '../../../../src/engine/connected-clients';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { unknown } from '../../../../src/model/value';
import { planOf, refusalOf } from './take-proposal';

const seen = (...sessions: ClientSessions[]): ConnectedClients => ({ at: '2026-11-25T21:30:00.000Z', seenBy: 'admin', sessions, hidden: 0, roles: [] });
const session = (tls: string, count: number, role = 'app'): ClientSessions => ({
  role,
  signIn: 'scram',
  database: 'orders',
  address: '10.0.0.4',
  application: 'billing',
  ...(tls === 'off' || tls === 'unknown' ? { tls } : { tls: 'on' as const, tlsVersion: tls }),
  count,
});

describe('enforcing TLS', () => {
  const flexible = liveServer('flexible', { parameters: { require_secure_transport: 'off' } });
  const single = liveServer('single', { properties: { sslEnforcement: 'Disabled', minimalTlsVersion: 'TLSEnforcementDisabled' } });

  for (const [kind, context] of [['flexible', flexible], ['single', single]] as const) {
    it(`is as wanted after its changes, on a ${kind} server`, () => {
      const plan = planOf(planTlsEnforcement(context, undefined));
      assert.notEqual(plan.state(context.snapshot), plan.wanted);
      assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
      assert.deepEqual(plan.effects.map(({ effect }) => effect), ['interrupts']);
    });

    it(`is refused where it is so already, on a ${kind} server`, () => {
      const plan = planOf(planTlsEnforcement(context, undefined));
      const after = afterChanges(context, plan.changes);
      assert.match(refusalOf(planTlsEnforcement(after, undefined)), /enforces TLS already/);
    });
  }

  it('names those who are connected without TLS', () => {
    const plan = planOf(planTlsEnforcement(flexible, seen(session('off', 3), session('TLSv1.3', 2, 'ada'))));
    assert.match(plan.cutOff[0] ?? '', /^3 sessions without TLS were there .*: 3 × app from 10\.0\.0\.4 \(billing\)\.$/);
  });

  it('does not say that nobody is cut off where nobody was seen, or nobody looked', () => {
    assert.match(planOf(planTlsEnforcement(flexible, seen(session('TLSv1.3', 2)))).cutOff.join(' '), /Nobody was connected without TLS .* may have been away/);
    assert.match(planOf(planTlsEnforcement(flexible, undefined)).cutOff.join(' '), /Nobody has looked/);
  });
});

describe('the minimum TLS version', () => {
  it('of a Flexible Server is a parameter', () => {
    const context = liveServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.2', ssl_max_protocol_version: '' } });
    const plan = planOf(planMinimumTls(context, '1.3', seen(session('TLSv1.2', 4), session('TLSv1.3', 1))));
    assert.equal(plan.wanted, 'ssl_min_protocol_version = TLSv1.3');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    assert.match(plan.cutOff[0] ?? '', /^4 sessions by an older version of TLS/);
    assert.match(refusalOf(planMinimumTls(context, '1.2', undefined)), /requires TLS 1\.2 already/);
    assert.deepEqual(plan.effects.map(({ effect }) => effect), ['interrupts']);
    assert.deepEqual(plan.detail, ['Older clients are refused from then on. The server does not restart.']);
  });

  it('raises a highest version that would let nobody in', () => {
    const context = liveServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.2', ssl_max_protocol_version: 'TLSv1.2' } });
    const plan = planOf(planMinimumTls(context, '1.3', undefined));
    assert.equal(plan.changes.length, 2);
    const [first] = plan.changes;
    assert.match(plan.detail.join(' '), /is raised with it; it would let nobody in otherwise\.$/);
    assert.ok(first?.kind === 'set' && first.at.key.endsWith('/ssl_max_protocol_version'), 'the highest comes first');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
  });

  it('leaves the highest version alone where nobody is kept out by it', () => {
    const context = liveServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.1', ssl_max_protocol_version: 'TLSv1.2' } });
    assert.equal(planOf(planMinimumTls(context, '1.2', undefined)).wanted, 'ssl_min_protocol_version = TLSv1.2');
  });

  it('is never lowered', () => {
    const context = liveServer('flexible', { parameters: { ssl_min_protocol_version: 'TLSv1.3', ssl_max_protocol_version: '' } });
    assert.equal(refusalOf(planMinimumTls(context, '1.2', undefined)), 'db requires TLS 1.3 already, which is more.');
  });

  it('says where it was not read, before and after', () => {
    const unread = liveServer('flexible');
    const plan = planMinimumTls(unread, '1.2', undefined);
    assert.ok('plan' in plan);
    assert.equal(plan.plan.state(unread.snapshot), 'ssl_min_protocol_version = not read');
    const single = planTlsEnforcement(liveServer('single', { properties: { sslEnforcement: unknown('refused') } }), undefined);
    assert.ok('plan' in single);
    assert.equal(single.plan.state(liveServer('single').snapshot), 'sslEnforcement = not set');
  });

  it('of a Single Server brings the enforcement with it', () => {
    const context = liveServer('single', { properties: { sslEnforcement: 'Disabled', minimalTlsVersion: 'TLSEnforcementDisabled' } });
    const plan = planOf(planMinimumTls(context, '1.2', undefined));
    assert.equal(plan.changes.length, 2);
    assert.match(plan.detail[0] ?? '', /enforced with it/);
    const done = liveServer('single', { properties: { sslEnforcement: 'Enabled', minimalTlsVersion: 'tls1_2' } });
    assert.match(refusalOf(planMinimumTls(done, '1.2', undefined)), /requires TLS 1\.2 already/);
    const enforced = liveServer('single', { properties: { sslEnforcement: 'Enabled', minimalTlsVersion: 'TLS1_0' } });
    assert.equal(planOf(planMinimumTls(enforced, '1.2', undefined)).changes.length, 1);
    assert.match(refusalOf(planMinimumTls(context, '1.3', undefined)), /up to 1\.2/);
  });

  it('is not for clusters', () => {
    assert.match(refusalOf(planMinimumTls(liveServer('cluster'), '1.2', undefined)), /cluster/);
    assert.match(refusalOf(planTlsEnforcement(liveServer('cluster'), undefined)), /cluster/);
  });
});
