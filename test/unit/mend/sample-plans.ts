import { planDeadRemoval, deadRulesOf } from '../../../src/engine/plans/dead-rules';
import { planRuleEdit } from '../../../src/engine/plans/edit-firewall-rule';
import { planEntraAdministrator } from '../../../src/engine/plans/entra-administrator';
import { planFirewallRule } from '../../../src/engine/plans/firewall-rule';
import { planConnectionAnswer, planConnectionRemoval } from '../../../src/engine/plans/private-endpoint';
import { planPublicAccess } from '../../../src/engine/plans/public-access';
import { planRedundantRemoval } from '../../../src/engine/plans/redundant-rules';
import { planRuleRemoval } from '../../../src/engine/plans/remove-firewall-rules';
import { planRuleRename } from '../../../src/engine/plans/rename-firewall-rule';
import { azureServicesRules, planReplaceAzureServices } from '../../../src/engine/plans/replace-azure-services';
import { planTemporaryRule } from '../../../src/engine/plans/temporary-rule';
import { planNetworkRule, planNetworkRuleRemoval } from '../../../src/engine/plans/virtual-network-rule';
import type { Plan } from '../../../src/engine/plan';
import { readFirewall, type FirewallRule } from '../../../src/layers/firewall/facts';
import { connectionsOf, type PrivateEndpointConnection } from '../../../src/layers/private-link/connections';
import { readVirtualNetworkFacts } from '../../../src/layers/virtual-network/facts';
import { inResource } from '../../../src/model/address';
import type { Change } from '../../../src/model/fix';
import type { Subject } from '../../../src/model/rule';
import { sampleSubscriptions } from '../../../src/emulator/sample-fleet';
import { addRule, catalog, identity, legacy, orders, set } from '../sources/azure/emulated-source';
import { clusterPlans } from './cluster-plans';
import { connectionPlans, protectionPlans } from './sign-in-and-protection';

