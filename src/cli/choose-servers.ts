import type { AzureSource, PartialList, ServerSummary, Subscription } from '../sources/azure/azure-source';
import { parseServerId } from '../sources/azure/server-id';
import type { ServerChoice } from './server-choice';

/** The servers that a scan is about, and what kept others from being found. */
export interface ChosenServers {
  readonly servers: readonly ServerSummary[];
  readonly subscriptions: readonly Subscription[];
  readonly problems: readonly string[];
  /** In words, such as "subscription Contoso Production". */
  readonly scope: readonly string[];
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Keeps the subscriptions that were asked for by id or name, or those of the servers that were. */
function chooseSubscriptions(options: ServerChoice, { items, failures }: PartialList<Subscription>) {
  const isWanted = ({ id, name }: Subscription, wanted: string): boolean => same(id, wanted) || same(name, wanted);
  const ofServers = options.servers.flatMap((server) => parseServerId(server)?.subscriptionId ?? []);
  const byServers = options.servers.length > 0 && ofServers.length === options.servers.length;
  const wanted = options.subscriptions.length > 0 ? options.subscriptions : byServers ? [...new Set(ofServers)] : undefined;
  const missing = (wanted ?? []).filter((one) => !items.some((subscription) => isWanted(subscription, one)));
  return {
    subscriptions: wanted === undefined ? items : items.filter((subscription) => wanted.some((one) => isWanted(subscription, one))),
    problems: [
      ...failures.map(({ message }) => message),
      ...(items.length + failures.length === 0 ? ['There is no subscription that you can read. Check the tenant and your roles.'] : []),
      ...missing.map((one) => `The subscription ${one} is none that you can read. Check the id, the tenant and your roles.`),
    ],
  };
}

/** Finds the servers that a scan is to read. Rejects only for a cancel. */
export async function chooseServers(source: AzureSource, options: ServerChoice, signal: AbortSignal): Promise<ChosenServers> {
  const { subscriptions, problems } = chooseSubscriptions(options, await source.subscriptions(signal));
  const lists = await Promise.all([source.servers(subscriptions, signal), source.singleServers(subscriptions, signal)]);
  const all = lists.flatMap(({ items }) => items);
  const isWanted = ({ id, name }: ServerSummary, wanted: string): boolean => same(id, wanted.replace(/\/$/, '')) || same(name, wanted);
  const { servers: wanted, resourceGroup } = options;
  const inGroup = all.filter((server) => resourceGroup === undefined || same(server.resourceGroup, resourceGroup));
  const emptyGroup = resourceGroup !== undefined && inGroup.length === 0;
  const missing = wanted.filter((one) => !inGroup.some((server) => isWanted(server, one)));
  const everything = options.subscriptions.length === 0 && wanted.length === 0;
  return {
    servers: inGroup.filter((server) => wanted.length === 0 || wanted.some((one) => isWanted(server, one))),
    subscriptions,
    problems: [
      ...problems,
      ...new Set(lists.flatMap(({ failures }) => failures.map(({ message }) => message))),
      ...(emptyGroup ? [`No server was found in the resource group ${resourceGroup}. Check its name, the subscription and your roles.`] : []),
      ...missing.map((one) => `The server ${one} was not found. Check its name, the subscription and your roles.`),
    ],
    scope: [
      ...(everything ? [`all subscriptions that can be read (${subscriptions.length})`] : subscriptions.map(({ name, id }) => `subscription ${name} (${id})`)),
      ...(options.tenant === undefined ? [] : [`tenant ${options.tenant}`]),
      ...(resourceGroup === undefined ? [] : [`resource group ${resourceGroup}`]),
      ...wanted.map((one) => `server ${one}`),
    ],
  };
}
