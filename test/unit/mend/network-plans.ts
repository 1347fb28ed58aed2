import { planDeadRemoval } from '../../../src/engine/plans/dead-rules';
import { planRuleEdit } from '../../../src/engine/plans/edit-firewall-rule';
import { planConnectionAnswer, planConnectionRemoval } from '../../../src/engine/plans/private-endpoint';
import { planPublicAccess, publicAccessOf } from '../../../src/engine/plans/public-access';
import { planRuleRemoval } from '../../../src/engine/plans/remove-firewall-rules';
import { planRuleRename } from '../../../src/engine/plans/rename-firewall-rule';
import { azureServicesRules, planReplaceAzureServices } from '../../../src/engine/plans/replace-azure-services';
import { planTemporaryRule } from '../../../src/engine/plans/temporary-rule';
import { planNetworkRule, planNetworkRuleRemoval } from '../../../src/engine/plans/virtual-network-rule';
import type { Plan } from '../../../src/engine/plan';
import type { FirewallRule } from '../../../src/layers/firewall/facts';
import { readFirewall } from '../../../src/layers/firewall/facts';
import { parseRange, type Range } from '../../../src/layers/firewall/range';
import { endAfter, temporaryName } from '../../../src/layers/firewall/temporary-rule';
import { connectionsOf, type PrivateEndpointConnection } from '../../../src/layers/private-link/connections';
import { readVirtualNetworkFacts } from '../../../src/layers/virtual-network/facts';
import type { Server } from '../../../src/model/resource';
import type { Snapshot } from '../../../src/model/snapshot';
import { catalog, identity, legacy, orders } from '../sources/azure/emulated-source';

interface SamplePlan {
  readonly remedy: string;
  readonly server: string;
  readonly plan: (snapshot: Snapshot, server: Server) => Plan;
  /** True where the way back is refused on purpose. */
  readonly noWayBack?: true;
}

export function range(text: string): Range {
  const parsed = parseRange(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.range;
}

const rulesOf = (snapshot: Snapshot, server: Server): readonly FirewallRule[] => readFirewall({ snapshot, server }).rules;

function lastRule(snapshot: Snapshot, server: Server): FirewallRule & { readonly range: Range } {
  const rule = rulesOf(snapshot, server).at(-1);
  if (rule?.range === undefined) throw new Error('the server has no rule');
  return { ...rule, range: rule.range };
}

function connection(snapshot: Snapshot, server: Server, status: string): PrivateEndpointConnection {
  const found = connectionsOf({ snapshot, server }).find((one) => one.status === status);
  if (found === undefined) throw new Error(`no connection is ${status}`);
  return found;
}

const end = endAfter(Date.UTC(2026, 10, 25, 21, 0), 8);
const subnet = '/subscriptions/0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1001/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-apps/subnets/apps';

const both = (remedy: string, plan: SamplePlan['plan']): SamplePlan[] => [orders, legacy].map((server) => ({ remedy, server, plan }));

/** Plans of every remedy for public access, firewall, virtual networks and private endpoints. */
export const networkPlans: readonly SamplePlan[] = [
  ...[orders, legacy, identity].map((server): SamplePlan => ({
    remedy: 'switchPublicAccess',
    server,
    plan: (snapshot, one) => planPublicAccess({ snapshot, server: one }, publicAccessOf({ snapshot, server: one }) === false),
  })),
  ...both('addTemporaryRule', (_, server) => planTemporaryRule(server, temporaryName('desk', end), range('203.0.113.7'), end)),
  ...both('editFirewallRule', (snapshot, server) => planRuleEdit({ snapshot, server }, lastRule(snapshot, server), range('203.0.113.0/29'))),
  ...both('renameFirewallRule', (snapshot, server) => planRuleRename({ snapshot, server }, lastRule(snapshot, server), 'renamed')),
  ...both('deleteFirewallRules', (snapshot, server) => planRuleRemoval({ subject: { snapshot, server }, rules: rulesOf(snapshot, server) })),
  ...both('deleteRedundantRules', (snapshot, server) => planRuleRemoval({ subject: { snapshot, server }, rules: [lastRule(snapshot, server)], because: ['It lies within another.'] })),
  {
    remedy: 'deleteDeadRules',
    server: legacy,
    plan: (snapshot, server) => planDeadRemoval({ snapshot, server }, { rules: rulesOf(snapshot, server), why: 'Public access is off.', revive: true }, 'rules.json'),
  },
  ...[catalog, legacy].map((server): SamplePlan => ({
    remedy: 'replaceAzureServices',
    server,
    plan: (snapshot, one) =>
      planReplaceAzureServices({ snapshot, server: one }, azureServicesRules(rulesOf(snapshot, one)), [
        { name: 'app-one', range: range('198.51.100.9') },
        { name: 'app-two', range: range('198.51.100.16/28') },
      ]),
  })),
  { remedy: 'addVirtualNetworkRule', server: legacy, plan: (snapshot, server) => planNetworkRule({ snapshot, server }, { name: 'apps', subnet, ignoresMissingEndpoint: true }) },
  {
    remedy: 'removeVirtualNetworkRules',
    server: legacy,
    plan: (snapshot, server) => planNetworkRuleRemoval({ snapshot, server }, readVirtualNetworkFacts({ snapshot, server }).rules),
  },
  { remedy: 'approvePrivateEndpoint', server: identity, plan: (snapshot, server) => planConnectionAnswer({ snapshot, server }, connection(snapshot, server, 'Pending'), 'Approved', 'Known') },
  { remedy: 'rejectPrivateEndpoint', server: identity, plan: (snapshot, server) => planConnectionAnswer({ snapshot, server }, connection(snapshot, server, 'Approved'), 'Rejected', 'Gone') },
  { remedy: 'removePrivateEndpoint', server: identity, plan: (snapshot, server) => planConnectionRemoval({ snapshot, server }, connection(snapshot, server, 'Pending')), noWayBack: true },
];
