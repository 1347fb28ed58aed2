import { setMaxListeners } from 'node:events';
import { ProgressLocation, window, type QuickPickItem } from 'vscode';
import { abortOn } from '../abort-on';
import type { FleetServer } from '../fleet';
import type { Services } from '../services';
import { filtered, groupServers } from '../tree/groups';
import { remainingOf, resumeArgument } from '../offer-resume';
import { isFleetNode } from '../tree/node';
import { counts, plural } from '../tree/summary';
import { UserMessage } from '../user-message';
import { exportEvidence } from './export-evidence';

interface ScopeItem extends QuickPickItem {
  readonly servers: readonly FleetServer[];
}

/** What was read longer ago than this is old, in milliseconds. */
const oldMs = 60 * 60_000;

/** The servers that somebody can mean: those of the row, or those that the view shows. */
function candidates({ fleet, arrangement }: Services, node: unknown): readonly FleetServer[] {
  if (isFleetNode(node) && node.kind === 'subscription') return filtered(fleet, arrangement, node.subscriptionId);
  if (isFleetNode(node) && node.kind === 'group') return groupServers(fleet, arrangement, node);
  return filtered(fleet, arrangement);
}

async function chooseScope(services: Services, node: unknown): Promise<readonly FleetServer[] | undefined> {
  await services.fleet.listed();
  const interrupted = remainingOf(services.fleet);
  if (node === resumeArgument) return interrupted;
  const all = candidates(services, node).filter(({ state }) => state !== 'gone');
  if (all.length === 0) throw new UserMessage('No server is listed that could be scanned.');
  const unread = all.filter(({ digest }) => digest === undefined);
  const old = all.filter(({ readAt }) => readAt === undefined || Date.now() - readAt > oldMs);
  const item = (label: string, detail: string, servers: readonly FleetServer[]): ScopeItem => ({ label, description: plural(servers.length, 'server'), detail, servers });
  const items = [
    ...(interrupted.length > 0 && interrupted.length < all.length && !isFleetNode(node) ? [item('$(debug-continue) The rest of the interrupted scan', 'Goes on where a window was closed.', interrupted)] : []),
    item('$(server) All', 'Reads every layer of every server that is shown.', all),
    ...(unread.length > 0 && unread.length < all.length ? [item('$(circle-outline) Not read yet', 'Goes on where an earlier scan ended.', unread)] : []),
    ...(old.length > 0 && old.length < all.length && old.length !== unread.length ? [item('$(history) Older than an hour', 'Reads again what may have changed.', old)] : []),
  ];
  const picked = items.length === 1 ? items[0] : await window.showQuickPick(items, { title: 'Scan Servers', placeHolder: 'Which servers should be read?', matchOnDetail: true });
  return picked?.servers;
}

/** Reads every layer of many servers in the background. What was read stays, however it ends. */
export async function scanServers(services: Services, node?: unknown): Promise<void> {
  const servers = await chooseScope(services, node);
  if (servers === undefined || servers.length === 0) return;
  const { fleet } = services;
  const options = { location: ProgressLocation.Notification, title: `Scanning ${plural(servers.length, 'server')}`, cancellable: true };
  let read = 0;
  const complete = await window.withProgress(options, async (progress, token) => {
    const signal = abortOn(token);
    // Each call listens to it as long as it is under way.
    setMaxListeners(0, signal);
    progress.report({ message: `0 of ${servers.length} read` });
    const onRead = (): void => {
      read += 1;
      progress.report({ increment: 100 / servers.length, message: `${read} of ${servers.length} read` });
    };
    return fleet.scan(servers.map(({ summary }) => summary.id), { signal, onRead }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.name === 'AbortError') return false;
        throw error;
      },
    );
  });
  const results = servers.map(({ summary }) => fleet.server(summary.id));
  const found = counts(results.flatMap((server) => server?.digest?.findings ?? []));
  const refused = results.filter((server) => server?.state === 'failed').length;
  const words = `${complete ? 'Scanned' : 'The scan was ended after'} ${plural(read, 'server')}: ${found}${refused > 0 ? `, ${refused} could not be read` : ''}.`;
  const exporting = 'Export Evidence…';
  void window.showInformationMessage(words, exporting).then((answer) => (answer === exporting ? exportEvidence(services, node) : undefined));
}
