import type { VaultSecret } from '../../model/fix';
import type { Expression } from '../template/expression';
import type { Edit } from './edit-list';
import { endOf, memberOf, type Node, nodeAround, nodeAt } from './json-node';
import { indentAt, layoutOf, printMember, printValue } from './layout';

/** Puts a reference to a secret of a key vault in place of the value of a parameter. */
export function referToVault(text: string, root: Node, { start, end }: Expression, secret: VaultSecret): Edit[] | undefined {
  const value = nodeAround(root, start);
  const property = value?.parent;
  const parameter = property?.parent;
  const isWhole = value?.offset === start && endOf(value) === end && parameter?.parent?.parent === nodeAt(root, 'parameters');
  if (!isWhole || property?.type !== 'property' || memberOf(parameter, 'value')?.key.parent !== property) return undefined;
  const { subscription, resourceGroup, vault, name } = secret;
  const id = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.KeyVault/vaults/${vault}`;
  const layout = layoutOf(text, root);
  const reference = printValue({ keyVault: { id }, secretName: name }, layout, indentAt(text, property.offset));
  return [{ start: property.offset, end: endOf(property), text: printMember('reference', reference, layout) }];
}
