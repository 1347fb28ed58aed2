import { entraLayer } from '../../../../src/layers/entra/layer';
import type { Context } from '../../../../src/model/rule';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import type { ChildParts, ServerParts } from '../build-snapshot';
import { liveServer, templateServer } from '../build-snapshot';
import { parameterCases } from '../parameter-cases';
import { testRule } from '../rule-cases';

const open = unknown('the parameter has no value');
const on = { authConfig: { activeDirectoryAuth: 'Enabled' } };
const off = { authConfig: { activeDirectoryAuth: 'Disabled' } };

const admin = (principalType: Value, principalName: Value = 'PostgreSQL Administrators'): ChildParts => ({
  properties: { principalName, principalType, tenantId: 'home' },
});

const live = (administrators: readonly ChildParts[], properties: ServerParts['properties'] = on): Context =>
  liveServer('flexible', { properties, children: { administrators } });

testRule(entraLayer, 'entra/administrator-count', [
  { name: 'one group', context: live([admin('Group')]), verdicts: ['holds'] },
  { name: 'two people', context: live([admin('User'), admin('User')]), verdicts: ['holds'] },
  { name: 'none is the matter of another rule', context: live([]), verdicts: ['holds'] },
  { name: 'one person', context: live([admin('User', 'lee')]), verdicts: ['fails'], says: /administrator, lee, is not a group/ },
  { name: 'five', context: live(Array.from({ length: 5 }, () => admin('User'))), verdicts: ['holds'] },
  { name: 'six', context: live(Array.from({ length: 6 }, () => admin('Group'))), verdicts: ['fails'], says: /has 6 / },
  { name: 'of a type that is not known', context: live([admin(open)]), verdicts: ['undecided'] },
  { name: 'not read', context: liveServer('flexible', { properties: on }), verdicts: ['undecided'] },
  { name: 'Microsoft Entra off', context: live([admin('User')], off), verdicts: ['notApplicable'] },
  { name: 'templates are not asked', context: templateServer('flexible', { properties: on, children: { administrators: [admin('User')] } }), verdicts: [] },
]);

const builds = [
  ['template', templateServer],
  ['live', liveServer],
] as const;
const settings = { administratorGroupNames: ['pg-*-admins', 'dba'] };

testRule(entraLayer, 'entra/group-names', [
  ...builds.flatMap(([origin, build]) => {
    const named = (name: Value, type: Value = 'Group'): Context =>
      build('flexible', { properties: on, children: { administrators: [admin(type, name)] }, settings });
    return [
      { name: `${origin}: by the convention`, context: named('PG-orders-admins'), verdicts: ['holds' as const] },
      {
        name: `${origin}: against it`,
        context: named('Everybody'),
        verdicts: ['fails' as const],
        says: /"Everybody" is named like none of pg-\*-admins, dba/,
      },
      { name: `${origin}: a person`, context: named('lee', 'User'), verdicts: ['notApplicable' as const] },
      { name: `${origin}: not known`, context: named(open), verdicts: ['undecided' as const] },
    ];
  }),
  { name: 'no convention', context: live([admin('Group')]), verdicts: ['notApplicable'] },
]);

const tenant = (tenantId: Value, more: ServerParts = {}): ServerParts => ({
  properties: { authConfig: { activeDirectoryAuth: 'Enabled', tenantId } },
  ...more,
});
const administrators = { children: { administrators: [admin('Group')] } };

testRule(entraLayer, 'entra/foreign-tenant', [
  ...builds.flatMap(([origin, build]) => [
    { name: `${origin}: none`, context: build('flexible', { properties: on, ...administrators }), verdicts: ['holds' as const] },
    { name: `${origin}: that of the administrator`, context: build('flexible', tenant('HOME', administrators)), verdicts: ['holds' as const] },
    {
      name: `${origin}: another than that of the administrator`,
      context: build('flexible', tenant('away', administrators)),
      verdicts: ['fails' as const],
      says: /tenant away, while the server or its administrator belongs to home/,
    },
    {
      name: `${origin}: another than that of the identity`,
      context: build('flexible', tenant('away', { body: { identity: { tenantId: 'home' } } })),
      verdicts: ['fails' as const],
    },
    { name: `${origin}: nothing to compare with`, context: build('flexible', tenant('home')), verdicts: ['undecided' as const] },
    { name: `${origin}: computed`, context: build('flexible', tenant(open, administrators)), verdicts: ['undecided' as const] },
  ]),
  { name: 'Microsoft Entra off', context: templateServer('flexible', { properties: off }), verdicts: ['notApplicable'] },
]);

testRule(entraLayer, 'entra/group-sync', [
  ...parameterCases({
    values: { 'pgaadauth.enable_group_sync': { right: 'on', wrong: 'off' } },
    parts: { properties: on },
    absent: { flexible: ['fails'] },
  }),
  { name: 'Microsoft Entra off', context: templateServer('flexible', { properties: off }), verdicts: ['notApplicable'] },
]);
