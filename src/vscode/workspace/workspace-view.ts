import { commands, Range, window, workspace, type Disposable, type TreeDataProvider } from 'vscode';
import { isTemplate } from '../templates/template-files';
import { isFleetNode } from '../tree/node';
import { count, plural } from '../tree/summary';
import type { Services } from '../services';
import { createWorkspaceTree, type WorkspaceTree } from './workspace-tree';
import type { TemplateServer } from './workspace-servers';

const workspaceViewId = 'postgresqlSecurity.workspace';

/** Has the same title and stays folded: VS Code gives a view its share of the side bar only where it begins unfolded. */
const emptyViewId = 'postgresqlSecurity.emptyWorkspace';

/** Tells package.json which of the two views is there. */
const hasServersKey = 'postgresqlSecurity.templateServers';

const nothing: TreeDataProvider<never> = { getChildren: () => [], getTreeItem: (node) => node };

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
  /** Finds out whether there is anything to show, as somebody looks at the side bar. */
  readonly look: () => void;
  /** Opens the tree at a server by the key of its resource and the place of its declaration. */
  readonly show: (key: string) => Promise<void>;
  readonly openText: (node: unknown) => Promise<void>;
}

/** Puts the servers of the workspace's templates into the side bar, beside the live ones. */
export function createWorkspaceView({ workspaceServers }: Pick<Services, 'workspaceServers'>): WorkspaceView {
  const tree = createWorkspaceTree(workspaceServers);
  const view = window.createTreeView(workspaceViewId, { treeDataProvider: tree, showCollapseAll: true });
  const emptyView = window.createTreeView(emptyViewId, { treeDataProvider: nothing });
  let hasServers = false;
  let hasLooked = false;
  /** The last word on which view is there; until VS Code has taken it the other one is. */
  let shown: Thenable<unknown> | undefined;
  const look = (): void => {
    hasLooked = true;
    void workspaceServers.upToDate();
  };
  const draw = (): void => {
    tree.redraw();
    if (hasServers !== workspaceServers.files.size > 0) {
      hasServers = !hasServers;
      shown = commands.executeCommand('setContext', hasServersKey, hasServers);
    }
    const findings = [...workspaceServers.files.values()].flat().flatMap(({ report }) => report.findings);
    const errors = count(findings, 'error');
    view.badge = errors === 0 ? undefined : { value: errors, tooltip: `${plural(errors, 'error')} in templates of the workspace` };
    emptyView.message = workspaceServers.searching ? 'Searching the templates of the workspace …' : '';
  };
  const watch = (): void => workspaceServers.watch(view.visible || emptyView.visible);
  const listeners: Disposable[] = [
    view,
    emptyView,
    view.onDidChangeVisibility(watch),
    emptyView.onDidChangeVisibility(watch),
    workspaceServers.onDidChange(draw),
    // Nobody follows the files for a folded view; the first server of a template is found once it is saved.
    workspace.onDidSaveTextDocument((document) => {
      if (hasLooked && !hasServers && isTemplate(document)) look();
    }),
  ];
  watch();
  return {
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      tree.dispose();
    },
    look,
    openText: (node) => openText(tree, node),
    show: async (key) => {
      await workspaceServers.upToDate();
      await shown;
      const all = [...workspaceServers.files.values()].flat();
      const isIt = ({ report }: TemplateServer): boolean => report.server.resource.key === key;
      // In a module that others call the server has one key for each of its callers, all with the same end.
      const isSame = ({ report, at }: TemplateServer): boolean => key.startsWith(`${at.file}#`) && report.server.resource.key.endsWith(key.slice(at.file.length + 1));
      const server = all.find(isIt) ?? all.find(isSame);
      if (server !== undefined) await view.reveal(tree.node(server), { select: true, focus: true, expand: true });
    },
  };
}
