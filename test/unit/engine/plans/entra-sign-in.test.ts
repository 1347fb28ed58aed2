import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectedClients } from '../../../../src/engine/connected-clients';
import { planEntraOn, planEntraOnly, whyNotEntraOnly } from '../../../../src/engine/plans/entra-sign-in';
import { planAdministratorRemoval, whyNoneMayGo } from '../../../../src/engine/plans/remove-administrator';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { planOf, refusalOf } from './take-proposal';

const tenantId = '72f988bf-0000-4000-8000-000000000000';
const admin = (name: string, principalType = 'User') => ({ name: `id-of-${name}`, properties: { principalName: name, principalType } });
const both = { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' };
const ready = liveServer('flexible', { properties: { authConfig: both }, children: { administrators: [admin('dba', 'Group')] } });
const tested = { user: 'ada@contoso.com', database: 'postgres', at: '21:30' };
const clients: ConnectedClients = {
  at: '2026-11-25T21:30:00.000Z',
  seenBy: 'dba',
  hidden: 0,
  roles: [
    { name: 'dba', signIn: 'entra' },
    { name: 'app', signIn: 'scram' },
    { name: 'report', signIn: 'unknown' },
  ],
  sessions: [
    { role: 'app', signIn: 'scram', database: 'orders', address: '10.0.0.4', application: 'billing', tls: 'on', count: 5 },
    { role: 'dba', signIn: 'entra', database: 'orders', address: '10.0.0.5', application: 'psql', tls: 'on', count: 1 },
  ],
};

describe('switching Microsoft Entra authentication on', () => {
  it('restarts, keeps passwords and says that an administrator is needed', () => {
    const context = liveServer('flexible', { properties: {}, children: { administrators: [] } });
    const plan = planOf(planEntraOn(context, tenantId));
    assert.deepEqual(plan.effects.map(({ effect }) => effect), ['restart']);
    assert.match(plan.detail.join(' '), /until an administrator is set/);
    assert.deepEqual(plan.cutOff, ['Everybody who is connected: their sessions end when the server restarts.']);
    assert.equal(plan.state(context.snapshot), 'Microsoft Entra sign-in disabled, password sign-in enabled');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
  });

  it('asks for no administrator where there is one, and leaves passwords as they are', () => {
    const context = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Disabled' } }, children: { administrators: [admin('dba')] } });
    const plan = planOf(planEntraOn(context, tenantId));
    assert.doesNotMatch(plan.detail.join(' '), /administrator/);
    assert.equal(plan.wanted, 'Microsoft Entra sign-in enabled, password sign-in disabled');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
  });

  it('is refused where it is on, and on Single Server, which has no such switch', () => {
    assert.match(refusalOf(planEntraOn(ready, tenantId)), /on already/);
    assert.match(refusalOf(planEntraOn(liveServer('single'), tenantId)), /once it has an administrator/);
  });
});

describe('Microsoft Entra sign-ins only', () => {
  it('has the server’s name typed, restarts, and lists password roles and their sessions', () => {
    const plan = planOf(planEntraOnly(ready, tested, clients));
    assert.equal(plan.typed, 'db');
    assert.deepEqual(plan.effects.map(({ effect }) => effect), ['restart', 'interrupts']);
    assert.match(plan.detail[0] ?? '', /^ada@contoso\.com signed in to postgres .* at 21:30/);
    const words = plan.cutOff.join('\n');
    assert.match(words, /5 sessions of roles that sign in with a password were there .*: 5 × app from 10\.0\.0\.4 \(billing\)/);
    assert.match(words, /One role can no longer sign in that way: app/);
    assert.match(words, /Nobody could tell how these roles sign in: report/);
    assert.match(words, /Everybody who is connected/);
    assert.equal(plan.state(afterChanges(ready, plan.changes).snapshot), plan.wanted);
  });

  it('says whether who signed in is one of the administrators that stay', () => {
    const plan = planOf(planEntraOnly(ready, tested, clients));
    assert.match(plan.detail.join(' '), /ada@contoso\.com is none of them by name/);
    assert.doesNotMatch(planOf(planEntraOnly(ready, { ...tested, user: 'dba' }, clients)).detail.join(' '), /none of them/);
  });

  it('is not planned where it is refused', () => {
    assert.match(refusalOf(planEntraOnly(liveServer('single'), tested, clients)), /always takes passwords/);
  });

  it('says that nothing is known where nobody could look', () => {
    assert.match(planOf(planEntraOnly(ready, tested, undefined)).cutOff[0] ?? '', /Nobody has looked/);
  });

  it('is refused wherever nobody could sign in any more', () => {
    const refused = (authConfig: Record<string, string>, administrators?: ReturnType<typeof admin>[]): string =>
      whyNotEntraOnly(liveServer('flexible', { properties: { authConfig }, ...(administrators === undefined ? {} : { children: { administrators } }) })) ?? '';
    assert.match(refused({ activeDirectoryAuth: 'Disabled' }, [admin('dba')]), /is not on for db/);
    assert.match(refused(both, []), /there are none/);
    assert.match(refused(both), /could not be read/);
    assert.match(refused({ activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' }, [admin('dba')]), /takes no passwords already/);
    assert.match(whyNotEntraOnly(liveServer('single')) ?? '', /always takes passwords/);
    assert.equal(whyNotEntraOnly(ready), undefined);
  });
});

describe('clusters', () => {
  it('keep how people sign in, and each is told why', () => {
    const children = { administrators: [admin('ada'), admin('dba')] };
    const reasons = (kind: 'cluster' | 'horizon'): readonly string[] => {
      const server = liveServer(kind, { children });
      return [refusalOf(planEntraOn(server, tenantId)), whyNotEntraOnly(server) ?? '', ...(kind === 'horizon' ? [whyNoneMayGo(server) ?? ''] : [])];
    };
    const noCall = /^db is a cluster: Azure documents no call that changes how people sign in/;
    for (const [index, wanted] of [noCall, noCall].entries()) assert.match(reasons('cluster')[index] ?? '', wanted);
    for (const reason of reasons('horizon')) assert.match(reason, /^db is a .*, which is read only here\.$/);
  });
});

describe('removing an administrator', () => {
  const two = liveServer('flexible', { properties: { authConfig: both }, children: { administrators: [admin('ada'), admin('dba', 'Group')] } });
  const key = (name: string): string => two.snapshot.resources.find((resource) => resource.name === `id-of-${name}`)?.key ?? '';

  it('names who stays, and is as wanted afterwards', () => {
    const plan = planOf(planAdministratorRemoval(two, key('ada')));
    assert.match(plan.detail[0] ?? '', /^dba can still administer it/);
    assert.equal(plan.state(two.snapshot), 'administrators: ada, dba');
    assert.equal(plan.state(afterChanges(two, plan.changes).snapshot), plan.wanted);
    assert.equal(plan.danger, undefined);
  });

  it('asks whoever removes themselves', () => {
    const plan = planOf(planAdministratorRemoval(two, key('ada'), 'ID-OF-ADA'));
    assert.equal(plan.danger?.confirm, 'Remove Myself');
    assert.deepEqual(plan.cutOff, ['ada, with whatever runs under that name.', 'That is you.']);
    const other = planOf(planAdministratorRemoval(two, key('ada'), 'id-of-dba'));
    assert.deepEqual([other.danger, other.cutOff.length], [undefined, 1]);
  });

  it('of a group cuts off its members, whom nobody knows here', () => {
    const plan = planOf(planAdministratorRemoval(two, key('dba')));
    assert.deepEqual(plan.cutOff, ['Everybody who signs in as dba; its members are not known here.']);
    assert.deepEqual(plan.effects.map(({ effect, text }) => [effect, text]), [['interrupts', 'dba can no longer sign in to it with a Microsoft Entra token.']]);
    assert.equal(plan.detail[0], 'ada can still administer it.');
  });

  it('says that nobody else can administer a server without passwords', () => {
    const only = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } }, children: { administrators: [admin('ada'), admin('dba', 'Group')] } });
    const plan = planOf(planAdministratorRemoval(only, key('ada')));
    assert.equal(plan.detail[0], 'dba can still administer it. Passwords are off, so nobody else can.');
  });

  it('leaves a namesake, in whatever order Azure tells of them', () => {
    const named = (id: string, principalName: string) => ({ name: id, properties: { principalName, principalType: 'Group' } });
    const context = liveServer('flexible', { properties: { authConfig: both }, children: { administrators: [named('2', 'dba'), named('1', 'dba'), named('3', 'ada')] } });
    const first = context.snapshot.resources.find(({ name }) => name === '2')?.key ?? '';
    const plan = planOf(planAdministratorRemoval(context, first));
    assert.equal(plan.state(context.snapshot), 'administrators: ada, dba, dba');
    assert.equal(plan.wanted, 'administrators: ada, dba');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    assert.equal(plan.state({ ...context.snapshot, servers: [] }), 'not known: the server could not be read');
  });

  it('never takes the last one, nor any where not all are known, nor that of a Single Server', () => {
    assert.match(whyNoneMayGo(ready) ?? '', /dba is the only/);
    assert.match(whyNoneMayGo(liveServer('flexible', { children: { administrators: [admin('a'), admin('b')] }, incomplete: { administrators: 'it was refused' } })) ?? '', /could be read: it was refused/);
    assert.match(whyNoneMayGo(liveServer('single', { children: { administrators: [{ name: 'activeDirectory' }] } })) ?? '', /exactly one/);
    assert.match(whyNoneMayGo(liveServer('flexible', { children: { administrators: [] } })) ?? '', /has no/);
    assert.match(refusalOf(planAdministratorRemoval(two, 'nobody')), /no such administrator/);
    assert.match(refusalOf(planAdministratorRemoval(ready, key('dba'))), /is the only/);
  });
});
