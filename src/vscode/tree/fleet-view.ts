import { commands, Disposable, window, type TreeView } from 'vscode';
import { coalesce } from '../coalesce';
import { readByItself } from '../fleet';
import type { Services } from '../services';
import { createFleetTree } from './fleet-tree';
import { filtered } from './groups';
import type { FleetNode } from './node';
import { count, plural, reuseText } from './summary';

export const viewId = 'postgresqlSecurity.servers';

/** How often rows that say how long ago something was are drawn again. */
const agingMs = 5 * 60_000;

type View = TreeView<FleetNode>;

type Tell = (key: string, value: unknown) => void;

/** Tells the menus and welcome texts of package.json where something stands, when that has changed. */
function contextKeys(): Tell {
  const told = new Map<string, unknown>();
  return (key, value) => {
    if (told.get(key) === value) return;
    told.set(key, value);
    void commands.executeCommand('setContext', `postgresqlSecurity.${key}`, value);
  };
}

/** Tells what is known without looking at every server, as that is done for each that is read. */
function statesTeller({ session, fleet, arrangement, comparisons }: Services, tell: Tell): () => void {
  return () => {
    const { state } = session;
    tell('session', state.kind === 'signed-in' ? state.to : state.kind);
    tell('signedIn', state.kind === 'signed-in');
    tell('fleet', fleet.state.kind);
    tell('filtered', arrangement.filter !== '');
    tell('compared', comparisons.isShown);
  };
}

/** What the filter leaves; where that is nothing, the view would be empty without a word on what to do. */
function filterText(filter: string, left: number, number: number): string {
  if (filter === '') return '';
  return left === 0 ? `No server fits “${filter}”: change or clear the filter to see the ${number} there are.` : `Only “${filter}”: ${left} of ${number}.`;
}

/** The line above the servers. Where there are none it stays empty: beside it VS Code hides the welcome and its buttons. */
function message({ session, fleet, arrangement }: Services): string {
  const { state } = session;
  if (state.kind !== 'signed-in' || fleet.state.kind === 'empty') return '';
  const servers = fleet.servers();
  const number = servers.length;
  return [
    state.to === 'sample' ? 'Sample servers: nothing here is real.' : '',
    fleet.state.kind === 'loading' ? 'Listing servers …' : '',
    fleet.state.kind === 'loaded' && number > readByItself ? `${number} servers: open one to read it, or scan them.` : '',
    reuseText(fleet.state, servers),
    fleet.interrupted === undefined ? '' : 'A scan was interrupted: scan again to go on with it.',
    filterText(arrangement.filter, arrangement.filter === '' ? 0 : filtered(fleet, arrangement).length, number),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function draw(view: View, services: Services, tell: Tell): void {
  const { session, fleet } = services;
  const servers = fleet.servers();
  tell('singleServers', servers.some(({ summary }) => summary.kind === 'single'));
  const findings = servers.flatMap(({ digest }) => digest?.findings ?? []);
  const errors = count(findings, 'error');
  const affected = servers.filter(({ digest }) => count(digest?.findings ?? [], 'error') > 0).length;
  view.badge = errors === 0 ? undefined : { value: errors, tooltip: `${plural(errors, 'error')} on ${plural(affected, 'PostgreSQL server')}` };
  view.message = message(services);
  view.description = session.state.kind === 'signed-in' && session.state.to === 'azure' ? session.state.label : '';
}

/** Shows the bar of the view as long as something is signed in, listed or read. */
function showProgress({ session, fleet }: Services): Disposable {
  let done: (() => void) | undefined;
  const update = (): void => {
    const busy = session.state.kind === 'signing-in' || fleet.state.kind === 'loading' || fleet.pending > 0;
    if (!busy) {
      done?.();
      done = undefined;
    } else if (done === undefined) {
      const ended = new Promise<void>((resolve) => {
        done = resolve;
      });
      void window.withProgress({ location: { viewId } }, () => ended);
    }
  };
  const listeners = [session.onDidChange(update), fleet.onDidChange(update), new Disposable(() => done?.())];
  update();
  return Disposable.from(...listeners);
}

/**
 * Puts the servers into the side bar.
 * @param onFirstSight called when somebody first looks at the view.
 */
export function registerFleetView(services: Services, onFirstSight: () => void): Pick<Disposable, 'dispose'>[] {
  const { session, fleet, documents, arrangement, declarations, comparisons, workspaceView } = services;
  const tree = createFleetTree(services);
  const view = window.createTreeView(viewId, { treeDataProvider: tree, showCollapseAll: true, canSelectMany: true });
  let seen = false;
  const look = (): void => {
    if (!view.visible) return;
    workspaceView.look();
    if (seen) return;
    seen = true;
    onFirstSight();
  };
  const tell = contextKeys();
  const tellKeys = statesTeller(services, tell);
  const drawn = coalesce(() => draw(view, services, tell));
  tellKeys();
  draw(view, services, tell);
  look();
  // Rows say how long ago a server was checked.
  const clock = setInterval(() => {
    if (!view.visible || fleet.servers().every(({ digest }) => digest === undefined)) return;
    // Another day may have begun, on which other things are late.
    fleet.judgeAgain();
    tree.redraw();
  }, agingMs);
  return [
    tree,
    view,
    view.onDidChangeVisibility(look),
    drawn,
    session.onDidChange(() => {
      tellKeys();
      drawn.ask();
    }),
    fleet.onDidChange((serverId) => {
      if (serverId !== undefined) comparisons.follow(serverId, fleet.server(serverId)?.readAt);
      tellKeys();
      tree.redraw(serverId);
      drawn.ask();
    }),
    arrangement.onDidChange(() => {
      tellKeys();
      tree.redraw();
      drawn.ask();
    }),
    documents.onDidChangePins((serverId) => tree.redraw(serverId)),
    declarations.onDidChange(() => tree.redraw()),
    comparisons.onDidChange((serverId) => {
      tellKeys();
      tree.redraw(serverId);
    }),
    showProgress(services),
    new Disposable(() => clearInterval(clock)),
  ];
}
