import type { Json } from '../../model/value';
import type { Span, TextEdit } from '../program';
import type { ArrayExpression, Expression, ObjectEntry, ObjectExpression } from '../template/expression';
import type { Editing } from '../template/template';
import { addChild } from './edit-child';
import { serialise } from './edit-copy';
import { askFor, removeDefault, secure, setApiVersion, takeOut } from './edit-declaration';
import { type Edit, insertItem, removeItem } from './edit-list';
import { removeResource } from './edit-removal';
import { endOf, type Node, nodeAround } from './json-node';
import { indentAt, layoutOf, printExpression, printMember, printValue } from './layout';
import { parseForEdit } from './parse-for-edit';
import { referToVault } from './refer-to-vault';

/** Finds the object or value that begins at an offset. */
function valueFrom(root: Node, offset: number): Node | undefined {
  const node = nodeAround(root, offset);
  const isKey = node?.parent?.type === 'property' && node.parent.children?.[0] === node;
  return node?.offset === offset && !isKey ? node : undefined;
}

/** Finds the member of an object that begins at an offset. */
function memberFrom(root: Node, offset: number): Node | undefined {
  const property = nodeAround(root, offset)?.parent;
  return property?.type === 'property' && property.offset === offset ? property : undefined;
}

function replace(text: string, root: Node, expression: Expression, value: Json): Edit[] | undefined {
  const { start, end, kind } = expression;
  const node = nodeAround(root, start);
  // A loop, and a value that is written in another way, such as a key vault's, cannot be replaced by one value.
  if (node === undefined || node.broken || kind === 'for' || (kind === 'missing' && node.type !== 'string')) return undefined;
  if (node.type === 'string' && start > node.offset && end < endOf(node)) return [{ start, end, text: printExpression(value) }];
  if (valueFrom(root, start) !== node || endOf(node) !== end || node.parent === undefined) return undefined;
  return [{ start, end, text: printValue(value, layoutOf(text, root), indentAt(text, start)) }];
}

function insert(text: string, root: Node, object: ObjectExpression, key: string, value: Json): Edit[] | undefined {
  const node = valueFrom(root, object.start);
  if (node?.type !== 'object' || object.close === undefined) return undefined;
  const layout = layoutOf(text, root);
  return insertItem(text, node, layout, (indent) => printMember(key, printValue(value, layout, indent), layout));
}

function remove(text: string, root: Node, entry: ObjectEntry): Edit[] | undefined {
  const member = memberFrom(root, entry.start);
  return member?.parent && endOf(member) === entry.end ? removeItem(text, member.parent, member) : undefined;
}

function addToList(text: string, root: Node, array: ArrayExpression, value: Json): Edit[] | undefined {
  const list = valueFrom(root, array.start);
  if (list?.type !== 'array' || array.close === undefined) return undefined;
  const layout = layoutOf(text, root);
  return insertItem(text, list, layout, (indent) => printValue(value, layout, indent));
}

function removeFromList(text: string, root: Node, array: ArrayExpression, item: Span): Edit[] | undefined {
  const list = nodeAround(root, array.start);
  const node = valueFrom(root, item.start);
  return list?.type === 'array' && node?.parent === list && endOf(node) === item.end ? removeItem(text, list, node) : undefined;
}

/**
 * Writes changes into the text of a JSON template, in the style of the text around them. Where that text is half typed,
 * or means something that one value cannot say, nothing is written. @param file what the host calls the file.
 */
export function armEditing(file: string): Editing {
  const edit = (text: string, make: (root: Node) => Edit[] | undefined): TextEdit[] | undefined => {
    const { root } = parseForEdit(text);
    return root && make(root)?.map((one) => ({ file, ...one }));
  };
  const at = (root: Node, start: number, make: (node: Node) => Edit[] | undefined): Edit[] | undefined => {
    const node = valueFrom(root, start);
    return node?.type === 'object' ? make(node) : undefined;
  };
  return {
    replace: (text, expression, value) => edit(text, (root) => replace(text, root, expression, value)),
    insert: (text, object, key, value) => edit(text, (root) => insert(text, root, object, key, value)),
    remove: (text, _object, entry) => edit(text, (root) => remove(text, root, entry)),
    addItem: (text, array, value) => edit(text, (root) => addToList(text, root, array, value)),
    removeItem: (text, array, item) => edit(text, (root) => removeFromList(text, root, array, item)),
    addChild: (text, parent, child) =>
      edit(text, (root) => at(root, parent.start, (node) => addChild(text, node, layoutOf(text, root), parent, child))),
    serialise: (text, resource) => edit(text, (root) => at(root, resource.start, (node) => serialise(text, node, layoutOf(text, root)))),
    removeResource: (text, resource) => edit(text, (root) => at(root, resource.start, (node) => removeResource(text, node))),
    secure: (text, declaration) => edit(text, (root) => secure(memberFrom(root, declaration.start))),
    removeDefault: (text, declaration) => edit(text, (root) => removeDefault(text, memberFrom(root, declaration.start))),
    askFor: (text, expression, name) => edit(text, (root) => askFor(text, root, expression, name)),
    takeOut: (text, expression) => edit(text, (root) => takeOut(text, root, expression)),
    referToVault: (text, expression, to) => edit(text, (root) => referToVault(text, root, expression, to)),
    setApiVersion: (text, resource, version) => edit(text, (root) => at(root, resource.start, (node) => setApiVersion(node, version))),
  };
}
