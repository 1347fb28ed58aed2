import type { Fleet, FleetServer } from '../fleet';
import type { ReadFailure, Subscription } from '../../sources/azure/azure-source';
import type { Arranged } from './groups';
import { failureNodes, filtered, groupNodes, groupOf, groupServers, serverNodes, usualArrangement } from './groups';
import { splitMessage } from './split-message';
import type { AdviceNode, FactNode, FailureNode, FindingNode, FleetNode, GroupNode, LayerNode, MoreNode, ServerNode, SubscriptionNode } from './node';
import type { SubscriptionFacts } from './show-subscription';
import { failed } from './summary';

/** What the tree needs to know of the fleet. */
export type FleetView = Pick<Fleet, 'state' | 'servers' | 'server'>;

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => a.name.localeCompare(b.name);

function failuresOf(fleet: FleetView, id: string): readonly ReadFailure[] {
  return fleet.state.failures.filter(({ subscriptionId }) => subscriptionId !== undefined && same(subscriptionId, id));
}

/** Everything that a subscription's row is made of. One that only a failure names has no better name than its id. */
export function subscriptionFacts(fleet: FleetView, id: string, arranged: Arranged = usualArrangement): SubscriptionFacts {
  const subscription: Pick<Subscription, 'id' | 'name'> = fleet.state.subscriptions.find((known) => same(known.id, id)) ?? { id, name: id };
  return { subscription, servers: filtered(fleet, arranged, id), failures: failuresOf(fleet, id).map(({ message }) => message) };
}

/** The servers of a group as one row: failures stand beside the groups. */
export function groupFacts(fleet: FleetView, arranged: Arranged, node: GroupNode): SubscriptionFacts {
  return { subscription: { id: '', name: node.label }, servers: groupServers(fleet, arranged, node), failures: [] };
}

/**
 * What stands at the top: the subscriptions with servers or failures by name, after failures that are about none of
 * them; or groups, after all failures.
 */
export function rootNodes(fleet: FleetView, arranged: Arranged = usualArrangement): readonly (SubscriptionNode | GroupNode | FailureNode)[] {
  return arranged.groupBy === 'subscription' ? subscriptionNodes(fleet, arranged) : [...failureNodes(fleet), ...groupNodes(fleet, arranged)];
}

function subscriptionNodes(fleet: FleetView, arranged: Arranged): readonly (SubscriptionNode | FailureNode)[] {
  const { subscriptions, failures } = fleet.state;
  const mentioned = [
    ...subscriptions.map(({ id }) => id),
    ...failures.flatMap(({ subscriptionId }) => subscriptionId ?? []),
    ...fleet.servers().map(({ summary }) => summary.subscriptionId),
  ];
  const ids = [...new Map(mentioned.map((id) => [id.toLowerCase(), id])).values()];
  const shown = ids
    .map((id) => subscriptionFacts(fleet, id, arranged))
    .filter((facts) => facts.servers.length > 0 || facts.failures.length > 0)
    .sort((a, b) => byName(a.subscription, b.subscription));
  const general = failures.filter(({ subscriptionId }) => subscriptionId === undefined);
  return [
    ...general.map((failure, index): FailureNode => ({ kind: 'failure', failure, index })),
    ...shown.map(({ subscription }): SubscriptionNode => ({ kind: 'subscription', subscriptionId: subscription.id })),
  ];
}

export function subscriptionChildren(fleet: FleetView, node: SubscriptionNode, arranged: Arranged = usualArrangement): readonly (ServerNode | MoreNode | FailureNode)[] {
  const { subscriptionId } = node;
  return [
    ...failuresOf(fleet, subscriptionId).map((failure, index): FailureNode => ({ kind: 'failure', failure, index, parent: node })),
    ...serverNodes(filtered(fleet, arranged, subscriptionId), node, arranged),
  ];
}

export function groupChildren(fleet: FleetView, node: GroupNode, arranged: Arranged): readonly (ServerNode | MoreNode)[] {
  return serverNodes(groupServers(fleet, arranged, node), node, arranged);
}

/** The layers of a server in their own order, those on request last; before them why it could not be read. */
export function serverChildren(server: FleetServer, node: ServerNode): readonly (LayerNode | FailureNode)[] {
  const { state, message, report } = server;
  const kind = state === 'gone' ? 'not-found' : 'failed';
  const failure: FailureNode[] =
    state === 'gone' || state === 'failed'
      ? [{ kind: 'failure', failure: { kind, message: message ?? 'No reason is known. Refresh the servers and try again.' }, index: 0, parent: node }]
      : [];
  const layers = (report?.layers ?? []).map((result): LayerNode => ({ kind: 'layer', serverId: node.serverId, result }));
  const onRequest = ({ result }: LayerNode): boolean => result.layer.onRequest === true;
  return [...failure, ...layers.filter((layer) => !onRequest(layer)), ...layers.filter(onRequest)];
}

/** What to do about what could not be read. */
export function failureChildren(node: FailureNode): readonly AdviceNode[] {
  const { advice } = splitMessage(node.failure.message);
  return advice === '' ? [] : [{ kind: 'advice', text: advice, parent: node }];
}

/** What is wrong first, then the facts. */
export function layerChildren(layer: LayerNode): readonly (FindingNode | FactNode)[] {
  const { serverId, result } = layer;
  return [
    ...failed(result.findings).map((finding, index): FindingNode => ({ kind: 'finding', finding, index, layer, serverId })),
    ...result.facts.map((fact, index): FactNode => ({ kind: 'fact', fact, index, layer, serverId })),
  ];
}

/** The parts of what a fact sums up. */
export function factChildren(node: FactNode): readonly FactNode[] {
  const { layer, serverId } = node;
  return (node.fact.details ?? []).map((fact, index): FactNode => ({ kind: 'fact', fact, index, layer, serverId, within: node }));
}

/** The node that a node stands under; needed to reveal one. */
export function parentOf(fleet: FleetView, node: FleetNode, arranged: Arranged = usualArrangement): FleetNode | undefined {
  switch (node.kind) {
    case 'subscription':
    case 'group':
      return undefined;
    case 'more':
      return node.parent;
    case 'server': {
      const server = fleet.server(node.serverId);
      return server === undefined ? { kind: 'subscription', subscriptionId: node.subscriptionId } : groupOf(fleet, arranged, server);
    }
    case 'layer': {
      const server = fleet.server(node.serverId);
      return server && { kind: 'server', serverId: node.serverId, subscriptionId: server.summary.subscriptionId };
    }
    case 'finding':
      return node.layer;
    case 'fact':
      return node.within ?? node.layer;
    case 'failure':
    case 'advice':
      return node.parent;
  }
}
