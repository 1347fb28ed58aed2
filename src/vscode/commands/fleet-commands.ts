import { env, ProgressLocation, Uri, window } from 'vscode';
import type { Address } from '../../model/address';
import type { RuleId } from '../../model/rule';
import { ruleAddress } from '../../outputs/rule-address';
import { abortOn } from '../abort-on';
import { pickServer } from '../pick-server';
import type { Services } from '../services';
import type { FleetNode } from '../tree/node';
import { isFleetNode, serverIdOf } from '../tree/node';
import { UserMessage } from '../user-message';

/** The setting of a server that a row is about. */
function addressOf(node: FleetNode): Address | undefined {
  if (node.kind === 'finding') return node.finding.at;
  return node.kind === 'fact' ? node.fact.at : undefined;
}

async function open(services: Services, node: unknown): Promise<void> {
  const server = await pickServer(services, node);
  if (server !== undefined) await services.documents.reveal(server.summary.id);
}

async function reveal(services: Services, node: unknown): Promise<void> {
  const id = isFleetNode(node) ? serverIdOf(node) : undefined;
  if (!isFleetNode(node) || id === undefined) return open(services, node);
  await services.documents.reveal(id, addressOf(node));
}

async function readAgain({ fleet, ...services }: Services, node: unknown): Promise<void> {
  const server = await pickServer({ fleet, ...services }, node);
  if (server === undefined) return;
  const { id, name } = server.summary;
  const options = { location: ProgressLocation.Window, title: `Reading ${name}`, cancellable: true };
  const { state, message } = await window.withProgress(options, (_progress, token) => fleet.read(id, abortOn(token)));
  if (state !== 'read') throw new UserMessage(message ?? `${name} could not be read. Try again.`);
}

async function pin(services: Services, node: unknown, pinned: boolean): Promise<void> {
  const server = await pickServer(services, node);
  if (server === undefined) return;
  const { id } = server.summary;
  if (pinned) await services.fleet.readOnce(id);
  await services.documents.setPinned(id, pinned);
}

/** @param about a finding of the tree, or the id of a rule. */
async function openRulePage(about: unknown): Promise<void> {
  const id = isFleetNode(about) ? (about.kind === 'finding' ? about.finding.rule.id : undefined) : about;
  if (typeof id === 'string') await env.openExternal(Uri.parse(ruleAddress(id as RuleId)));
}

/** The view has room for what to do now; why it did not work is told in a message. */
async function signIn({ session }: Services): Promise<void> {
  await session.signIn();
  const { state } = session;
  if (state.kind === 'failed') throw new UserMessage(state.message);
}

/** Commands on the sign-in, the servers and their documents; those that change a server have files of their own. */
export const fleetCommands = {
  signIn,
  signOut: ({ session }: Services) => session.signOut(),
  exploreSamples: ({ session }: Services) => session.exploreSamples(),
  refresh: async ({ session, fleet }: Services) => {
    // Says that nobody is signed in, where that is so.
    await session.source();
    await fleet.refresh();
  },
  refreshServer: readAgain,
  openServer: open,
  reveal,
  pinServer: (services: Services, node: unknown) => pin(services, node, true),
  unpinServer: (services: Services, node: unknown) => pin(services, node, false),
  showActionLog: ({ actionLog }: Services) => actionLog.show(),
  showLog: ({ log }: Services) => log.show(),
  openRulePage: (_services: Services, node: unknown) => openRulePage(node),
} as const;
