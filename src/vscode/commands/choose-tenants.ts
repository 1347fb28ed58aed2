import { window, type QuickPickItem } from 'vscode';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

interface TenantItem extends QuickPickItem {
  readonly id: string;
}

/** Lets somebody choose the tenants whose subscriptions are listed: as a guest one may be in many. */
export async function chooseTenants({ session, fleet, tenants }: Services): Promise<void> {
  const source = await session.source();
  const owner = session.state.kind === 'signed-in' ? session.state.owner : undefined;
  if (owner === undefined) throw new UserMessage('The sample servers belong to no tenant.');
  const listed = source.tenants().then((all): TenantItem[] => {
    if (all.length === 0) throw new UserMessage('This sign-in is for one tenant only. The setting “Sign In: Tenant” says for which.');
    return all.map(({ id, name, domain }) => ({ label: name, description: domain, detail: id, picked: tenants.wants(owner, id), id }));
  });
  const picked = await window.showQuickPick(listed, { canPickMany: true, title: 'Choose Tenants', placeHolder: 'In which tenants should servers be looked for?', matchOnDescription: true, matchOnDetail: true });
  if (picked === undefined) return;
  if (picked.length === 0) throw new UserMessage('Choose at least one tenant; all stay as they were.');
  await tenants.choose(owner, picked.length === (await listed).length ? undefined : picked.map(({ id }) => id));
  await fleet.refresh();
}

/** Signs in to a tenant that wants more than the sign-in so far, such as a second factor, and lists everything again. */
export async function signInToTenant({ session, fleet }: Services, node: unknown): Promise<void> {
  const { isFleetNode } = await import('../tree/node');
  const tenantId = isFleetNode(node) && node.kind === 'failure' ? node.failure.tenantId : undefined;
  if (tenantId === undefined) throw new UserMessage('Choose a tenant that could not be read in the tree of servers.');
  await session.signInToTenant(tenantId);
  await fleet.refresh();
}
