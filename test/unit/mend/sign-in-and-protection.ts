import type { ConnectedClients } from '../../../src/engine/connected-clients';
import type { Plan } from '../../../src/engine/plan';
import { planAuditLogging } from '../../../src/engine/plans/audit-logging';
import { planDiagnosticSetting } from '../../../src/engine/plans/diagnostic-setting';
import { planVersionlessKey } from '../../../src/engine/plans/encryption-key';
import { planEntraOn, planEntraOnly } from '../../../src/engine/plans/entra-sign-in';
import { planAdministratorRemoval } from '../../../src/engine/plans/remove-administrator';
import { planRestart } from '../../../src/engine/plans/restart';
import { planScramOnly } from '../../../src/engine/plans/scram-only';
import { planThreatProtection } from '../../../src/engine/plans/threat-protection';
import { planMinimumTls, planTlsEnforcement } from '../../../src/engine/plans/tls';
import { readEntra } from '../../../src/layers/entra/facts';
import { inResource } from '../../../src/model/address';
import type { Change } from '../../../src/model/fix';
import type { Subject } from '../../../src/model/rule';
import { sampleSubscriptions, sampleTenantId } from '../../../src/emulator/sample-fleet';
import { planOf } from '../engine/plans/take-proposal';
import { catalog, flexibleType, identity, legacy, orders } from '../sources/azure/emulated-source';

/** A plan of a remedy on a server of the sample fleet. */
export interface ProtectionPlan {
  readonly remedy: string;
  readonly server: string;
  readonly plan: (subject: Subject) => Plan;
  /** What is made of the server first, which the sample fleet does not have. */
  readonly first?: readonly Change[];
}

const reports = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-reporting/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-reports`;
const analytics = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-reporting/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-analytics`;

const clients: ConnectedClients = { at: '2026-11-25T21:30:00.000Z', seenBy: 'admin', hidden: 0, roles: [{ name: 'app', signIn: 'md5' }], sessions: [] };

const workspace = {
  id: `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-network/providers/Microsoft.OperationalInsights/workspaces/log-contoso`,
  name: 'log-contoso',
  location: 'westeurope',
};

const tested = { user: 'lee@contoso.com', database: 'postgres', at: '21:30' };

const servers = { orders, catalog, identity, legacy, analytics, reports };

const second: Change = {
  kind: 'add',
  parent: catalog.toLowerCase(),
  type: flexibleType('administrators'),
  name: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10',
  body: { properties: { principalName: 'PostgreSQL Administrators', principalType: 'Group', tenantId: sampleTenantId } },
};

const versionedKey: Change = {
  kind: 'set',
  at: inResource(identity.toLowerCase(), 'properties', 'dataEncryption'),
  value: { type: 'AzureKeyVault', primaryKeyURI: 'https://kv-contoso.vault.azure.net/keys/postgresql/0123456789abcdef0123456789abcdef' },
};

type Row = readonly [remedy: string, server: keyof typeof servers, plan: (subject: Subject) => Plan, ...first: Change[]];

const rows: readonly Row[] = [
  ['enforceTls', 'reports', (subject) => planOf(planTlsEnforcement(subject, clients))],
  ['enforceTls', 'legacy', (subject) => planOf(planTlsEnforcement(subject, undefined))],
  ['requireTlsVersion', 'orders', (subject) => planOf(planMinimumTls(subject, '1.3', undefined))],
  ['requireTlsVersion', 'legacy', (subject) => planOf(planMinimumTls(subject, '1.2', undefined))],
  ['removeEntraAdministrator', 'catalog', (subject) => planOf(planAdministratorRemoval(subject, readEntra(subject).administrators[0]?.resource.key ?? '')), second],
  ['switchEntraOn', 'orders', (subject) => planOf(planEntraOn(subject, sampleTenantId))],
  ['switchPasswordsOff', 'analytics', (subject) => planOf(planEntraOnly(subject, tested, clients))],
  ['acceptScramOnly', 'orders', (subject) => planOf(planScramOnly(subject, clients))],
  ['followKeyRotation', 'identity', (subject) => planOf(planVersionlessKey(subject)), versionedKey],
  ['switchThreatProtection', 'orders', (subject) => planOf(planThreatProtection(subject, 'on'))],
  ['switchThreatProtection', 'legacy', (subject) => planOf(planThreatProtection(subject, 'on'))],
  ['switchAuditLoggingOn', 'orders', (subject) => planOf(planAuditLogging(subject))],
  ['switchAuditLoggingOn', 'legacy', (subject) => planOf(planAuditLogging(subject))],
  ['sendLogs', 'orders', (subject) => planOf(planDiagnosticSetting(subject, workspace))],
  ['sendLogs', 'legacy', (subject) => planOf(planDiagnosticSetting(subject, workspace))],
  ['restartServer', 'orders', (subject) => planRestart(subject)],
];

const all: readonly ProtectionPlan[] = rows.map(([remedy, server, plan, ...first]) => ({ remedy, server: servers[server], plan, first }));

const aboutConnections: ReadonlySet<string> = new Set(['enforceTls', 'requireTlsVersion', 'removeEntraAdministrator', 'switchEntraOn', 'switchPasswordsOff', 'acceptScramOnly']);

/** At least one plan for every remedy about TLS and how people sign in. */
export const connectionPlans: readonly ProtectionPlan[] = all.filter(({ remedy }) => aboutConnections.has(remedy));

/** At least one plan for every remedy about encryption, threat protection and logs. */
export const protectionPlans: readonly ProtectionPlan[] = all.filter(({ remedy }) => !aboutConnections.has(remedy));
