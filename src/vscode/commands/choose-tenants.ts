import { QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import type { Tenant } from '../../sources/azure/azure-source';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

interface TenantItem extends QuickPickItem {
  /** None for the line above the tenants of an account. */
  readonly tenant?: { readonly owner: string; readonly id: string };
}

/** The tenants, under a line for each account where several look. */
function itemsOf({ tenants }: Services, all: readonly Tenant[], owner: string): TenantItem[] {
  const labels = [...new Set(all.map(({ account }) => account?.label ?? ''))];
  return labels.flatMap((label) => [
    ...(labels.length > 1 ? [{ label, kind: QuickPickItemKind.Separator }] : []),
    ...all
      .filter(({ account }) => (account?.label ?? '') === label)
      .map(({ id, name, domain, account }): TenantItem => {
        const whose = account?.id ?? owner;
        return { label: name, description: domain, detail: id, picked: tenants.wants(whose, id), tenant: { owner: whose, id } };
      }),
  ]);
}

/** Lets somebody choose the tenants whose subscriptions are listed: as a guest one may be in many. */
export async function chooseTenants(services: Services): Promise<void> {
  const { session, fleet, tenants } = services;
  const source = await session.source();
  const owner = session.state.kind === 'signed-in' ? session.state.owner : undefined;
  if (owner === undefined) throw new UserMessage('The sample servers belong to no tenant.');
  const listed = source.tenants().then((all) => {
    if (all.length === 0) throw new UserMessage('This sign-in is for one tenant only. The setting “Sign In: Tenant” says for which.');
    return itemsOf(services, all, owner);
  });
  const picked = await window.showQuickPick(listed, { canPickMany: true, title: 'Choose Tenants', placeHolder: 'In which tenants should servers be looked for?', matchOnDescription: true, matchOnDetail: true });
  if (picked === undefined) return;
  const all = (await listed).flatMap(({ tenant }) => tenant ?? []);
  const chosen = picked.flatMap(({ tenant }) => tenant ?? []);
  for (const one of new Set(all.map((tenant) => tenant.owner))) {
    const own = (some: typeof all): string[] => some.filter(({ owner: whose }) => whose === one).map(({ id }) => id);
    const [there, wanted] = [own(all), own(chosen)];
    if (wanted.length === 0) throw new UserMessage('Choose at least one tenant of each account; all stay as they were. An account that is not to look at all is left out by “Choose Accounts…”.');
    await tenants.choose(one, wanted.length === there.length ? undefined : wanted);
  }
  await fleet.refresh();
}

/** Signs in to a tenant that wants more than the sign-in so far, such as a second factor, and lists everything again. */
export async function signInToTenant({ session, fleet }: Services, node: unknown): Promise<void> {
  const { isFleetNode } = await import('../tree/node');
  const failure = isFleetNode(node) && node.kind === 'failure' ? node.failure : undefined;
  const tenantId = failure?.tenantId;
  if (tenantId === undefined) throw new UserMessage('Choose a tenant that could not be read in the tree of servers.');
  await session.signInToTenant(tenantId, failure?.account?.id);
  await fleet.refresh();
}
