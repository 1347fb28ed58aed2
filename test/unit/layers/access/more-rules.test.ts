import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../../src/engine/check';
import type { Profile } from '../../../../src/engine/profile';
import { access } from '../../../../src/layers/access/layer';
import { layers } from '../../../../src/layers/catalog';
import type { Context } from '../../../../src/model/rule';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import type { ServerParts } from '../build-snapshot';
import { liveServer, templateServer, today } from '../build-snapshot';
import { parameterCases } from '../parameter-cases';
import type { RuleCase } from '../rule-cases';
import { judgementsOf, testRule } from '../rule-cases';

const open = unknown('the parameter has no value');
const builds = [
  ['template', templateServer],
  ['live', liveServer],
] as const;
const onOff = { right: 'on', wrong: 'off' };

testRule(access, 'access/login-throttling', [
  ...parameterCases({
    values: { 'connection_throttle.enable': onOff },
    parts: { properties: { version: '17' } },
    absent: { flexible: ['fails'] },
  }),
  ...builds.map(([origin, build]): RuleCase => ({
    name: `${origin}: PostgreSQL 18`,
    context: build('flexible', { properties: { version: '18' }, parameters: { 'connection_throttle.enable': 'off' } }),
    verdicts: ['notApplicable'],
  })),
  { name: 'PostgreSQL 18, not written', context: templateServer('flexible', { properties: { version: 18 } }), verdicts: ['notApplicable'] },
  { name: 'a version that is not known', context: templateServer('flexible'), verdicts: ['undecided'] },
]);

testRule(
  access,
  'access/single-login-throttling',
  parameterCases({ kinds: ['single'], values: { connection_throttling: onOff }, absent: { single: ['undecided'] } }),
);

testRule(
  access,
  'access/predictable-login',
  (['flexible', 'single'] as const).flatMap((kind) =>
    builds.flatMap(([origin, build]): RuleCase[] => {
      const login = (name: Value): Context => build(kind, { properties: { administratorLogin: name } });
      return [
        { name: `${kind}, ${origin}: of its own`, context: login('orders_owner'), verdicts: ['holds'] },
        { name: `${kind}, ${origin}: guessed`, context: login('PgAdmin'), verdicts: ['fails'], says: /The name PgAdmin/ },
        { name: `${kind}, ${origin}: not known`, context: login(open), verdicts: ['undecided'] },
      ];
    }),
  ),
);

test('a name that Azure refuses is told once: as refused', () => {
  const context = templateServer('flexible', { properties: { administratorLogin: 'admin' } });
  const found = (profile: Profile): readonly string[] =>
    check(context.snapshot, { layers, profile, today, settings: context.settings }).findings.map(({ rule }) => rule.id).filter((id) => /-login$/.test(id));
  assert.deepEqual(found('strict').filter((id) => id !== 'access/literal-login'), ['access/reserved-login']);
});

const guarded = unknown('the value of the secure parameter is kept secret', { sensitive: true });
const password = (given: Value | undefined, passwordAuth: Value): Context =>
  templateServer('flexible', {
    properties: {
      authConfig: { passwordAuth, activeDirectoryAuth: 'Enabled' },
      ...(given === undefined ? {} : { administratorLoginPassword: given }),
    },
  });

testRule(access, 'access/unused-password', [
  { name: 'none given', context: password(undefined, 'Disabled'), verdicts: ['holds'] },
  { name: 'needed', context: password(guarded, 'Enabled'), verdicts: ['notApplicable'] },
  { name: 'not needed', context: password(guarded, 'Disabled'), verdicts: ['fails'], effect: 'safe' },
  { name: 'not known whether it is needed', context: password(guarded, open), verdicts: ['undecided'] },
]);

const extensions = (names: Value | undefined, more: ServerParts = {}, build = templateServer): Context =>
  build('flexible', { ...more, parameters: { ...more.parameters, ...(names === undefined ? {} : { 'azure.extensions': names }) } });

testRule(access, 'access/managed-identity', [
  ...builds.flatMap(([origin, build]): RuleCase[] => [
    { name: `${origin}: not needed`, context: extensions('pgcrypto', {}, build), verdicts: ['notApplicable'] },
    {
      name: `${origin}: there`,
      context: extensions('azure_ai', { body: { identity: { type: 'SystemAssigned, UserAssigned' } } }, build),
      verdicts: ['holds'],
    },
    { name: `${origin}: none`, context: extensions('AZURE_AI', { body: { identity: { type: 'None' } } }, build), verdicts: ['fails'] },
    { name: `${origin}: absent`, context: extensions('azure_storage', {}, build), verdicts: ['fails'], says: /azure_storage may be created/ },
    { name: `${origin}: not known`, context: extensions('azure_ai', { body: { identity: open } }, build), verdicts: ['undecided'] },
  ]),
  { name: 'no extensions by default', context: templateServer('flexible'), verdicts: ['notApplicable'] },
]);

