import { window, type QuickPickItem } from 'vscode';
import type { Services } from '../services';
import type { GroupBy } from '../tree/groups';
import { isFleetNode, nodeId } from '../tree/node';
import { checkServerFilter } from '../tree/server-filter';

interface GroupItem extends QuickPickItem {
  readonly groupBy: GroupBy;
}

const groups: readonly GroupItem[] = [
  { groupBy: 'subscription', label: '$(key) Subscription' },
  { groupBy: 'resource-group', label: '$(symbol-namespace) Resource group' },
  { groupBy: 'level', label: '$(shield) Worst finding', description: 'servers with errors first' },
];

async function groupServers({ arrangement }: Services): Promise<void> {
  const items = groups.map((item) => (item.groupBy === arrangement.groupBy ? { ...item, detail: 'As it is now' } : item));
  const picked = await window.showQuickPick(items, { title: 'Group Servers By', placeHolder: 'What should servers stand under?' });
  if (picked !== undefined) await arrangement.setGroupBy(picked.groupBy);
}

async function filterServers({ arrangement }: Services): Promise<void> {
  const filter = await window.showInputBox({
    title: 'Filter Servers',
    value: arrangement.filter,
    prompt: 'Words of a name, resource group or subscription; tag:team=shop; level:error, warning, info, clean or unread. Empty shows all.',
    placeHolder: 'orders tag:team=shop level:error',
    validateInput: checkServerFilter,
  });
  if (filter !== undefined) await arrangement.setFilter(filter);
}

/** Commands on how the servers are arranged in the view. */
export const arrangeCommands = {
  groupServers,
  filterServers,
  clearServerFilter: ({ arrangement }: Services) => arrangement.setFilter(''),
  showMoreServers: ({ arrangement }: Services, node: unknown) => {
    if (isFleetNode(node) && node.kind === 'more') arrangement.showMore(nodeId(node.parent));
  },
} as const;
