import { planEntraAdministrator } from '../../../src/engine/plans/entra-administrator';
import { planFirewallRule } from '../../../src/engine/plans/firewall-rule';
import type { Plan } from '../../../src/engine/plan';
import type { Server } from '../../../src/model/resource';
import type { Snapshot } from '../../../src/model/snapshot';
import { sampleSubscriptions } from '../../../src/emulator/sample-fleet';
import { legacy, orders } from '../sources/azure/emulated-source';

/** A server that takes Microsoft Entra and has an administrator, and no lock that keeps him. */
const analytics = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-reporting/providers/Microsoft.DBforPostgreSQL/flexibleServers/pg-analytics`;

/** A plan of a remedy on a server of the sample fleet, for the matrix of faults. */
export interface SamplePlan {
  /** The command that makes such plans. */
  readonly remedy: string;
  readonly server: string;
  readonly plan: (snapshot: Snapshot, server: Server) => Plan;
  /** True where the way back is refused on purpose. */
  readonly noWayBack?: true;
}

const ada = { objectId: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e77', name: 'ada@contoso.com', type: 'User', tenantId: '5c1c6f0e-3f0a-4d6b-9a53-8b7d1f0c2e11' } as const;

/** At least one plan for every remedy: whoever adds a remedy adds a row. */
export const samplePlans: readonly SamplePlan[] = [
  { remedy: 'addFirewallRule', server: orders, plan: (_snapshot, server) => planFirewallRule(server, 'office', { start: 3405803776, end: 3405803780 }) },
  { remedy: 'addFirewallRule', server: legacy, plan: (_snapshot, server) => planFirewallRule(server, 'office', { start: 3405803776, end: 3405803780 }) },
  { remedy: 'setEntraAdministrator', server: analytics, plan: (snapshot, server) => planEntraAdministrator(snapshot, server, ada) },
  { remedy: 'setEntraAdministrator', server: orders, plan: (snapshot, server) => planEntraAdministrator(snapshot, server, ada) },
  // The first administrator of a Single Server is also the last one: it is replaced, not removed.
  { remedy: 'setEntraAdministrator', server: legacy, plan: (snapshot, server) => planEntraAdministrator(snapshot, server, ada), noWayBack: true },
];
