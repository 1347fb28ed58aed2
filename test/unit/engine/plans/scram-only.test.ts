import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SeenRole } from '../../../../src/engine/plans/evidence';
import { planScramOnly } from '../../../../src/engine/plans/scram-only';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { planOf, refusalOf } from './take-proposal';

const notKnown = { notKnown: 'Nobody looked into the server.' };
const role = (name: string, signIn: SeenRole['signIn']): SeenRole => ({ name, canLogin: signIn !== 'none', signIn });

describe('SCRAM only', () => {
  const parameters = { password_encryption: 'md5', 'azure.accepted_password_auth_method': 'md5,scram-sha-256' };
  const context = liveServer('flexible', { properties: { administratorLogin: 'admin' }, parameters });

  it('first keeps new passwords by SCRAM, then refuses MD5, and is as wanted afterwards', () => {
    const plan = planOf(planScramOnly(context, { seen: [role('admin', 'scram')] }));
    assert.deepEqual(plan.changes.map((change) => (change.kind === 'set' ? change.at.key.split('/').at(-1) : change.kind)), ['password_encryption', 'azure.accepted_password_auth_method']);
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    assert.equal(plan.danger, undefined);
    assert.match(plan.cutOff.join(' '), /^Nobody: none of 1 role/);
  });

  it('counts the roles that are locked out, names them and asks a second time', () => {
    const plan = planOf(planScramOnly(context, { seen: [role('app', 'md5'), role('old', 'md5'), role('admin', 'scram'), role('group', 'none')] }));
    assert.match(plan.cutOff[0] ?? '', /^2 roles .* app, old\./);
    assert.equal(plan.danger?.question, 'Lock 2 roles out of db?');
    assert.equal(plan.danger.confirm, 'Lock 2 Roles Out');
  });

  it('says so where it closes the only way to administer the server', () => {
    const seen = { seen: [role('admin', 'md5')] };
    assert.match(planOf(planScramOnly(context, seen)).danger?.detail ?? '', /the only way to administer/);
    const withEntra = liveServer('flexible', { properties: { administratorLogin: 'admin', authConfig: { activeDirectoryAuth: 'Enabled' } }, parameters });
    assert.doesNotMatch(planOf(planScramOnly(withEntra, seen)).danger?.detail ?? '', /only way/);
  });

  it('asks a second time where nobody could look, or not see how a password is kept', () => {
    assert.match(planOf(planScramOnly(context, notKnown)).danger?.question ?? '', /without having looked/);
    const plan = planOf(planScramOnly(context, { seen: [role('app', 'unknown')] }));
    assert.match(plan.cutOff.join(' '), /1 role it is not known/);
    assert.notEqual(plan.danger, undefined);
  });

  it('cuts nobody off where only new passwords change', () => {
    const half = liveServer('flexible', { parameters: { password_encryption: 'md5', 'azure.accepted_password_auth_method': 'scram-sha-256' } });
    const plan = planOf(planScramOnly(half, notKnown));
    assert.deepEqual([plan.cutOff, plan.effects, plan.danger, plan.changes.length], [[], [], undefined, 1]);
  });

  it('is refused where it is so already, and where it cannot be', () => {
    const done = liveServer('flexible', { parameters: { password_encryption: 'scram-sha-256', 'azure.accepted_password_auth_method': 'SCRAM-SHA-256' } });
    assert.match(refusalOf(planScramOnly(done, notKnown)), /already/);
    assert.match(refusalOf(planScramOnly(liveServer('single'), notKnown)), /no Flexible Server/);
    const entraOnly = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } }, parameters });
    assert.match(refusalOf(planScramOnly(entraOnly, notKnown)), /takes no passwords/);
  });
});
