import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { access } from '../../../../src/layers/access/layer';
import type { Context } from '../../../../src/model/rule';
import type { Declaration } from '../../../../src/model/snapshot';
import { createSnapshot } from '../../../../src/model/snapshot';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import type { ServerParts } from '../build-snapshot';
import { liveServer, templateServer } from '../build-snapshot';
import { judgementsOf, textOf, testRule } from '../rule-cases';

const secret = 'p-4nd-4-w0rd';

function parameter(name: string, secure: boolean, value?: Value, type = secure ? 'securestring' : 'string'): Declaration {
  const at = { in: 'declaration', file: 'main.bicep', kind: 'parameter', name, path: [] } as const;
  return { at, type, secure, ...(value === undefined ? {} : { value }) };
}

function withPassword(password: Value, declarations: readonly Declaration[] = [], more: ServerParts = {}): Context {
  return templateServer('flexible', {
    ...more,
    properties: { administratorLogin: 'orders', administratorLoginPassword: password },
    declarations,
  });
}

const plain = unknown('the parameter dbPassword has no value');
const guarded = unknown('the value of the secure parameter dbPassword is kept secret', { sensitive: true });
const guardedDefault = unknown('the value of the secure parameter dbPassword is kept secret', { sensitive: true, oneOf: [secret] });

testRule(access, 'access/literal-password', [
  { name: 'none', context: templateServer('flexible'), verdicts: ['holds'] },
  { name: 'written in the template', context: withPassword(secret), verdicts: ['fails'], says: /written in a file/, effect: 'needs-value' },
  { name: 'from a secure parameter', context: withPassword(guarded), verdicts: ['holds'] },
  { name: 'an empty text', context: withPassword(''), verdicts: ['holds'] },
  {
    name: 'handed to a secure parameter by a parameters file or a module argument',
    context: withPassword(guardedDefault, [parameter('dbPassword', true)]),
    verdicts: ['fails'],
    effect: 'needs-value',
  },
  {
    name: 'the default of a secure parameter is judged there',
    context: withPassword(guardedDefault, [parameter('dbPassword', true, secret)]),
    verdicts: ['holds'],
  },
  {
    name: 'the default of a plain parameter is judged there',
    context: withPassword(secret, [parameter('dbPassword', false, secret)]),
    verdicts: ['holds'],
  },
  { name: 'a value that is not known', context: withPassword(plain), verdicts: ['undecided'] },
  { name: 'not asked of live servers', context: liveServer('flexible'), verdicts: [] },
  {
    name: 'a Single Server',
    context: templateServer('single', { properties: { administratorLoginPassword: secret } }),
    verdicts: ['fails'],
    effect: 'needs-value',
  },
]);

testRule(
  access,
  'access/insecure-parameter',
  [
    {
      name: 'a plain parameter',
      context: withPassword(plain, [parameter('dbPassword', false)]),
      verdicts: ['fails'],
      says: /dbPassword takes a password and is not secure\.$/,
      effect: 'safe',
    },
    {
      name: 'a plain parameter of any name whose default is the password',
      context: withPassword(secret, [parameter('dbKey', false, secret)]),
      verdicts: ['fails'],
      says: /default writes one/,
      effect: 'needs-value',
    },
    { name: 'a secure parameter', context: withPassword(guarded, [parameter('dbPassword', true)]), verdicts: ['holds'] },
    {
      name: 'parameters about passwords that are none',
      context: withPassword(plain, [parameter('passwordAuth', false), parameter('pwdLength', false), parameter('passwordSecretName', false)]),
      verdicts: [],
    },
    {
      name: 'parameters that are no text',
      context: withPassword(plain, [parameter('resetPassword', false, true, 'bool')]),
      verdicts: [],
    },
    {
      name: 'another password of the template, while that of the server is secure',
      context: withPassword(guarded, [parameter('dbPassword', true), parameter('vmPassword', false)]),
      verdicts: ['holds'],
    },
  ],
  { always: true },
);

