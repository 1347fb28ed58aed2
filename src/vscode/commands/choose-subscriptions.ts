import { window, type QuickPickItem } from 'vscode';
import type { Subscription } from '../../sources/azure/azure-source';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

interface SubscriptionItem extends QuickPickItem {
  readonly subscription: Subscription;
}

/** Lets somebody choose the subscriptions whose servers are listed, of all tenants that can be read. */
export async function chooseSubscriptions({ session, fleet, subscriptions }: Services): Promise<void> {
  const source = await session.source();
  const listed = source.subscriptions().then(({ items, failures }): SubscriptionItem[] => {
    if (items.length === 0) throw new UserMessage(failures[0]?.message ?? 'There is no subscription that you can read. Is it the right account and tenant?');
    const tenants = new Set(items.map(({ tenantId }) => tenantId));
    return items.map((subscription) => ({
      label: subscription.name,
      description: subscription.id,
      ...(tenants.size > 1 ? { detail: `Tenant ${subscription.tenantId}` } : {}),
      picked: subscriptions.isChosen(subscription),
      subscription,
    }));
  });
  const picked = await window.showQuickPick(listed, { canPickMany: true, title: 'Choose Subscriptions', placeHolder: 'Whose servers should be listed?', matchOnDescription: true, matchOnDetail: true });
  if (picked === undefined) return;
  const all = await listed;
  if (picked.length === 0) throw new UserMessage('Choose at least one subscription; all stay as they were.');
  await subscriptions.choose(picked.length === all.length ? undefined : picked.map(({ subscription }) => subscription.id));
  await fleet.refresh();
}
