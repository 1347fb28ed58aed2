import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../../src/engine/check';
import { entraLayer } from '../../../../src/layers/entra/layer';
import type { Context, RuleId } from '../../../../src/model/rule';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import { afterChanges } from '../apply-changes';
import type { ChildParts, ServerParts } from '../build-snapshot';
import { liveServer, templateServer } from '../build-snapshot';
import { judgementsOf, verdictsOf } from '../firewall/judgements-of';

const group: ChildParts = { properties: { principalName: 'PostgreSQL Administrators', principalType: 'Group' } };
const open = unknown('the parameter mode has no value');

function signIn(entra: Value, passwords: Value, administrators: readonly ChildParts[] = []): ServerParts {
  return {
    properties: { authConfig: { activeDirectoryAuth: entra, passwordAuth: passwords } },
    children: { administrators },
  };
}

const flexible = (...parts: Parameters<typeof signIn>): Context => templateServer('flexible', signIn(...parts));
const verdicts = (id: RuleId, context: Context): readonly string[] => verdictsOf(entraLayer, id, context);

function found(context: Context, profile: 'recommended' | 'strict' | 'all' = 'recommended'): readonly string[] {
  return check(context.snapshot, { layers: [entraLayer], profile, today: context.today }).findings.map(
    ({ rule, level }) => `${rule.id} ${level}`,
  );
}

/** Carries out the fix of a rule and returns what all rules find then. */
function foundAfterFix(id: RuleId, context: Context): readonly string[] {
  const fix = judgementsOf(entraLayer, id, context)[0]?.fix;
  assert.ok(fix, `${id} offers no fix`);
  return found(afterChanges(context, fix.changes));
}

test('passwords only, written or by default, is one warning', () => {
  for (const context of [
    flexible('Disabled', 'Enabled'),
    flexible(null, null),
    templateServer('flexible'),
    templateServer('flexible', { properties: { createMode: 'Default' } }),
    liveServer('flexible', signIn('Disabled', 'Enabled')),
  ]) {
    assert.deepEqual(found(context), ['entra/password-only warning']);
    assert.deepEqual(found(context, 'strict'), ['entra/password-only warning']);
    assert.equal(found(context, 'all').length, 3);
  }
  const [judgement] = judgementsOf(entraLayer, 'entra/password-only', templateServer('flexible'));
  assert.equal(judgement?.message, 'The server accepts passwords only, as it does by default: Microsoft Entra authentication is off.');
  assert.equal(judgement.fix?.effect, 'restart');
});

test('switching Microsoft Entra on mends it, and asks for an administrator next', () => {
  assert.deepEqual(foundAfterFix('entra/password-only', templateServer('flexible')), [
    'entra/administrator warning',
    'entra/password-sign-in info',
  ]);
  const context = templateServer('flexible', { children: { administrators: [group] } });
  assert.deepEqual(foundAfterFix('entra/password-only', context), ['entra/password-sign-in info']);
});

test('passwords beside Microsoft Entra are a choice, and a warning where it is strict', () => {
  const context = flexible('Enabled', 'Enabled', [group]);
  assert.deepEqual(found(context), ['entra/password-sign-in info']);
  assert.deepEqual(found(context, 'strict'), ['entra/password-sign-in warning', 'entra/group-sync info']);
  assert.deepEqual(foundAfterFix('entra/password-sign-in', context), []);
  assert.equal(judgementsOf(entraLayer, 'entra/password-sign-in', context)[0]?.fix?.effect, 'interrupts');
});

test('nobody is locked out by a fix', () => {
  for (const context of [
    flexible('Enabled', 'Enabled'),
    flexible(open, 'Enabled', [group]),
    flexible('Enabled', 'Enabled', [{ ...group, when: open }]),
  ]) {
    const [judgement] = judgementsOf(entraLayer, 'entra/password-sign-in', context);
    assert.equal(judgement?.verdict, 'fails');
    assert.equal(judgement.fix, undefined);
  }
});

test('Microsoft Entra only, with a group as administrator, is right', () => {
  assert.deepEqual(found(flexible('Enabled', 'Disabled', [group]), 'all'), ['entra/group-sync info']);
  assert.deepEqual(found(flexible('enabled', 'DISABLED', [group]), 'all'), ['entra/group-sync info']);
  assert.deepEqual(found(liveServer('flexible', signIn('Enabled', 'Disabled', [group])), 'all'), []);
});

