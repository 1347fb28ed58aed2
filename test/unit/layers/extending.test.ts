import { access } from '../../../src/layers/access/layer';
import { audit } from '../../../src/layers/audit/layer';
import { backup } from '../../../src/layers/backup/layer';
import { threatProtection } from '../../../src/layers/threat-protection/layer';
import type { Resource } from '../../../src/model/resource';
import type { Snapshot } from '../../../src/model/snapshot';
import { createSnapshot } from '../../../src/model/snapshot';
import type { ValueObject } from '../../../src/model/value';
import { unknown } from '../../../src/model/value';
import { liveServer } from './build-snapshot';
import { testWideRule } from './wide-cases';

const server = `resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = { name: 'pg', location: 'westeurope', properties: { version: '17' } }
`;
const old = server.replace('flexibleServers@2024-08-01', 'servers@2017-12-01');

/** A live server with what extends it; `undefined` where that was not read. */
function live(type: string, extensions: readonly { readonly name: string; readonly properties: ValueObject }[] | undefined): Snapshot {
  const { resource } = liveServer('flexible').server;
  const items = (extensions ?? []).map(({ name, properties }): Resource => ({
    key: `${resource.key}/providers/${type.toLowerCase()}/${name}`, type, name, parent: resource.key, existing: false, when: true, body: { properties },
  }));
  return createSnapshot({
    origin: 'live',
    resources: [resource, ...items],
    incomplete: (_, asked) => (asked === type && extensions !== undefined ? undefined : unknown('nothing needs them')),
  });
}

const settings = 'Microsoft.Insights/diagnosticSettings';
const setting = (logs: string, more = ''): string => `${server}${more}
resource logs '${settings}@2021-05-01-preview' = ${more.includes('param wanted') ? 'if (wanted) ' : ''}{ name: 'logs', scope: server, properties: { ${logs} } }`;
const sent = (category: string, enabled = true): ValueObject => ({ logs: [{ category, enabled }], metrics: [{ category: 'AllMetrics', enabled: true }] });

testWideRule(audit, 'audit/diagnostic-setting', [
  { name: 'none', template: server, verdicts: ['fails'], says: /sent nowhere/ },
  { name: 'none of a Single Server', template: old, verdicts: ['fails'] },
  { name: 'one', template: setting(''), verdicts: ['holds'] },
  { name: 'one under a condition', template: setting('', 'param wanted bool'), verdicts: ['undecided'] },
  { name: 'none, live', template: live(settings, []), verdicts: ['fails'] },
  { name: 'one, live', template: live(settings, [{ name: 'logs', properties: sent('PostgreSQLLogs') }]), verdicts: ['holds'] },
  { name: 'not read', template: live(settings, undefined), verdicts: ['undecided'] },
]);

testWideRule(audit, 'audit/diagnostic-categories', [
  { name: 'no setting, which another rule tells', template: server, verdicts: [] },
  { name: 'metrics only', template: setting(`metrics: [ { category: 'AllMetrics', enabled: true } ]`), verdicts: ['fails'], fixed: true },
  { name: 'other logs', template: setting(`logs: [ { category: 'PostgreSQLFlexSessions', enabled: true } ]`), verdicts: ['fails'], fixed: true },
  { name: 'switched off', template: setting(`logs: [ { categoryGroup: 'allLogs', enabled: false } ]`), verdicts: ['fails'], fixed: true },
  { name: 'all logs', template: setting(`logs: [ { categoryGroup: 'allLogs', enabled: true } ]`), verdicts: ['holds'] },
  { name: 'the group audit', template: setting(`logs: [ { categoryGroup: 'audit', enabled: true } ]`), verdicts: ['holds'] },
  { name: 'a category that nobody knows', template: setting('logs: [ { category: which, enabled: true } ]', 'param which string'), verdicts: ['undecided'] },
  { name: 'logs that nobody knows', template: setting('logs: which', 'param which array'), verdicts: ['undecided'] },
  {
    name: 'two settings, of which one sends them, live',
    template: live(settings, [{ name: 'a', properties: sent('PostgreSQLFlexSessions') }, { name: 'b', properties: sent('PostgreSQLLogs') }]),
    verdicts: ['holds'],
  },
  { name: 'off, live', template: live(settings, [{ name: 'a', properties: sent('PostgreSQLLogs', false) }]), verdicts: ['fails'], fixed: true },
]);

