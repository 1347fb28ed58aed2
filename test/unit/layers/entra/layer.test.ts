import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entraLayer } from '../../../../src/layers/entra/layer';
import type { Context } from '../../../../src/model/rule';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';

function lines(context: Context): readonly string[] {
  return entraLayer.check(context).facts.map(({ title, text, state }) => `${title}: ${text} [${state}]`);
}

const text = (context: Context): string => entraLayer.check(context).text;

const group = { properties: { principalName: 'Admins', principalType: 'Group' } };

test('ways to sign in and administrators are lines', () => {
  const context = liveServer('flexible', {
    properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId: 'some-tenant' } },
    children: { administrators: [group, { properties: { principalType: 'User' } }] },
  });
  assert.deepEqual(lines(context), [
    'Microsoft Entra authentication: on [set]',
    'Password authentication: off [set]',
    'Tenant: some-tenant [set]',
    'Admins: a group [set]',
    'An administrator whose name is not known: a user [set]',
  ]);
  assert.equal(text(context), 'Microsoft Entra only, 2 administrators');
});

test('a template that says nothing has what the service does by default', () => {
  assert.deepEqual(lines(templateServer('flexible')), [
    'Microsoft Entra authentication: off (default) [default]',
    'Password authentication: on (default) [default]',
    'Tenant: that of the subscription [notApplicable]',
    'Administrators: none [notApplicable]',
  ]);
  assert.equal(text(templateServer('flexible')), 'passwords only');
});

test('what could not be read is said, unless it cannot matter', () => {
  const on = { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' } } };
  assert.equal(text(liveServer('flexible', on)), 'Microsoft Entra and passwords, administrators not known');
  assert.equal(lines(liveServer('flexible', on)).at(-1), 'Administrators: unknown: the administrators were not read [unknown]');
  const off = { properties: { authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' } } };
  assert.equal(lines(liveServer('flexible', off)).at(-1), 'Administrators: none [notApplicable]');
  const open = { properties: { authConfig: unknown('the parameter auth has no value') } };
  assert.equal(text(templateServer('flexible', { ...open, children: { administrators: [group] } })), 'not known, 1 administrator');
});

test('Single Server names its administrator', () => {
  const context = liveServer('single', { children: { administrators: [{ properties: { login: 'lee@contoso.com' } }] } });
  assert.deepEqual(lines(context), ['lee@contoso.com: the administrator [set]']);
  assert.equal(text(context), 'Microsoft Entra and passwords, 1 administrator');
  assert.deepEqual(lines(liveServer('single', { children: { administrators: [] } })), ['Administrators: none [default]']);
});
