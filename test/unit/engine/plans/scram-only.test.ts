import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConnectedClients, RoleSignIn } from '../../../../src/engine/connected-clients';
import { planScramOnly } from '../../../../src/engine/plans/scram-only';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { planOf, refusalOf } from './take-proposal';

const seen = (roles: Readonly<Record<string, RoleSignIn>>): ConnectedClients => ({
  at: '2026-11-25T21:30:00.000Z',
  seenBy: 'admin',
  sessions: [],
  hidden: 0,
  roles: Object.entries(roles).map(([name, signIn]) => ({ name, signIn })),
});

describe('SCRAM only', () => {
  const parameters = { password_encryption: 'md5', 'azure.accepted_password_auth_method': 'md5,scram-sha-256' };
  const context = liveServer('flexible', { properties: { administratorLogin: 'admin' }, parameters });

  it('first keeps new passwords by SCRAM, then refuses MD5, and is as wanted afterwards', () => {
    const plan = planOf(planScramOnly(context, seen({ admin: 'scram' })));
    assert.deepEqual(plan.changes.map((change) => (change.kind === 'set' ? change.at.key.split('/').at(-1) : change.kind)), ['password_encryption', 'azure.accepted_password_auth_method']);
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    assert.equal(plan.danger, undefined);
    assert.match(plan.detail.join(' '), /Sign-in by MD5 is refused from then on/);
    assert.match(plan.cutOff.join(' '), /^No role has a password that is kept as MD5/);
  });

  it('counts the roles that are locked out, names them and asks a second time', () => {
    const plan = planOf(planScramOnly(context, seen({ app: 'md5', old: 'md5', admin: 'scram' })));
    assert.match(plan.cutOff[0] ?? '', /^2 roles can no longer sign in that way: app, old\./);
    assert.equal(plan.danger?.question, 'Lock 2 roles out of db?');
    assert.equal(plan.danger.confirm, 'Lock 2 Roles Out');
  });

  it('says so where it closes the only way to administer the server', () => {
    const admin = seen({ admin: 'md5' });
    assert.match(planOf(planScramOnly(context, admin)).danger?.detail ?? '', /the only way to administer/);
    const withEntra = liveServer('flexible', { properties: { administratorLogin: 'admin', authConfig: { activeDirectoryAuth: 'Enabled' } }, parameters });
    assert.doesNotMatch(planOf(planScramOnly(withEntra, admin)).danger?.detail ?? '', /only way/);
  });

  it('asks a second time where nobody could look, or not see how a password is kept', () => {
    assert.match(planOf(planScramOnly(context, undefined)).danger?.question ?? '', /without having looked/);
    const plan = planOf(planScramOnly(context, seen({ app: 'unknown' })));
    assert.match(plan.cutOff.join(' '), /Nobody could tell how these roles sign in: app/);
    assert.equal(plan.danger?.detail, 'Of one role nobody could tell. Roles whose password is kept as MD5 cannot sign in until it is set anew.');
    const more = planOf(planScramOnly(context, seen({ app: 'unknown', etl: 'unknown', old: 'md5' }))).danger;
    assert.equal(more?.detail, 'Roles whose password is kept as MD5 cannot sign in until it is set anew. Of 2 roles nobody could tell.');
    assert.deepEqual([more.question, more.confirm], ['Lock one role out of db?', 'Lock One Role Out']);
  });

  it('closes the only way only for the administrator role', () => {
    assert.doesNotMatch(planOf(planScramOnly(context, seen({ app: 'md5', admin: 'scram' }))).danger?.detail ?? '', /only way/);
  });

  it('takes a list for the same in whatever case and with blanks, and adds what is not', () => {
    const spaced = liveServer('flexible', { parameters: { password_encryption: 'SCRAM-SHA-256', 'azure.accepted_password_auth_method': ' SCRAM-SHA-256 ,' } });
    assert.match(refusalOf(planScramOnly(spaced, undefined)), /already/);
  });

  it('cuts nobody off where only new passwords change', () => {
    const half = liveServer('flexible', { parameters: { password_encryption: 'md5', 'azure.accepted_password_auth_method': 'scram-sha-256' } });
    const plan = planOf(planScramOnly(half, undefined));
    assert.deepEqual([plan.cutOff, plan.effects, plan.danger, plan.changes.length], [[], [], undefined, 1]);
    assert.doesNotMatch(plan.detail.join(' '), /MD5 is refused/);
  });

  it('is refused where it is so already, and where it cannot be', () => {
    const done = liveServer('flexible', { parameters: { password_encryption: 'scram-sha-256', 'azure.accepted_password_auth_method': 'SCRAM-SHA-256' } });
    assert.match(refusalOf(planScramOnly(done, undefined)), /already/);
    assert.match(refusalOf(planScramOnly(liveServer('single'), undefined)), /no Flexible Server/);
    const entraOnly = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } }, parameters });
    assert.match(refusalOf(planScramOnly(entraOnly, undefined)), /takes no passwords/);
  });
});
