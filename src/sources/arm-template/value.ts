import type { Span } from '../program';
import type { Expression, For, Loop, Missing, ObjectEntry, ObjectExpression, Spread } from '../template/expression';
import { isExpressionText, parseExpression, unescapeText } from './expression';
import { closeOf, itemsOf, type Member, memberOf, membersOf, type Node, nodeAt, spanOf, textOf } from './json-node';
import { indexName, type Reading, withLoop } from './names';
import { readWrittenText } from './written-text';

export function missing(span: Span, because: string): Missing {
  return { kind: 'missing', start: span.start, end: span.end, because };
}

/** Reads a text: an expression in brackets is parsed, and one that cannot be is a problem. */
function readText(node: Node, reading: Reading): Expression {
  const span = spanOf(node);
  const written = readWrittenText(node, reading.text);
  if (!reading.expressions) return { kind: 'literal', ...span, value: written.value };
  if (!isExpressionText(written.value)) return { kind: 'literal', ...span, value: unescapeText(written.value) };
  const parsed = parseExpression(written, reading.names);
  // The whole expression is found, and replaced, with the quotes and brackets around it.
  if ('kind' in parsed) return { ...parsed, ...span };
  const { because, start, end } = parsed;
  const message = `The expression cannot be read: ${because}.`;
  reading.problems.push({ file: reading.file, message, span: { start, end } });
  return missing(span, `an expression cannot be read: ${because}`);
}

/** Reads any JSON value. What has not been typed yet is missing. */
export function readValue(node: Node | undefined, at: Span, reading: Reading): Expression {
  if (node === undefined) return missing({ start: at.end, end: at.end }, 'no value is written');
  const span = spanOf(node);
  switch (node.type) {
    case 'object':
      return readObject(node, reading);
    case 'array': {
      const items = itemsOf(node).map((item) => readValue(item, spanOf(item), reading));
      return { kind: 'array', ...span, close: closeOf(node, reading.text), items: [...unreadPart(node), ...items] };
    }
    case 'string':
      return readText(node, reading);
    case 'number':
    case 'boolean':
    case 'null':
      return { kind: 'literal', ...span, value: node.value as number | boolean | null };
    case 'property':
      return missing(span, 'no value is written');
  }
}

function readKey(member: Member, reading: Reading): string | Expression {
  const written = readWrittenText(member.key, reading.text).value;
  if (!reading.expressions) return written;
  return isExpressionText(written) ? readText(member.key, reading) : unescapeText(written);
}

export function readEntry(member: Member, reading: Reading): ObjectEntry {
  const { start, end, key, value } = member;
  return { kind: 'entry', start, end, key: readKey(member, reading), keySpan: spanOf(key), value: readValue(value, member, reading) };
}

/**
 * Reads an object with the properties that its copy loops make.
 * @param leaveOut lower-cased names of properties that are not part of the value.
 */
export function readObject(node: Node, reading: Reading, leaveOut?: ReadonlySet<string>): ObjectExpression {
  const members = membersOf(node).flatMap((member) => {
    const name = member.name.toLowerCase();
    if (leaveOut?.has(name) === true) return [];
    const copies = name === 'copy' && reading.expressions ? propertyCopies(member.value, reading) : undefined;
    return copies ?? [readEntry(member, reading)];
  });
  return { kind: 'object', ...spanOf(node), close: closeOf(node, reading.text), members: [...unreadPart(node), ...members] };
}

/** What stands in a damaged object or list beside what was found: anything may be there that is not written elsewhere in it. */
function unreadPart(node: Node): Spread[] {
  if (!node.broken) return [];
  const span = spanOf(node);
  return [{ kind: 'spread', ...span, expression: missing(span, 'a part of the text around it cannot be read') }];
}

/** Makes the loop over 0 to count - 1 that a copy object means. */
export function copyLoop(copy: Node, name: string, reading: Reading): Loop {
  const count = memberOf(copy, 'count');
  const length = readValue(count?.value, count ?? spanOf(copy), reading);
  const { start, end } = length;
  const zero: Expression = { kind: 'literal', start, end, value: 0 };
  return { collection: { kind: 'call', start, end, name: 'range', arguments: [zero, length] }, item: indexName(name) };
}

/** Reads { count, input } into the array that it makes. @param name by which copyIndex() knows the loop. */
export function copiedArray(copy: Node, name: string, reading: Reading): For {
  const inner = withLoop(reading, { name, local: indexName(name), ofResource: false });
  const input = memberOf(copy, 'input');
  const body = readValue(input?.value, input ?? spanOf(copy), inner);
  return { kind: 'for', ...spanOf(copy), loop: copyLoop(copy, name, reading), body };
}

function isCopy(node: Node): boolean {
  return node.type === 'object' && textOf(nodeAt(node, 'name')) !== undefined && memberOf(node, 'count') !== undefined;
}

/** Reads the properties that `copy: [{ name, count, input }]` makes, or undefined where this is no such loop. */
export function propertyCopies(copy: Node | undefined, reading: Reading): ObjectEntry[] | undefined {
  const items = itemsOf(copy);
  if (items.length === 0 || !items.every(isCopy)) return undefined;
  return items.map((item) => {
    const name = nodeAt(item, 'name');
    const key = textOf(name) ?? '';
    return { kind: 'entry', ...spanOf(item), key, keySpan: spanOf(name ?? item), value: copiedArray(item, key, reading) };
  });
}