test('Microsoft Entra without an administrator lets nobody in', () => {
  const id = 'entra/administrator';
  assert.deepEqual(verdicts(id, flexible('Enabled', 'Disabled')), ['fails']);
  assert.match(judgementsOf(entraLayer, id, flexible('Enabled', 'Disabled'))[0]?.message ?? '', /^The template sets no/);
  const live = liveServer('flexible', signIn('Enabled', 'Disabled'));
  assert.match(judgementsOf(entraLayer, id, live)[0]?.message ?? '', /^The server has no/);
  assert.deepEqual(verdicts(id, flexible(open, 'Disabled')), ['fails']);
});

test('what is not known about the administrator is no failure', () => {
  const id = 'entra/administrator';
  const unread = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled' } } });
  assert.deepEqual(verdicts(id, unread), ['undecided']);
  assert.deepEqual(verdicts(id, flexible('Enabled', 'Disabled', [{ ...group, when: open }])), ['undecided']);
  assert.deepEqual(verdicts(id, flexible(open, 'Disabled', [group])), ['undecided']);
  assert.deepEqual(verdicts(id, templateServer('flexible', { existing: true })), ['undecided']);
  assert.deepEqual(verdicts(id, flexible('Enabled', 'Disabled', [group, { ...group, when: open }])), ['holds']);
});

test('what is not known about the ways to sign in is no failure, unless it cannot matter', () => {
  assert.deepEqual(verdicts('entra/password-only', flexible(open, 'Enabled')), ['undecided']);
  assert.deepEqual(verdicts('entra/password-only', flexible('Disabled', open)), ['undecided']);
  assert.deepEqual(verdicts('entra/password-sign-in', flexible('Enabled', open)), ['undecided']);
  assert.deepEqual(verdicts('entra/password-sign-in', flexible('Enabled', 'sometimes')), ['undecided']);
  const enabledInAnyCase = unknown('a condition', { oneOf: ['Enabled', 'enabled'] });
  assert.deepEqual(verdicts('entra/password-only', flexible('Disabled', enabledInAnyCase)), ['fails']);
});

test('a replica and a restored server have what their source has', () => {
  for (const createMode of ['Replica', 'PointInTimeRestore', 'GeoRestore', 'ReviveDropped', 'Update']) {
    const context = templateServer('flexible', { properties: { createMode } });
    assert.deepEqual(found(context, 'all'), [], createMode);
    assert.deepEqual(verdicts('entra/administrator', context), ['undecided']);
  }
});

test('the type of each administrator is judged', () => {
  const type = (principalType: Value): Context => flexible('Enabled', 'Disabled', [{ properties: { principalName: 'lee', principalType } }]);
  const individual = (value: Value): readonly string[] => verdicts('entra/individual-administrator', type(value));
  const untold = (value: Value): readonly string[] => verdicts('entra/administrator-type', type(value));
  assert.deepEqual([individual('User'), individual('user'), individual('Group'), individual(open)].flat(), ['fails', 'fails', 'holds', 'undecided']);
  assert.deepEqual([untold('Unknown'), untold(null), untold('ServicePrincipal'), untold(open)].flat(), ['fails', 'fails', 'holds', 'undecided']);
  assert.deepEqual(found(type('User')), []);
  assert.deepEqual(found(type('User'), 'strict'), ['entra/individual-administrator info', 'entra/group-sync info']);
  assert.deepEqual(found(type('Unknown')), ['entra/administrator-type warning']);
  const [judgement] = judgementsOf(entraLayer, 'entra/individual-administrator', type('User'));
  assert.equal(judgement?.message, 'The administrator "lee" is a person rather than a group.');
  const off = flexible('Disabled', 'Enabled', [{ properties: { principalType: 'User' } }]);
  assert.deepEqual(verdicts('entra/individual-administrator', off), ['notApplicable']);
});

test('Single Server has one administrator or none', () => {
  const administrator: ChildParts = { name: 'activeDirectory', properties: { administratorType: 'ActiveDirectory', login: 'lee' } };
  for (const build of [templateServer, liveServer]) {
    assert.deepEqual(found(build('single', { children: { administrators: [] } }), 'all'), ['entra/administrator warning']);
    assert.deepEqual(found(build('single', { children: { administrators: [administrator] } }), 'all'), []);
  }
  assert.deepEqual(verdicts('entra/administrator', liveServer('single')), ['undecided']);
  const perhaps = templateServer('single', { children: { administrators: [{ ...administrator, when: open }] } });
  assert.deepEqual(verdicts('entra/administrator', perhaps), ['undecided']);
});
