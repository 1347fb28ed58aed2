import { deadRulesOf, planDeadRemoval } from '../../../src/engine/plans/dead-rules';
import { planDiagnosticSetting } from '../../../src/engine/plans/diagnostic-setting';
import { planRuleEdit } from '../../../src/engine/plans/edit-firewall-rule';
import { planEntraAdministrator } from '../../../src/engine/plans/entra-administrator';
import { planFirewallRule } from '../../../src/engine/plans/firewall-rule';
import { planConnectionAnswer, planConnectionRemoval } from '../../../src/engine/plans/private-endpoint';
import { planPublicAccess } from '../../../src/engine/plans/public-access';
import { planRedundantRemoval } from '../../../src/engine/plans/redundant-rules';
import { planAdministratorRemoval } from '../../../src/engine/plans/remove-administrator';
import { planRuleRemoval } from '../../../src/engine/plans/remove-firewall-rules';
import { planRuleRename } from '../../../src/engine/plans/rename-firewall-rule';
import { azureServicesRules, planReplaceAzureServices } from '../../../src/engine/plans/replace-azure-services';
import { planRestart } from '../../../src/engine/plans/restart';
import { planTemporaryRule } from '../../../src/engine/plans/temporary-rule';
import type { Plan } from '../../../src/engine/plan';
import { readFirewall, type FirewallRule } from '../../../src/layers/firewall/facts';
import { readEntra } from '../../../src/layers/entra/facts';
import { connectionsOf, type PrivateEndpointConnection } from '../../../src/layers/private-link/connections';
import { inResource } from '../../../src/model/address';
import type { Change } from '../../../src/model/fix';
import type { Subject } from '../../../src/model/rule';
import { sampleSubscriptions, sampleTenantId } from '../../../src/emulator/sample-fleet';
import { planOf } from '../engine/plans/take-proposal';
import { cluster, entraCluster } from '../sources/azure/emulated-cluster';
import type { SamplePlan } from './sample-plans';

const few = { start: 3_405_803_776, end: 3_405_803_780 };

function rule(subject: Subject, name: string): FirewallRule & { readonly range: NonNullable<FirewallRule['range']> } {
  const found = readFirewall(subject).rules.find((one) => one.name === name);
  if (found?.range === undefined) throw new Error(`there is no rule ${name}`);
  return { ...found, range: found.range };
}

const deployer = { objectId: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e12', name: 'deployer', type: 'ServicePrincipal', tenantId: sampleTenantId } as const;

const administrator = (subject: Subject, name: string): string => readEntra(subject).administrators.find(({ resource }) => resource.name === name)?.resource.key ?? '';

function connection(subject: Subject): PrivateEndpointConnection {
  const [found] = connectionsOf(subject);
  if (found === undefined) throw new Error('there is no private endpoint');
  return found;
}

function redundant(subject: Subject): Plan {
  const plan = planRedundantRemoval(subject);
  if (plan === undefined) throw new Error('no rule is redundant');
  return plan;
}

const closed: Change = { kind: 'set', at: inResource(cluster.toLowerCase(), 'properties', 'coordinatorEnablePublicIpAccess'), value: false };

const workspace = {
  id: `/subscriptions/${sampleSubscriptions.production}/resourceGroups/rg-network/providers/Microsoft.OperationalInsights/workspaces/log-contoso`,
  name: 'log-contoso',
  location: 'westeurope',
};

/** A plan for each remedy that clusters have. */
export const clusterPlans: readonly SamplePlan[] = [
  { remedy: 'addFirewallRule', server: cluster, plan: (subject) => planFirewallRule(subject, 'home', few) },
  { remedy: 'addTemporaryRule', server: cluster, plan: (subject) => planTemporaryRule(subject, 'me-until-20261125T2015Z', few, Date.UTC(2026, 10, 25, 20, 15)) },
  { remedy: 'editFirewallRule', server: cluster, plan: (subject) => planRuleEdit(subject, rule(subject, 'everyone'), few) },
  { remedy: 'renameFirewallRule', server: cluster, plan: (subject) => planRuleRename(subject, rule(subject, 'office'), 'office-berlin') },
  { remedy: 'deleteFirewallRules', server: cluster, plan: (subject) => planRuleRemoval({ subject, rules: readFirewall(subject).rules }) },
  { remedy: 'deleteRedundantRules', server: cluster, plan: redundant },
  { remedy: 'deleteDeadRules', server: cluster, first: [closed], plan: (subject) => planDeadRemoval(subject, deadRulesOf(subject), 'rules.bicep') },
  { remedy: 'replaceAzureServices', server: cluster, plan: (subject) => planReplaceAzureServices(subject, azureServicesRules(readFirewall(subject).rules), [{ name: 'etl', range: few }]) },
  { remedy: 'switchPublicAccess', server: cluster, plan: (subject) => planPublicAccess(subject, false) },
  { remedy: 'switchPublicAccess', server: cluster, first: [closed], plan: (subject) => planPublicAccess(subject, true) },
  { remedy: 'approvePrivateEndpoint', server: cluster, plan: (subject) => planConnectionAnswer(subject, connection(subject), 'Approved', 'ours'), noWayBack: true },
  { remedy: 'rejectPrivateEndpoint', server: cluster, plan: (subject) => planConnectionAnswer(subject, connection(subject), 'Rejected', 'not ours'), noWayBack: true },
  { remedy: 'removePrivateEndpoint', server: cluster, plan: (subject) => planConnectionRemoval(subject, connection(subject)), noWayBack: true },
  { remedy: 'setEntraAdministrator', server: entraCluster, plan: (subject) => planEntraAdministrator(subject.snapshot, subject.server, deployer) },
  { remedy: 'removeEntraAdministrator', server: entraCluster, plan: (subject) => planOf(planAdministratorRemoval(subject, administrator(subject, 'dba'))) },
  { remedy: 'sendLogs', server: cluster, plan: (subject) => planOf(planDiagnosticSetting(subject, workspace)) },
  { remedy: 'restartServer', server: cluster, plan: (subject) => planRestart(subject) },
];