testRule(access, 'access/risky-extensions', [
  ...parameterCases({
    values: { 'azure.extensions': { right: 'pgcrypto,vector', wrong: 'PGCRYPTO,DBLINK' } },
    absent: { flexible: ['holds'] },
    effect: 'interrupts',
  }),
  {
    name: 'several',
    context: extensions('plv8,postgis,tds_fdw'),
    verdicts: ['fails'],
    says: /plv8 \(runs JavaScript\), tds_fdw \(connects to SQL Server\)\./,
    effect: 'interrupts',
  },
]);

test('the fix on risky extensions keeps the others', () => {
  const [judgement] = judgementsOf(access, 'access/risky-extensions', extensions('pgcrypto,dblink,vector'));
  const [change] = judgement?.fix?.changes ?? [];
  assert.equal(change?.kind === 'set' ? change.value : undefined, 'pgcrypto,vector');
});

const storage = (parameters: Record<string, Value>): ServerParts => ({ parameters });

testRule(access, 'access/public-storage', [
  ...builds.flatMap(([origin, build]): RuleCase[] => [
    { name: `${origin}: not allowed`, context: extensions('pgcrypto', {}, build), verdicts: ['notApplicable'] },
    {
      name: `${origin}: public accounts off`,
      context: extensions('azure_storage', storage({ 'azure_storage.public_account_access': 'off', 'azure_storage.allow_network_access': 'on' }), build),
      verdicts: ['holds'],
    },
    {
      name: `${origin}: network off`,
      context: extensions('azure_storage', storage({ 'azure_storage.public_account_access': 'on', 'azure_storage.allow_network_access': 'off' }), build),
      verdicts: ['holds'],
    },
    {
      name: `${origin}: both on`,
      context: extensions('azure_storage', storage({ 'azure_storage.public_account_access': 'on', 'azure_storage.allow_network_access': 'on' }), build),
      verdicts: ['fails'],
      effect: 'interrupts',
    },
    {
      name: `${origin}: not known`,
      context: extensions('azure_storage', storage({ 'azure_storage.public_account_access': open, 'azure_storage.allow_network_access': 'on' }), build),
      verdicts: ['undecided'],
    },
  ]),
  { name: 'on by default', context: extensions('azure_storage'), verdicts: ['fails'], effect: 'interrupts' },
  { name: 'nothing is known of the extensions', context: extensions(open), verdicts: ['undecided'] },
]);

const none = { idle_in_transaction_session_timeout: '0', idle_session_timeout: '0', statement_timeout: '0' };

testRule(access, 'access/session-timeouts', [
  ...builds.flatMap(([origin, build]): RuleCase[] => [
    { name: `${origin}: one`, context: build('flexible', { parameters: { ...none, statement_timeout: '60000' } }), verdicts: ['holds'] },
    { name: `${origin}: none`, context: build('flexible', { parameters: none }), verdicts: ['fails'], says: /as long as they like/ },
    { name: `${origin}: not known`, context: build('flexible', { parameters: { ...none, statement_timeout: open } }), verdicts: ['undecided'] },
  ]),
  { name: 'none by default', context: templateServer('flexible', { properties: { version: '16' } }), verdicts: ['fails'] },
  { name: 'none in a version that knows two only', context: templateServer('flexible', { properties: { version: '13' } }), verdicts: ['fails'] },
  { name: 'not read', context: liveServer('flexible'), verdicts: ['undecided'] },
]);

testRule(access, 'access/not-stated', [
  { name: 'stated', context: templateServer('single', { parameters: { connection_throttling: 'off' } }), verdicts: ['holds'] },
  {
    name: 'not stated',
    context: templateServer('single'),
    verdicts: ['fails'],
    says: /leaves to the service: connection_throttling \(no default is documented\)/,
    effect: 'safe',
  },
  { name: 'a reference', context: templateServer('single', { existing: true }), verdicts: ['undecided'] },
  { name: 'live servers are not asked', context: liveServer('single', { parameters: {} }), verdicts: [] },
]);
