import { Uri, window, type QuickPickItem } from 'vscode';
import type { Kind } from '../model/resource';
import { kindNames } from '../model/resource';
import type { FleetServer } from './fleet';
import type { Services } from './services';
import { isFleetNode, serverIdOf } from './tree/node';
import { UserMessage } from './user-message';

interface ServerItem extends QuickPickItem {
  readonly server: FleetServer;
}

/** Resolves when the servers are listed, or when nobody lists them any more. */
function listed({ fleet }: Services): Promise<void> {
  if (fleet.state.kind !== 'loading') return Promise.resolve();
  return new Promise((resolve) => {
    const listener = fleet.onDidChange(() => {
      if (fleet.state.kind === 'loading') return;
      listener.dispose();
      resolve();
    });
  });
}

/** The server whose document is in front. */
function inFront({ documents }: Services): string | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri === undefined ? undefined : documents.serverId(uri);
}

async function items(services: Services, kinds: readonly Kind[] | undefined): Promise<ServerItem[]> {
  await listed(services);
  const { fleet } = services;
  const front = inFront(services)?.toLowerCase();
  const names = new Map(fleet.state.subscriptions.map(({ id, name }) => [id.toLowerCase(), name]));
  const first = (server: FleetServer): number => (server.summary.id.toLowerCase() === front ? 0 : 1);
  return fleet
    .servers()
    .filter(({ summary, state }) => state !== 'gone' && (kinds === undefined || kinds.includes(summary.kind)))
    .sort((a, b) => first(a) - first(b) || a.summary.name.localeCompare(b.summary.name))
    .map((server) => ({
      label: server.summary.name,
      description: kindNames[server.summary.kind],
      detail: `${names.get(server.summary.subscriptionId.toLowerCase()) ?? server.summary.subscriptionId} · ${server.summary.resourceGroup}`,
      server,
    }));
}

/**
 * Finds the server that a command is for: that of the tree node or document it was called on, else the one that the
 * person picks.
 * @param node what VS Code gave the command: a tree node, the address of a server document, or nothing.
 * @param kinds the kinds of server that the command can work on; all where left out.
 * @returns `undefined` where the person picked none.
 * @throws a message for people where there is no server, or the command cannot work on this kind.
 */
export async function pickServer(services: Services, node?: unknown, kinds?: readonly Kind[]): Promise<FleetServer | undefined> {
  const id = isFleetNode(node) ? serverIdOf(node) : node instanceof Uri ? services.documents.serverId(node) : undefined;
  if (id !== undefined) {
    const server = services.fleet.server(id);
    if (server === undefined) throw new UserMessage('This server is no longer listed. Refresh the servers and try again.');
    if (kinds !== undefined && !kinds.includes(server.summary.kind)) {
      throw new UserMessage(`${server.summary.name} is a ${kindNames[server.summary.kind]}, for which this is not available.`);
    }
    return server;
  }
  if (services.session.state.kind !== 'signed-in') {
    throw new UserMessage('There are no servers yet. Sign in to Azure or explore the sample servers in the PostgreSQL Security view first.');
  }
  const choices = items(services, kinds).then((all) => {
    if (all.length === 0) throw new UserMessage('No server is listed that this is available for.');
    return all;
  });
  const picked = await window.showQuickPick(choices, { placeHolder: 'Which server?', matchOnDescription: true, matchOnDetail: true });
  return picked?.server;
}
