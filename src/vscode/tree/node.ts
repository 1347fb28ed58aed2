import type { Finding, LayerResult } from '../../model/finding';
import type { FactLine } from '../../model/layer';
import type { ReadFailure } from '../../sources/azure/azure-source';

/** A subscription with servers, or one that could not be listed. */
export interface SubscriptionNode {
  readonly kind: 'subscription';
  readonly subscriptionId: string;
}

/** Servers that belong together by something other than their subscription. */
export interface GroupNode {
  readonly kind: 'group';
  readonly key: string;
  readonly label: string;
  /** What tells it from another of the same label; may be empty. */
  readonly beside: string;
}

/** Stands for the servers of a group that are not shown yet. */
export interface MoreNode {
  readonly kind: 'more';
  readonly parent: SubscriptionNode | GroupNode;
  readonly hidden: number;
}

export interface ServerNode {
  readonly kind: 'server';
  readonly serverId: string;
  readonly subscriptionId: string;
}

export interface LayerNode {
  readonly kind: 'layer';
  readonly serverId: string;
  readonly result: LayerResult;
}

/** Index of a finding or fact within its layer; part of the node's id. */
interface Numbered {
  readonly index: number;
  readonly layer: LayerNode;
  readonly serverId: string;
}

export interface FindingNode extends Numbered {
  readonly kind: 'finding';
  readonly finding: Finding;
}

export interface FactNode extends Numbered {
  readonly kind: 'fact';
  readonly fact: FactLine;
  /** The line that this one is a part of. */
  readonly within?: FactNode;
}

/** Something that could not be read, where its servers or layers would be. */
export interface FailureNode {
  readonly kind: 'failure';
  readonly failure: Pick<ReadFailure, 'kind' | 'message' | 'tenantId' | 'account'>;
  readonly index: number;
  readonly parent?: SubscriptionNode | ServerNode;
}

/** What to do about a failure, on a row of its own: beside the reason there is no room for it. */
export interface AdviceNode {
  readonly kind: 'advice';
  readonly text: string;
  readonly parent: FailureNode;
}

/** What the tree of servers consists of. Commands of its menus get one of these. */
export type FleetNode = SubscriptionNode | GroupNode | MoreNode | ServerNode | LayerNode | FindingNode | FactNode | FailureNode | AdviceNode;

const kinds: ReadonlySet<string> = new Set<FleetNode['kind']>(['subscription', 'group', 'more', 'server', 'layer', 'finding', 'fact', 'failure', 'advice']);

/** Says whether the argument of a command is a node of the tree. */
export function isFleetNode(value: unknown): value is FleetNode {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string' && kinds.has(value.kind);
}

/** Names a node for good: what was open stays open when it is drawn again. */
export function nodeId(node: FleetNode): string {
  switch (node.kind) {
    case 'subscription':
      return `subscription ${node.subscriptionId}`;
    case 'group':
      return `group ${node.key}`;
    case 'more':
      return `more ${nodeId(node.parent)}`;
    case 'server':
      return `server ${node.serverId.toLowerCase()}`;
    case 'layer':
      return `layer ${node.serverId.toLowerCase()} ${node.result.layer.id}`;
    case 'finding':
      return `finding ${node.serverId.toLowerCase()} ${node.finding.rule.id} ${node.index}`;
    case 'fact':
      return `${node.within === undefined ? `fact ${node.serverId.toLowerCase()} ${node.layer.result.layer.id}` : nodeId(node.within)} ${node.index}`;
    case 'advice':
      return `advice ${nodeId(node.parent)}`;
    case 'failure':
      return `failure ${node.parent === undefined ? '' : nodeId(node.parent)} ${node.index}`;
  }
}

/** The server that a node belongs to, where it belongs to one. */
export function serverIdOf(node: FleetNode): string | undefined {
  if (node.kind === 'subscription' || node.kind === 'group' || node.kind === 'more') return undefined;
  if (node.kind === 'advice') return serverIdOf(node.parent);
  if (node.kind === 'failure') return node.parent?.kind === 'server' ? node.parent.serverId : undefined;
  return node.serverId;
}
