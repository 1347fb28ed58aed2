import { Range, window, type Disposable } from 'vscode';
import { isFleetNode } from '../tree/node';
import { count, plural } from '../tree/summary';
import type { Services } from '../services';
import { createWorkspaceTree, type WorkspaceTree } from './workspace-tree';
import type { TemplateServer } from './workspace-servers';

export const workspaceViewId = 'postgresqlSecurity.workspace';

/** Opens the text of a finding or a fact. */
async function openText(tree: WorkspaceTree, node: unknown): Promise<void> {
  if (!isFleetNode(node) || (node.kind !== 'finding' && node.kind !== 'fact')) return;
  const server = tree.server(node.serverId);
  if (server === undefined) return;
  const at = server.locate(node.kind === 'finding' ? node.finding.at : node.fact.at);
  const range = server.files.range(at);
  await window.showTextDocument(server.files.uri(at.file), { selection: new Range(range.start, range.end), preview: true });
}

/** What the commands of the view do; they are registered with all others. */
export interface WorkspaceView {
  readonly dispose: () => void;
  /** Opens the tree at a server by the key of its resource and the place of its declaration. */
  readonly show: (key: string) => Promise<void>;
  readonly openText: (node: unknown) => Promise<void>;
}

/** Puts the servers of the workspace's templates into the side bar, beside the live ones. */
export function createWorkspaceView({ workspaceServers }: Pick<Services, 'workspaceServers'>): WorkspaceView {
  const tree = createWorkspaceTree(workspaceServers);
  const view = window.createTreeView(workspaceViewId, { treeDataProvider: tree, showCollapseAll: true });
  const draw = (): void => {
    tree.redraw();
    const findings = [...workspaceServers.files.values()].flat().flatMap(({ report }) => report.findings);
    const errors = count(findings, 'error');
    view.badge = errors === 0 ? undefined : { value: errors, tooltip: `${plural(errors, 'error')} in templates of the workspace` };
    view.message = workspaceServers.searching && workspaceServers.files.size === 0 ? 'Searching the templates of the workspace …' : '';
  };
  const listeners: Disposable[] = [
    view,
    view.onDidChangeVisibility(({ visible }) => workspaceServers.watch(visible)),
    workspaceServers.onDidChange(draw),
  ];
  workspaceServers.watch(view.visible);
  return {
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      tree.dispose();
    },
    openText: (node) => openText(tree, node),
    show: async (key) => {
      await workspaceServers.upToDate();
      const all = [...workspaceServers.files.values()].flat();
      const isIt = ({ report }: TemplateServer): boolean => report.server.resource.key === key;
      // In a module that others call the server has one key for each of its callers, all with the same end.
      const isSame = ({ report, at }: TemplateServer): boolean => key.startsWith(`${at.file}#`) && report.server.resource.key.endsWith(key.slice(at.file.length + 1));
      const server = all.find(isIt) ?? all.find(isSame);
      if (server !== undefined) await view.reveal(tree.node(server), { select: true, focus: true, expand: true });
    },
  };
}
