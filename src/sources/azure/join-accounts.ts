import type { AccountName, AzureSource, PartialList, ReadFailure, ScanRequest, Subscription } from './azure-source';
import { byName } from './list-subscriptions';
import { parseServerId } from './server-id';

/** One of the accounts that look together. */
export interface Account extends AccountName {
  /** Azure as it sees it, with a budget of its own; nothing where it has to sign in again. */
  readonly source: AzureSource | undefined;
}

/** Azure as several accounts see it. What is for a subscription or a server goes to the account that it is read as. */
export interface JoinedSource extends AzureSource {
  /** The id of the account that a server is read as. */
  readonly accountFor: (serverId: string) => Promise<string>;
}

/** An account that has signed in. */
interface Member extends AccountName {
  readonly source: AzureSource;
}

const isMember = (account: Account): account is Member => account.source !== undefined;

const keyOf = (id: string): string => id.toLowerCase();

function signInNeeded({ id, label }: AccountName): ReadFailure {
  return { kind: 'sign-in', message: `Could not list the servers of ${label}: the account has to sign in again. Sign in as ${label}.`, account: { id, label } };
}

/**
 * Lets several accounts look together. A subscription that more than one of them sees is read once: as the account whose
 * home its tenant is, else as the first. @throws where no account has signed in.
 */
export function joinAccounts(accounts: readonly Account[]): JoinedSource {
  const members = accounts.filter(isMember);
  const [first] = members;
  if (first === undefined) throw new Error('Nobody is signed in to Azure. Sign in first.');
  const several = accounts.length > 1;
  /** As whom each subscription is read. */
  const readAs = new Map<string, Member>();
  const homes = new Map<string, Promise<string>>();
  let learning: Promise<unknown> | undefined;

  const named = ({ id, label }: AccountName): { readonly account?: AccountName } => (several ? { account: { id, label } } : {});
  const homeOf = ({ id, source }: Member): Promise<string> => {
    // A token that does not say it is no reason to list nothing.
    const home = homes.get(id) ?? source.principal().then(({ tenantId }) => keyOf(tenantId), () => '');
    homes.set(id, home);
    return home;
  };
  const subscriptionsOf = async (member: Member, signal?: AbortSignal): Promise<PartialList<Subscription> & { readonly member: Member; readonly home: string }> => {
    const [{ items, failures }, home] = await Promise.all([member.source.subscriptions(signal), several ? homeOf(member) : '']);
    return { member, home, items: items.map((item) => ({ ...item, ...named(member) })), failures: failures.map((failure) => ({ ...failure, ...named(member) })) };
  };
  const subscriptions: AzureSource['subscriptions'] = async (signal) => {
    const lists = await Promise.all(members.map((member) => subscriptionsOf(member, signal)));
    const found = new Map<string, { readonly item: Subscription; readonly member: Member; readonly atHome: boolean }>();
    for (const { member, home, items } of lists) {
      for (const item of items) {
        const atHome = keyOf(item.tenantId) === home;
        const known = found.get(keyOf(item.id));
        if (known === undefined || (atHome && !known.atHome)) found.set(keyOf(item.id), { item, member, atHome });
      }
    }
    for (const [key, { member }] of found) readAs.set(key, member);
    return {
      items: [...found.values()].map(({ item }) => item).sort(byName),
      failures: [...accounts.filter((account) => !isMember(account)).map(signInNeeded), ...lists.flatMap(({ failures }) => failures)],
    };
  };
  /** Whoever asks before anything was listed waits for that. */
  const memberFor = async (subscriptionId: string): Promise<Member> => {
    const key = keyOf(subscriptionId);
    if (members.length === 1) return first;
    if (!readAs.has(key)) {
      learning ??= subscriptions();
      await learning;
    }
    return readAs.get(key) ?? first;
  };
  const memberOf = (serverId: string): Promise<Member> => memberFor(parseServerId(serverId)?.subscriptionId ?? '');

  /** Has each account list its own subscriptions. */
  const listEach = async <T>(all: readonly Subscription[], list: (member: Member, own: readonly Subscription[]) => Promise<PartialList<T>>): Promise<PartialList<T>> => {
    const owned = await Promise.all(all.map(async (subscription) => ({ subscription, member: await memberFor(subscription.id) })));
    const lists = await Promise.all(
      members.map(async (member): Promise<PartialList<T>> => {
        const own = owned.flatMap((one) => (one.member === member ? one.subscription : []));
        if (own.length === 0) return { items: [], failures: [] };
        const { items, failures } = await list(member, own);
        return { items, failures: failures.map((failure) => ({ ...failure, ...named(member) })) };
      }),
    );
    return { items: lists.flatMap(({ items }) => items), failures: lists.flatMap(({ failures }) => failures) };
  };
  const scan = async (request: ScanRequest): Promise<void> => {
    const owned = await Promise.all(request.servers.map(async (server) => ({ server, member: await memberOf(server.id) })));
    const scans = members.map((member) => ({ member, servers: owned.flatMap((one) => (one.member === member ? one.server : [])) }));
    await Promise.all(scans.filter(({ servers }) => servers.length > 0).map(({ member, servers }) => member.source.scan({ ...request, servers })));
  };

  return {
    accountFor: async (serverId) => (await memberOf(serverId)).id,
    principal: async (serverId, signal) => (serverId === undefined ? first : await memberOf(serverId)).source.principal(serverId, signal),
    principals: async (text, tenantId, serverId, signal) => (serverId === undefined ? first : await memberOf(serverId)).source.principals(text, tenantId, serverId, signal),
    describe: first.source.describe,
    tenants: async (signal) => (await Promise.all(members.map(async (member) => (await member.source.tenants(signal)).map((tenant) => ({ ...tenant, ...named(member) }))))).flat(),
    subscriptions,
    servers: (all, signal) => listEach(all, (member, own) => member.source.servers(own, signal)),
    singleServers: (all, signal) => listEach(all, (member, own) => member.source.singleServers(own, signal)),
    read: async (serverId, needs, signal) => (await memberOf(serverId)).source.read(serverId, needs, signal),
    scan,
    workspaces: async (subscriptionId, signal) => (await memberFor(subscriptionId)).source.workspaces(subscriptionId, signal),
    changes: async (subscriptionId, since, signal) => (await memberFor(subscriptionId)).source.changes(subscriptionId, since, signal),
    write: async (serverId, changes, options) => (await memberOf(serverId)).source.write(serverId, changes, options),
  };
}
