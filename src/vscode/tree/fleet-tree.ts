import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Address } from '../../model/address';
import { coalesce } from '../coalesce';
import type { FleetServer } from '../fleet';
import type { Services } from '../services';
import type { Appearance } from './appearance';
import { factChildren, failureChildren, groupChildren, groupFacts, layerChildren, parentOf, rootNodes, serverChildren, subscriptionChildren, subscriptionFacts } from './children';
import { groupOf } from './groups';
import type { FleetNode } from './node';
import { nodeId } from './node';
import { showAdvice, showFact, showFailure, showFinding } from './show-leaf';
import { showLayer } from './show-layer';
import { showServer } from './show-server';
import { showGroup, showMore, showSubscription } from './show-subscription';
import { markdownOf, treeItemOf } from './tree-item';

type Parts = Pick<Services, 'fleet' | 'documents' | 'arrangement' | 'declarations' | 'comparisons'>;

export interface FleetTree extends TreeDataProvider<FleetNode> {
  readonly dispose: () => void;
  /** Draws a server and its subscription again, or everything. */
  readonly redraw: (serverId?: string) => void;
}

function declaredIn(server: FleetServer | undefined, declarations: Services['declarations'], at: Address): string {
  return server === undefined ? '' : (declarations.find(server, at)?.words ?? '');
}

function appearance({ fleet, documents, arrangement, declarations, comparisons }: Parts, node: FleetNode): Appearance {
  switch (node.kind) {
    case 'subscription':
      return showSubscription(subscriptionFacts(fleet, node.subscriptionId, arrangement));
    case 'group':
      return showGroup(groupFacts(fleet, arrangement, node), node.beside, arrangement.groupBy === 'level' ? 'shield' : 'symbol-namespace');
    case 'more':
      return showMore(node.hidden);
    case 'server': {
      const server = fleet.server(node.serverId);
      // A server that a refresh has just taken away is asked for once more before its row goes.
      if (server === undefined) return showFailure({ kind: 'failure', failure: { kind: 'not-found', message: 'no longer listed' }, index: 0 });
      return showServer(server, { pinned: documents.isPinned(node.serverId), now: Date.now() });
    }
    case 'layer':
      return showLayer(node, fleet.server(node.serverId)?.summary.kind ?? 'flexible', comparisons.ofLayer(node.serverId, node.result.layer.id));
    case 'finding':
      return showFinding(node, declaredIn(fleet.server(node.serverId), declarations, node.finding.at));
    case 'fact':
      return showFact(node, comparisons.otherSays(node.serverId, node.fact.title, node.fact.at));
    case 'failure':
      return showFailure(node);
    case 'advice':
      return showAdvice(node);
  }
}

function treeItem(parts: Parts, node: FleetNode): TreeItem {
  const item = treeItemOf(appearance(parts, node), nodeId(node));
  if (node.kind === 'finding' || node.kind === 'fact') {
    item.command = { command: 'postgresqlSecurity.reveal', title: 'Reveal in Server Document', arguments: [node] };
  }
  if (node.kind === 'more') item.command = { command: 'postgresqlSecurity.showMoreServers', title: 'Show More Servers', arguments: [node] };
  return item;
}

/** The tree of subscriptions, servers, layers, findings and facts. A server that was not read is read when it opens. */
export function createFleetTree(parts: Parts): FleetTree {
  const { fleet, arrangement } = parts;
  const changed = new EventEmitter<FleetNode | undefined>();
  /** VS Code knows the nodes that it was given by identity. */
  const given = new Map<string, FleetNode>();
  const waiting = new Set<string>();

  const same = (node: FleetNode): FleetNode => {
    const id = nodeId(node);
    const known = given.get(id);
    if (known !== undefined) return known;
    given.set(id, node);
    return node;
  };
  const soon = coalesce(() => {
    const nodes = [...waiting].map((id) => given.get(id));
    waiting.clear();
    // A node that was never drawn cannot be drawn again: then its whole tree is.
    if (nodes.includes(undefined)) changed.fire(undefined);
    else for (const node of nodes) changed.fire(node);
  });
  const children = async (node: FleetNode | undefined): Promise<readonly FleetNode[]> => {
    switch (node?.kind) {
      case undefined:
        return rootNodes(fleet, arrangement).map(same);
      case 'subscription':
        return subscriptionChildren(fleet, node, arrangement).map(same);
      case 'group':
        return groupChildren(fleet, node, arrangement).map(same);
      case 'server':
        // Signing out while a server is read takes its row away, and so is no news.
        return fleet.readOnce(node.serverId).then(
          (server) => serverChildren(server, node),
          () => [],
        );
      case 'layer':
        return layerChildren(node);
      case 'fact':
        return factChildren(node);
      case 'failure':
        return failureChildren(node);
      case 'finding':
      case 'advice':
      case 'more':
        return [];
    }
  };

  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => treeItem(parts, node),
    resolveTreeItem: (item, node) => {
      item.tooltip = markdownOf(appearance(parts, node).tooltip);
      return item;
    },
    getChildren: async (node) => [...(await children(node))],
    getParent: (node) => parentOf(fleet, node, arrangement),
    redraw: (serverId) => {
      if (serverId === undefined) {
        soon.dispose();
        waiting.clear();
        given.clear();
        changed.fire(undefined);
        return;
      }
      const server = fleet.server(serverId);
      // A server that is read may move to another group of levels: then its old group is drawn again, too.
      if (server === undefined || arrangement.groupBy === 'level') waiting.add('');
      else waiting.add(nodeId(groupOf(fleet, arrangement, server)));
      soon.ask();
    },
    dispose: () => {
      soon.dispose();
      changed.dispose();
    },
  };
}
