import { commands, Disposable, ProgressLocation, window, type TreeView } from 'vscode';
import type { Services } from '../services';
import { createFleetTree } from './fleet-tree';
import type { FleetNode } from './node';
import { count, plural } from './summary';

export const viewId = 'postgresqlSecurity.servers';

/** From this many servers on none is read before somebody opens it. */
export const readByItself = 100;

type View = TreeView<FleetNode>;

function setContext({ session, fleet }: Services): void {
  const { state } = session;
  const set = (key: string, value: unknown): void => void commands.executeCommand('setContext', `postgresqlSecurity.${key}`, value);
  set('session', state.kind === 'signed-in' ? state.to : state.kind);
  set('signedIn', state.kind === 'signed-in');
  set('fleet', fleet.state.kind);
}

function message({ session, fleet }: Services): string | undefined {
  const { state } = session;
  if (state.kind === 'failed') return state.message;
  if (state.kind !== 'signed-in') return undefined;
  const number = fleet.servers().length;
  const words = [
    state.to === 'sample' ? 'Sample servers: nothing here is real.' : '',
    fleet.state.kind === 'loading' ? 'Listing servers …' : '',
    fleet.state.kind === 'loaded' && number > readByItself ? `${number} servers: open one to read it.` : '',
  ].filter((part) => part !== '');
  return words.length === 0 ? undefined : words.join(' ');
}

function draw(view: View, services: Services): void {
  const { session, fleet } = services;
  const servers = fleet.servers();
  const findings = servers.flatMap(({ report }) => report?.findings ?? []);
  const errors = count(findings, 'error');
  const affected = servers.filter(({ report }) => count(report?.findings ?? [], 'error') > 0).length;
  view.badge = errors === 0 ? undefined : { value: errors, tooltip: `${plural(errors, 'error')} on ${plural(affected, 'PostgreSQL server')}` };
  view.message = message(services);
  view.description = session.state.kind === 'signed-in' ? session.state.label : '';
  setContext(services);
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
export function registerFleetView(services: Services, onFirstSight: () => void): Disposable[] {
  const { session, fleet, documents } = services;
  const tree = createFleetTree(services);
  const view = window.createTreeView(viewId, { treeDataProvider: tree, showCollapseAll: true });
  let seen = false;
  const look = (): void => {
    if (seen || !view.visible) return;
    seen = true;
    onFirstSight();
  };
  draw(view, services);
  look();
  return [
    tree,
    view,
    view.onDidChangeVisibility(look),
    session.onDidChange(() => draw(view, services)),
    fleet.onDidChange((serverId) => {
      tree.redraw(serverId);
      draw(view, services);
    }),
    documents.onDidChangePins((serverId) => tree.redraw(serverId)),
    showProgress(services),
  ];
}
