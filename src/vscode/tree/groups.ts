import type { FleetServer } from '../fleet';
import type { FleetView } from './children';
import type { FailureNode, GroupNode, MoreNode, ServerNode, SubscriptionNode } from './node';
import { nodeId } from './node';
import { readServerFilter, worstOf, type Worst } from './server-filter';

export type GroupBy = 'subscription' | 'resource-group' | 'level';

/** How the servers are arranged: by what, which of them, and how many at once. */
export interface Arranged {
  readonly groupBy: GroupBy;
  /** What somebody typed to find servers; empty for all. */
  readonly filter: string;
  /** How many servers are shown below a node. */
  readonly shown: (parent: string) => number;
}

/** VS Code draws every child of an open node; beyond so many nobody reads them. */
export const siblings = 200;

/** As it is before anybody chose. */
export const usualArrangement: Arranged = { groupBy: 'subscription', filter: '', shown: () => siblings };

const levelLabels: Readonly<Record<Worst, string>> = {
  error: 'With errors',
  warning: 'With warnings',
  info: 'With infos',
  clean: 'Without findings',
  unread: 'Not read yet',
};

export function subscriptionName(fleet: FleetView, id: string): string {
  return fleet.state.subscriptions.find((known) => known.id.toLowerCase() === id.toLowerCase())?.name ?? id;
}

/** The servers that the filter lets through. */
export function filtered(fleet: FleetView, { filter }: Arranged, subscriptionId?: string): readonly FleetServer[] {
  const servers = fleet.servers(subscriptionId);
  if (filter === '') return servers;
  const isWanted = readServerFilter(filter);
  const names = new Map(fleet.state.subscriptions.map(({ id, name }) => [id.toLowerCase(), name]));
  return servers.filter((server) => isWanted(server, names.get(server.summary.subscriptionId.toLowerCase()) ?? ''));
}

/** The node that a server stands under. */
export function groupOf(fleet: FleetView, { groupBy }: Arranged, server: FleetServer): SubscriptionNode | GroupNode {
  const { subscriptionId, resourceGroup } = server.summary;
  switch (groupBy) {
    case 'subscription':
      return { kind: 'subscription', subscriptionId };
    case 'resource-group':
      return { kind: 'group', key: `${subscriptionId}/${resourceGroup}`.toLowerCase(), label: resourceGroup, beside: subscriptionName(fleet, subscriptionId) };
    case 'level': {
      const level = worstOf(server);
      return { kind: 'group', key: level, label: levelLabels[level], beside: '' };
    }
  }
}

const levelOrder: readonly string[] = Object.keys(levelLabels);

/** The groups of the servers: levels from worst to best, resource groups by name. */
export function groupNodes(fleet: FleetView, arranged: Arranged): readonly GroupNode[] {
  const groups = new Map<string, GroupNode>();
  for (const server of filtered(fleet, arranged)) {
    const node = groupOf(fleet, arranged, server);
    if (node.kind === 'group') groups.set(node.key, node);
  }
  const order = (node: GroupNode): number => levelOrder.indexOf(node.key);
  return [...groups.values()].sort((a, b) => order(a) - order(b) || a.label.localeCompare(b.label) || a.beside.localeCompare(b.beside));
}

/** The servers of a group. */
export function groupServers(fleet: FleetView, arranged: Arranged, { key }: GroupNode): readonly FleetServer[] {
  return filtered(fleet, arranged).filter((server) => {
    const node = groupOf(fleet, arranged, server);
    return node.kind === 'group' && node.key === key;
  });
}

/** Makes nodes of servers by name, no more than are to be shown, and one that stands for the others. */
export function serverNodes(servers: readonly FleetServer[], parent: SubscriptionNode | GroupNode, { shown }: Arranged): readonly (ServerNode | MoreNode)[] {
  const sorted = [...servers].sort((a, b) => a.summary.name.localeCompare(b.summary.name));
  const most = shown(nodeId(parent));
  const nodes = sorted.slice(0, most).map(({ summary }): ServerNode => ({ kind: 'server', serverId: summary.id, subscriptionId: summary.subscriptionId }));
  return sorted.length > most ? [...nodes, { kind: 'more', parent, hidden: sorted.length - most }] : nodes;
}

/** Failures that are about no subscription, or about one of which nothing else is shown. */
export function failureNodes(fleet: FleetView): readonly FailureNode[] {
  return fleet.state.failures.map((failure, index) => ({ kind: 'failure', failure, index }));
}