/** A server that takes Microsoft Entra and has an administrator, and no lock that keeps him. */
const analytics = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-reporting/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-analytics`;

/** A plan of a remedy on a server of the sample fleet, for the matrix of faults. */
export interface SamplePlan {
  /** The command that makes such plans. */
  readonly remedy: string;
  readonly server: string;
  readonly plan: (subject: Subject) => Plan;
  /** What is made of the server first, which the sample fleet does not have. */
  readonly first?: readonly Change[];
  /** True where the way back is refused on purpose, in whole or in part. */
  readonly noWayBack?: true;
}

const ada = { objectId: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e77', name: 'ada@contoso.com', type: 'User', tenantId: '5c1c6f0e-3f0a-4d6b-9a53-8b7d1f0c2e11' } as const;
const few = { start: 3_405_803_776, end: 3_405_803_780 };

function ruleOf(subject: Subject, name: string): FirewallRule & { readonly range: NonNullable<FirewallRule['range']> } {
  const rule = readFirewall(subject).rules.find((one) => one.name === name);
  if (rule?.range === undefined) throw new Error(`there is no rule ${name}`);
  return { ...rule, range: rule.range };
}

function endpointOf(subject: Subject): PrivateEndpointConnection {
  const [connection] = connectionsOf(subject);
  if (connection === undefined) throw new Error('there is no private endpoint');
  return connection;
}

function redundant(subject: Subject): Plan {
  const plan = planRedundantRemoval(subject);
  if (plan === undefined) throw new Error('no rule is redundant');
  return plan;
}

const subnet = `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-warehouse/subnets/snet-etl`;

export const firewallPlans: readonly SamplePlan[] = [
  { remedy: 'addFirewallRule', server: orders, plan: (subject) => planFirewallRule(subject, 'office', few) },
  { remedy: 'addFirewallRule', server: legacy, plan: (subject) => planFirewallRule(subject, 'office', few) },
  { remedy: 'addTemporaryRule', server: orders, plan: (subject) => planTemporaryRule(subject, 'me-until-20261125T2015Z', few, Date.UTC(2026, 10, 25, 20, 15)) },
  { remedy: 'editFirewallRule', server: orders, plan: (subject) => planRuleEdit(subject, ruleOf(subject, 'office-berlin'), few) },
  { remedy: 'editFirewallRule', server: legacy, plan: (subject) => planRuleEdit(subject, ruleOf(subject, 'everyone'), few) },
  { remedy: 'renameFirewallRule', server: orders, plan: (subject) => planRuleRename(subject, ruleOf(subject, 'office-berlin'), 'office') },
  { remedy: 'deleteFirewallRules', server: orders, plan: (subject) => planRuleRemoval({ subject, rules: readFirewall(subject).rules }) },
  { remedy: 'deleteFirewallRules', server: legacy, plan: (subject) => planRuleRemoval({ subject, rules: [ruleOf(subject, 'everyone')] }) },
  { remedy: 'deleteRedundantRules', server: analytics, first: [addRule(analytics, 'twin', '203.0.113.0', '203.0.113.15')], plan: redundant },
  {
    remedy: 'deleteDeadRules',
    server: legacy,
    first: [set(legacy, 'Disabled', 'properties', 'publicNetworkAccess')],
    plan: (subject) => planDeadRemoval(subject, deadRulesOf(subject), 'rules.bicep'),
  },
  {
    remedy: 'replaceAzureServices',
    server: catalog,
    plan: (subject) => planReplaceAzureServices(subject, azureServicesRules(readFirewall(subject).rules), [{ name: 'etl', range: few }]),
  },
];

export const networkPlans: readonly SamplePlan[] = [
  { remedy: 'switchPublicAccess', server: orders, plan: (subject) => planPublicAccess(subject, false) },
  { remedy: 'switchPublicAccess', server: legacy, plan: (subject) => planPublicAccess(subject, false) },
  { remedy: 'switchPublicAccess', server: identity, plan: (subject) => planPublicAccess(subject, true) },
  { remedy: 'addVirtualNetworkRule', server: legacy, plan: (subject) => planNetworkRule(subject, { name: 'etl', subnet, ignoresMissingEndpoint: true }) },
  { remedy: 'removeVirtualNetworkRules', server: legacy, plan: (subject) => planNetworkRuleRemoval(subject, readVirtualNetworkFacts(subject).rules) },
  { remedy: 'approvePrivateEndpoint', server: identity, first: [pending(identity)], plan: (subject) => planConnectionAnswer(subject, endpointOf(subject), 'Approved', 'ours'), noWayBack: true },
  { remedy: 'approvePrivateEndpoint', server: identity, plan: (subject) => planConnectionAnswer(subject, waitingOf(subject), 'Approved', 'ours'), noWayBack: true },
  { remedy: 'rejectPrivateEndpoint', server: identity, plan: (subject) => planConnectionAnswer(subject, endpointOf(subject), 'Rejected', 'not ours'), noWayBack: true },
  { remedy: 'removePrivateEndpoint', server: identity, plan: (subject) => planConnectionRemoval(subject, endpointOf(subject)), noWayBack: true },
];

/** The sample's endpoint that waits for an answer. */
function waitingOf(subject: Subject): PrivateEndpointConnection {
  const found = connectionsOf(subject).find(({ status }) => status === 'Pending');
  if (found === undefined) throw new Error('no private endpoint waits');
  return found;
}

/** The sample's endpoint, turned down by hand: then it can be approved. */
function pending(id: string): Change {
  const key = `${id}/privateEndpointConnections/pe-pg-identity.b1f0c5d2-2f7e-4a09-9d51-6f2c8e3a4b10`.toLowerCase();
  return { kind: 'set', at: inResource(key, 'properties', 'privateLinkServiceConnectionState'), value: { status: 'Rejected', description: 'wait' } };
}

export const signInPlans: readonly SamplePlan[] = [
  { remedy: 'setEntraAdministrator', server: analytics, plan: ({ snapshot, server }) => planEntraAdministrator(snapshot, server, ada) },
  { remedy: 'setEntraAdministrator', server: orders, plan: ({ snapshot, server }) => planEntraAdministrator(snapshot, server, ada) },
  // The first administrator of a Single Server is also the last one: it is replaced, not removed.
  { remedy: 'setEntraAdministrator', server: legacy, plan: ({ snapshot, server }) => planEntraAdministrator(snapshot, server, ada), noWayBack: true },
];

/** The sample plans by the files that send them through every fault: each takes its share of the time that a file has. */
export const planGroups = { firewallPlans, networkPlans, signInPlans, connectionPlans, protectionPlans, clusterPlans } as const;

/** At least one plan for every remedy: whoever adds a remedy adds a row. */
export const samplePlans: readonly SamplePlan[] = Object.values(planGroups).flat();
