import type { Expression } from '../template/expression';
import { type Edit, insertItem, removeItem } from './edit-list';
import { isExpressionText } from './expression';
import { endOf, memberOf, membersOf, type Node, nodeAround, nodeAt, textOf } from './json-node';
import { layoutOf, printMember, printValue, quoteText } from './layout';

const secureTypes: ReadonlyMap<string, string> = new Map([['string', 'securestring'], ['object', 'secureObject']]);

/** Gives a parameter or an output, as a member of its object, the secure type of its kind. */
export function secure(member: Node | undefined): Edit[] | undefined {
  const type = nodeAt(member?.children?.[1], 'type');
  const secured = secureTypes.get(textOf(type)?.toLowerCase() ?? '');
  if (type === undefined || secured === undefined) return undefined;
  return [{ start: type.offset, end: endOf(type), text: JSON.stringify(secured) }];
}

/** Takes away what a parameter is where nobody gives it a value. */
export function removeDefault(text: string, member: Node | undefined): Edit[] | undefined {
  const declaration = member?.children?.[1];
  const property = memberOf(declaration, 'defaultValue')?.key.parent;
  return declaration === undefined || property === undefined ? undefined : removeItem(text, declaration, property);
}

function freeName(parameters: Node | undefined, wanted: string): string {
  const taken = new Set(membersOf(parameters).map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}${number}`;
  return name;
}

/** Adds a declaration to the parameters of a template, which get an object of their own where there is none. */
function declare(text: string, root: Node, name: string): Edit[] | undefined {
  const layout = layoutOf(text, root);
  const declaration = { type: 'securestring' };
  const parameters = memberOf(root, 'parameters');
  if (parameters?.value?.type === 'object') {
    return insertItem(text, parameters.value, layout, (indent) => printMember(name, printValue(declaration, layout, indent), layout));
  }
  const before = memberOf(root, 'contentVersion') ?? memberOf(root, '$schema');
  if (parameters !== undefined || before?.key.parent === undefined) return undefined;
  const print = (indent: string | undefined): string => printMember('parameters', printValue({ [name]: declaration }, layout, indent), layout);
  return insertItem(text, root, layout, print, before.key.parent);
}

/** Replaces a written secret by a secure parameter that is declared for it. */
export function askFor(text: string, root: Node, { start, end }: Expression, wanted: string): Edit[] | undefined {
  const name = freeName(nodeAt(root, 'parameters'), wanted);
  const node = nodeAround(root, start);
  const declared = declare(text, root, name);
  if (node?.type !== 'string' || declared === undefined) return undefined;
  const reference = `parameters(${quoteText(name)})`;
  const isWhole = node.offset === start && endOf(node) === end;
  if (!isWhole && !isExpressionText(textOf(node) ?? '')) return undefined;
  return [...declared, { start, end, text: isWhole ? JSON.stringify(`[${reference}]`) : reference }];
}

/** Removes a parameter with its value from a parameters file: who deploys is asked for what nobody gives. */
export function takeOut(text: string, root: Node, { start, end }: Expression): Edit[] | undefined {
  const value = nodeAround(root, start);
  const property = value?.parent?.parent?.parent;
  const parameters = property?.parent;
  const isWhole = value?.offset === start && endOf(value) === end && parameters === nodeAt(root, 'parameters');
  return isWhole && property?.type === 'property' && parameters !== undefined ? removeItem(text, parameters, property) : undefined;
}

/** Writes another API version; one that is computed is left alone. */
export function setApiVersion(resource: Node, apiVersion: string): Edit[] | undefined {
  const written = nodeAt(resource, 'apiVersion');
  if (written === undefined || isExpressionText(textOf(written) ?? '[]')) return undefined;
  return [{ start: written.offset, end: endOf(written), text: JSON.stringify(apiVersion) }];
}