testRule(
  access,
  'access/secret-default',
  [
    { name: 'no default', context: withPassword(guarded, [parameter('dbPassword', true)]), verdicts: ['holds'] },
    { name: 'an empty default', context: withPassword(guarded, [parameter('dbPassword', true, '')]), verdicts: ['holds'] },
    {
      name: 'a computed default',
      context: withPassword(guarded, [parameter('dbPassword', true, unknown('newGuid() is a function of the deployment'))]),
      verdicts: ['holds'],
    },
    {
      name: 'a written default',
      context: withPassword(guardedDefault, [parameter('dbPassword', true, secret)]),
      verdicts: ['fails'],
      says: /dbPassword has a password as its default/,
      effect: 'needs-value',
    },
    {
      name: 'a written default of any name',
      context: withPassword(guardedDefault, [parameter('dbKey', true, secret)]),
      verdicts: ['fails'],
      effect: 'needs-value',
    },
  ],
  { always: true },
);

testRule(access, 'access/reserved-login', [
  { name: 'a free name', context: withPassword(guarded), verdicts: ['holds'] },
  {
    name: 'a reserved one',
    context: templateServer('single', { properties: { administratorLogin: 'Admin' } }),
    verdicts: ['fails'],
    says: /name Admin/,
  },
  { name: 'a prefix', context: templateServer('flexible', { properties: { administratorLogin: 'pg_orders' } }), verdicts: ['fails'] },
  { name: 'pgadmin is free', context: templateServer('flexible', { properties: { administratorLogin: 'pgadmin' } }), verdicts: ['holds'] },
  { name: 'not known', context: templateServer('flexible', { properties: { administratorLogin: plain } }), verdicts: ['undecided'] },
]);

testRule(access, 'access/password-hashing', [
  { name: 'PostgreSQL 17 by default', context: templateServer('flexible', { properties: { version: '17' } }), verdicts: ['holds'] },
  {
    name: 'PostgreSQL 13 by default',
    context: templateServer('flexible', { properties: { version: '13' } }),
    verdicts: ['fails'],
    says: /default of this version/,
    effect: 'safe',
  },
  { name: 'a version that is not said', context: templateServer('flexible'), verdicts: ['undecided'] },
  {
    name: 'md5',
    context: liveServer('flexible', { parameters: { password_encryption: 'md5' } }),
    verdicts: ['fails'],
    effect: 'safe',
  },
  {
    name: 'a server that takes no passwords',
    context: liveServer('flexible', {
      properties: { authConfig: { passwordAuth: 'Disabled' } },
      parameters: { password_encryption: 'md5' },
    }),
    verdicts: ['notApplicable'],
  },
]);

testRule(access, 'access/md5-sign-in', [
  { name: 'by default', context: templateServer('flexible'), verdicts: ['fails'], effect: 'interrupts' },
  {
    name: 'SCRAM only',
    context: liveServer('flexible', { parameters: { 'azure.accepted_password_auth_method': 'SCRAM-SHA-256' } }),
    verdicts: ['holds'],
  },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
  {
    name: 'a server that takes no passwords',
    context: templateServer('flexible', { properties: { authConfig: { passwordAuth: 'Disabled' } } }),
    verdicts: ['notApplicable'],
  },
]);

describe('secrets', () => {
  test('no message, fact or text holds a password', () => {
    const contexts = [
      withPassword(secret),
      withPassword(secret, [parameter('dbPassword', false, secret)]),
      withPassword(guardedDefault, [parameter('dbPassword', true, secret)]),
    ];
    for (const context of contexts) {
      const { judgements, facts, text } = access.check(context);
      const words = JSON.stringify([judgements.map(({ judgement }) => judgement), facts, text]);
      assert.ok(!words.includes(secret), words);
    }
  });

  test('a parameter that serves two servers is reported with the first', () => {
    const context = withPassword(plain, [parameter('dbPassword', false)]);
    const { resource } = context.server;
    const second = { ...resource, key: `${resource.key}2` };
    const snapshot = createSnapshot({
      origin: 'template',
      resources: [resource, second],
      declarations: context.snapshot.declarations,
    });
    const count = snapshot.servers.map(
      (server) => judgementsOf(access, 'access/insecure-parameter', { ...context, snapshot, server }).length,
    );
    assert.deepEqual(count, [1, 0]);
  });
});

test('the layer is summed up in a few words', () => {
  assert.equal(textOf(access, templateServer('flexible', { properties: { version: '17' } })), 'Passwords stored by SCRAM');
  assert.equal(textOf(access, liveServer('single', { properties: { administratorLogin: 'orders' } })), 'Administrator orders');
  assert.equal(textOf(access, templateServer('flexible', { properties: { authConfig: { passwordAuth: 'Disabled' } } })), 'No passwords');
});