const locks = 'Microsoft.Authorization/locks';
const lock = (scope: string, level: string): string => `${server}param level string
resource lock '${locks}@2020-05-01' = { name: 'keep'${scope}, properties: { level: ${level} } }`;

testWideRule(backup, 'backup/delete-lock', [
  { name: 'none', template: server, verdicts: ['fails'] },
  { name: 'on the server', template: lock(', scope: server', `'CanNotDelete'`), verdicts: ['holds'] },
  { name: 'on the resource group', template: lock('', `'ReadOnly'`), verdicts: ['holds'] },
  { name: 'of a level that locks nothing', template: lock(', scope: server', `'NotSpecified'`), verdicts: ['fails'] },
  { name: 'of a level that nobody knows', template: lock(', scope: server', 'level'), verdicts: ['undecided'] },
  { name: 'live', template: live(locks, [{ name: 'keep', properties: { level: 'CanNotDelete' } }]), verdicts: ['holds'] },
  { name: 'none, live', template: live(locks, []), verdicts: ['fails'] },
  { name: 'not read', template: live(locks, undefined), verdicts: ['undecided'] },
]);

const assignments = 'Microsoft.Authorization/roleAssignments';
const [owner, reader] = ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'];
const assign = (role: string, more = ''): string => `${server}${more}
resource assignment '${assignments}@2022-04-01' = { name: guid(server.id), scope: server, properties: { roleDefinitionId: ${role}, principalId: 'p' } }`;
const inSubscription = (id: string): string => `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${id}')`;

testWideRule(access, 'access/broad-assignment', [
  { name: 'none', template: server, verdicts: [] },
  { name: 'owner', template: assign(inSubscription(owner)), verdicts: ['fails'], says: /The role Owner/ },
  { name: 'reader', template: assign(inSubscription(reader)), verdicts: ['holds'] },
  {
    name: 'a role by reference',
    template: assign('role.id', `resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = { scope: subscription(), name: '${owner}' }`),
    verdicts: ['fails'],
  },
  { name: 'a role from outside', template: assign('role', 'param role string'), verdicts: ['undecided'] },
  { name: 'live', template: live(assignments, [{ name: 'a', properties: { roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${owner}` } }]), verdicts: ['fails'] },
  { name: 'not read', template: live(assignments, undefined), verdicts: ['undecided'] },
]);

const pricings = 'Microsoft.Security/pricings';
const plan = (tier: string, name = 'OpenSourceRelationalDatabases'): string =>
  `targetScope = 'subscription'\nparam tier string\nresource plan '${pricings}@2024-01-01' = { name: '${name}', properties: { pricingTier: ${tier} } }`;

testWideRule(threatProtection, 'threat-protection/defender-plan', [
  { name: 'none in a template', template: server, verdicts: [] },
  { name: 'free', template: plan(`'Free'`), verdicts: ['fails'], fixed: true },
  { name: 'standard', template: plan(`'Standard'`), verdicts: ['holds'] },
  { name: 'from outside', template: plan('tier'), verdicts: ['undecided'] },
  { name: 'another plan', template: plan(`'Free'`, 'StorageAccounts'), verdicts: [] },
  { name: 'free, live', template: live(pricings, [{ name: 'OpenSourceRelationalDatabases', properties: { pricingTier: 'Free' } }]), verdicts: ['fails'] },
  { name: 'none, live', template: live(pricings, []), verdicts: ['fails'] },
  { name: 'not read', template: live(pricings, undefined), verdicts: ['undecided'] },
]);
