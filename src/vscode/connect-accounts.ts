import type { Cloud } from '../sources/azure/cloud';
import type { AzureSourceOptions } from '../sources/azure/create-azure-source';
import type { ChosenTenants } from './chosen-tenants';
import type { Connected, ConnectedAccount, ConnectedAccounts } from './connected';
import { readSettings, type Settings } from './settings';
import { signInAccounts, type AccountsSignIn } from './sign-in-accounts';
import { UserMessage } from './user-message';
import { providerOf, type VscodeAccount } from './vscode-credential';

/** Tells sign-ins apart: what one of them has read is none of another's business. */
export const ownerOf = (by: string, id: string, cloud: Cloud, tenant: string): string => [by, id, cloud.resourceManager, tenant].join(' ');

/** Asked for before each call, so that a change of the setting holds at once. */
export const share = (): number => readSettings().scanShare;

/** Who signs in, and how. */
export interface AzureSignIn extends Pick<AccountsSignIn, 'mode' | 'choice' | 'only' | 'onError'> {
  readonly wantsTenant: ChosenTenants['wants'];
  /** Accounts that are connected already: they stay, with what they have used of their budgets. */
  readonly before?: ConnectedAccounts | undefined;
  /** The transport; the network where left out. */
  readonly httpClient?: AzureSourceOptions['httpClient'];
}

const wordsFor = (labels: readonly string[]): string => (labels.length > 2 ? `${labels.length} accounts` : labels.join(' and '));

/** Signs in with VS Code's accounts. */
export async function connectAccounts(settings: Settings, cloud: Cloud, { wantsTenant, before, httpClient, ...how }: AzureSignIn): Promise<Connected | undefined> {
  const { tenant } = settings;
  const found = await signInAccounts({ cloud, tenant, ...how });
  if (found === undefined) return undefined;
  const provider = providerOf(cloud);
  const idOf = (id: string): string => ownerOf(provider, id, cloud, tenant);
  const { createAzureSource, joinAccounts } = await import('../bundles/azure');
  const connect = (signedIn: VscodeAccount): ConnectedAccount => {
    const { account, credential, credentialFor } = signedIn;
    const id = idOf(account.id);
    const known = before?.members.find((member) => member.id === id);
    // Somebody who chose a tenant wants to see that tenant only.
    const tenants = tenant === '' ? { credentialFor, wantsTenant: (one: string) => wantsTenant(id, one) } : {};
    return known ?? { id, label: account.label, signedIn, source: createAzureSource({ credential, cloud, share, ...tenants, ...(httpClient === undefined ? {} : { httpClient }) }) };
  };
  const members = found.signedIn.map(connect);
  const missing = found.missing.map(({ id, label }) => ({ id: idOf(id), label, source: undefined }));
  const source = joinAccounts([...members, ...missing]);
  const everybody = [...members, ...missing];
  const signedIn = (accountId: string | undefined): VscodeAccount => {
    const member = members.find(({ id }) => id === accountId) ?? members[0];
    if (member === undefined) throw new UserMessage('Nobody is signed in to Azure. Sign in first.');
    return member.signedIn;
  };
  return {
    source,
    to: 'azure',
    label: wordsFor(everybody.map(({ label }) => label)),
    cloud,
    owner: everybody.map(({ id }) => id).sort().join('\n'),
    token: async (scope, tenantId, serverId) => signedIn(serverId === undefined ? undefined : await source.accountFor(serverId)).ask(scope, tenantId),
    enter: (tenantId, accountId) => signedIn(accountId).enter(tenantId),
    accounts: { provider, members, choice: found.choice },
  };
}
