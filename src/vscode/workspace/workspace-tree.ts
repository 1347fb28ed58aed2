import { EventEmitter, workspace, type TreeDataProvider, type TreeItem } from 'vscode';
import { layerChildren } from '../tree/children';
import type { FactNode, FindingNode, LayerNode } from '../tree/node';
import { nodeId } from '../tree/node';
import { showFact, showFinding } from '../tree/show-leaf';
import { showLayer } from '../tree/show-layer';
import { treeItemOf } from '../tree/tree-item';
import { showTemplateFile, showTemplateServer } from './show-template';
import type { TemplateServer, WorkspaceServers } from './workspace-servers';

export interface TemplateFileNode {
  readonly kind: 'template-file';
  readonly file: string;
}

export interface TemplateServerNode {
  readonly kind: 'template-server';
  readonly server: TemplateServer;
}

/** What the view of the workspace consists of; layers and what is in them are those of live servers. */
export type WorkspaceNode = TemplateFileNode | TemplateServerNode | LayerNode | FindingNode | FactNode;

export interface WorkspaceTree extends TreeDataProvider<WorkspaceNode> {
  readonly dispose: () => void;
  readonly redraw: () => void;
  readonly server: (id: string) => TemplateServer | undefined;
  /** The node of a server, which can be revealed. */
  readonly node: (server: TemplateServer) => WorkspaceNode;
}

const idOf = (node: WorkspaceNode): string =>
  node.kind === 'template-file' ? `file ${node.file}` : node.kind === 'template-server' ? `server ${node.server.id}` : nodeId(node);

export function createWorkspaceTree(servers: WorkspaceServers): WorkspaceTree {
  const changed = new EventEmitter<WorkspaceNode | undefined>();
  const all = (): readonly TemplateServer[] => [...servers.files.values()].flat();
  const server = (id: string): TemplateServer | undefined => all().find((one) => one.id === id);
  const serverNode = (one: TemplateServer): TemplateServerNode => ({ kind: 'template-server', server: one });
  const fileNode = ({ at }: TemplateServer): TemplateFileNode => ({ kind: 'template-file', file: at.file });

  const item = (node: WorkspaceNode): TreeItem => {
    switch (node.kind) {
      case 'template-file': {
        const inside = servers.files.get(node.file) ?? [];
        const uri = inside[0]?.files.uri(node.file);
        return treeItemOf(showTemplateFile(uri === undefined ? node.file : workspace.asRelativePath(uri), inside), idOf(node));
      }
      case 'template-server':
        return treeItemOf(showTemplateServer(node.server), idOf(node));
      case 'layer':
        return treeItemOf(showLayer(node, server(node.serverId)?.report.server.kind ?? 'flexible'), idOf(node));
      case 'finding':
      case 'fact': {
        const shown = treeItemOf(node.kind === 'finding' ? showFinding(node) : showFact(node), idOf(node));
        shown.command = { command: 'postgresqlSecurity.revealTemplate', title: 'Reveal in Template', arguments: [node] };
        return shown;
      }
    }
  };

  const children = (node: WorkspaceNode | undefined): readonly WorkspaceNode[] => {
    switch (node?.kind) {
      case undefined:
        return [...servers.files.keys()].map((file) => ({ kind: 'template-file', file }));
      case 'template-file':
        return (servers.files.get(node.file) ?? []).map(serverNode);
      case 'template-server':
        return node.server.report.layers
          .filter(({ layer }) => layer.onRequest !== true)
          .map((result) => ({ kind: 'layer', serverId: node.server.id, result }));
      case 'layer':
        return layerChildren(node);
      default:
        return [];
    }
  };

  const parent = (node: WorkspaceNode): WorkspaceNode | undefined => {
    switch (node.kind) {
      case 'template-file':
        return undefined;
      case 'template-server':
        return fileNode(node.server);
      case 'layer': {
        const owner = server(node.serverId);
        return owner && serverNode(owner);
      }
      default:
        return node.layer;
    }
  };

  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: item,
    getChildren: (node) => [...children(node)],
    getParent: parent,
    redraw: () => changed.fire(undefined),
    server,
    node: serverNode,
    dispose: () => changed.dispose(),
  };
}
