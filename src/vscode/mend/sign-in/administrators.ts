import { window, type QuickPickItem } from 'vscode';
import { nameOf, settingOf } from '../../../model/resource';
import { isFleetNode } from '../../tree/node';
import { UserMessage } from '../../user-message';
import { readAgain } from '../read-again';
import type { Asking, Remedy } from '../remedy';
import { takePlan } from '../take-proposal';

interface AdministratorItem extends QuickPickItem {
  readonly key: string;
}

/** The administrator whose node the command was called on. */
function calledOn(argument: unknown, keys: readonly string[]): string | undefined {
  if (!isFleetNode(argument) || argument.kind !== 'fact' || argument.fact.at.in !== 'resource') return undefined;
  const { key } = argument.fact.at;
  return keys.includes(key) ? key : undefined;
}

async function choose({ analysis, server, snapshot }: Asking, argument: unknown): Promise<string | undefined> {
  const { administrators } = analysis.readEntra({ server, snapshot });
  const called = calledOn(argument, administrators.map(({ resource }) => resource.key));
  if (called !== undefined) return called;
  const items = administrators.map(({ resource, type }): AdministratorItem => {
    const text = (name: string): string => {
      const value = settingOf(resource, ['properties', name]);
      return typeof value === 'string' ? value : '';
    };
    return { key: resource.key, label: text('principalName') || nameOf(resource), description: text('principalType') || ('value' in type ? type.value : ''), detail: nameOf(resource) };
  });
  return (await window.showQuickPick(items, { title: `Remove Administrator of ${nameOf(server.resource)}`, placeHolder: 'Who is no longer to administer it?' }))?.key;
}

/** Removes an administrator, but never the last one. */
export const removeEntraAdministrator: Remedy = {
  id: 'removeEntraAdministrator',
  layer: 'entra',
  kinds: ['flexible', 'cluster'],
  ask: async (asking, argument) => {
    const now = await readAgain(asking);
    const why = now.analysis.whyNoneMayGo(now);
    if (why !== undefined) throw new UserMessage(why);
    const key = await choose(now, argument);
    if (key === undefined) return undefined;
    const source = await now.services.session.source();
    const self = await source.principal(now.fleetServer.summary.id).then(
      ({ objectId }) => objectId,
      () => undefined,
    );
    return takePlan(now.analysis.planAdministratorRemoval(now, key, self));
  },
};

/** Lets a Flexible Server take Microsoft Entra sign-ins, beside passwords. */
export const switchEntraOn: Remedy = {
  id: 'switchEntraOn',
  layer: 'entra',
  kinds: ['flexible'],
  ask: async (asking) => {
    const { services, analysis, fleetServer } = asking;
    const { id: serverId, subscriptionId } = fleetServer.summary;
    const tenant = services.fleet.state.subscriptions.find(({ id }) => id.toLowerCase() === subscriptionId.toLowerCase())?.tenantId ?? '';
    const source = await services.session.source();
    return takePlan(analysis.planEntraOn(asking, tenant === '' ? (await source.principal(serverId)).tenantId : tenant));
  },
};
