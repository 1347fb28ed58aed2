import { window } from 'vscode';
import type { PrivateEndpointConnection } from '../../../layers/private-link/connections';
import type { Plan } from '../../../engine/plan';
import { nameOf } from '../../../model/resource';
import { isFleetNode } from '../../tree/node';
import { UserMessage } from '../../user-message';
import type { Asking, Remedy } from '../remedy';
import { seenBy } from './seen';

type Doing = 'Approve' | 'Reject' | 'Remove';

function connectionAt(connections: readonly PrivateEndpointConnection[], node: unknown): PrivateEndpointConnection | undefined {
  const at = isFleetNode(node) && node.kind === 'fact' && node.fact.at.in === 'resource' ? node.fact.at : undefined;
  return at === undefined ? undefined : connections.find((one) => one.at.key === at.key && one.at.path.join('/') === at.path.join('/'));
}

/** Finds the connections that something can be done about, those that wait first. */
function connectionsFor({ analysis, server, snapshot }: Asking, doing: Doing): readonly PrivateEndpointConnection[] {
  const all = analysis.connectionsOf({ snapshot, server });
  const label = nameOf(server.resource);
  if (all.length === 0) throw new UserMessage(`No private endpoint leads to ${label}, and none waits for an approval, as far as Azure says.`);
  const is = (status: string) => (one: PrivateEndpointConnection) => one.status.toLowerCase() === status;
  const left = doing === 'Approve' ? all.filter((one) => !is('approved')(one)) : doing === 'Reject' ? all.filter((one) => !is('rejected')(one)) : all;
  if (left.length === 0) throw new UserMessage(`Every private endpoint of ${label} is ${doing === 'Approve' ? 'approved' : 'rejected'} already.`);
  return [...left.filter(is('pending')), ...left.filter((one) => !is('pending')(one))];
}

async function choose(asking: Asking, argument: unknown, doing: Doing): Promise<PrivateEndpointConnection | undefined> {
  const { analysis, server, snapshot } = asking;
  const connections = connectionsFor(asking, doing);
  const given = connectionAt(analysis.connectionsOf({ snapshot, server }), argument);
  const same = connections.find(({ key }) => key === given?.key);
  if (same !== undefined) return same;
  const items = connections.map((connection) => ({
    label: analysis.endpointName(connection),
    description: analysis.statusInWords(connection),
    detail: analysis.whereEndpointIs(connection),
    connection,
  }));
  const picked = await window.showQuickPick(items, { title: `${doing} Private Endpoint of ${nameOf(server.resource)}`, placeHolder: 'Which private endpoint?', matchOnDescription: true });
  return picked?.connection;
}

async function askAnswer(asking: Asking, argument: unknown, approves: boolean): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const doing = approves ? 'Approve' : 'Reject';
  const connection = await choose(asking, argument, doing);
  if (connection === undefined) return undefined;
  const note = await window.showInputBox({
    title: `${doing} Private Endpoint ${analysis.endpointName(connection)} of ${nameOf(server.resource)}`,
    prompt: 'What whoever asked is told, such as your name or a ticket; may be empty',
    ignoreFocusOut: true,
    validateInput: (text) => (text.length > 140 ? 'At most 140 characters.' : undefined),
  });
  if (note === undefined) return undefined;
  return analysis.planConnectionAnswer({ snapshot, server }, connection, approves ? 'Approved' : 'Rejected', note.trim(), seenBy(asking));
}

async function askRemoval(asking: Asking, argument: unknown): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const connection = await choose(asking, argument, 'Remove');
  return connection === undefined ? undefined : analysis.planConnectionRemoval({ snapshot, server }, connection, seenBy(asking));
}

const kinds = ['flexible', 'single', 'cluster'] as const;

/** Lets a private endpoint in. */
export const approvePrivateEndpoint: Remedy = { id: 'approvePrivateEndpoint', layer: 'private-link', kinds, ask: (asking, argument) => askAnswer(asking, argument, true) };

/** Turns a private endpoint away, whether it waits or is in use. */
export const rejectPrivateEndpoint: Remedy = { id: 'rejectPrivateEndpoint', layer: 'private-link', kinds, ask: (asking, argument) => askAnswer(asking, argument, false) };

/** Takes a private endpoint connection away. */
export const removePrivateEndpoint: Remedy = { id: 'removePrivateEndpoint', layer: 'private-link', kinds, ask: askRemoval };
