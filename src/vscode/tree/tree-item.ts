import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Appearance, Icon } from './appearance';

const folding: Readonly<Record<Appearance['foldable'], TreeItemCollapsibleState>> = {
  no: TreeItemCollapsibleState.None,
  closed: TreeItemCollapsibleState.Collapsed,
  open: TreeItemCollapsibleState.Expanded,
};

const themeIcon = ({ id, color }: Icon): ThemeIcon => new ThemeIcon(id, color === undefined ? undefined : new ThemeColor(color));

/** Text with icons in it. */
export const markdownOf = (text: string): MarkdownString => new MarkdownString(text, true);

/** Renders how a node shows. @param id the same for the same node, so that what was open stays open. */
export function treeItemOf(shown: Appearance, id: string): TreeItem {
  const item = new TreeItem(shown.label, folding[shown.foldable]);
  item.id = id;
  item.description = shown.description;
  item.iconPath = themeIcon(shown.icon);
  if (shown.isTooltipLate !== true) item.tooltip = markdownOf(shown.tooltip);
  item.contextValue = shown.contextValue;
  item.accessibilityInformation = { label: shown.spoken };
  return item;
}
