import type { Expression } from '../template/expression';
import { placeOf, type Place } from './place';
import { type Edit, removeItem } from './edit-list';
import { isExpressionText, parseExpression } from './expression';
import { itemsOf, type Node, nodeAt, textOf } from './json-node';
import { noNames } from './names';
import { writtenResources } from './resources';
import { readWrittenText } from './written-text';

/** A slash inside of something computed, which does not separate the segments of a name. */
const innerSlash = '\u0001';

function withoutSpans(expression: Expression): string {
  const written = JSON.stringify(expression, (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value));
  return `{${written.toLowerCase().replaceAll('/', innerSlash)}}`;
}

/** Spells what an expression makes, so that equal spellings make equal texts. */
function spell(expression: Expression): string {
  if (expression.kind === 'literal') return String(expression.value).toLowerCase();
  if (expression.kind === 'call' && expression.name.toLowerCase() === 'concat') return expression.arguments.map(spell).join('');
  if (expression.kind === 'call' && expression.name.toLowerCase() === 'format') {
    const [format, ...values] = expression.arguments.map(spell);
    return (format ?? '').replaceAll(/\{(\d+)\}/g, (whole, index) => values[Number(index)] ?? whole);
  }
  return withoutSpans(expression);
}

function spellNode(node: Node | undefined, text: string): string | undefined {
  if (node?.type !== 'string') return undefined;
  const written = readWrittenText(node, text);
  if (!isExpressionText(written.value)) return written.value.toLowerCase();
  const parsed = parseExpression(written, noNames);
  return 'kind' in parsed ? spell(parsed) : undefined;
}

/** The id of a resource below its resource group: provider/type/name/type/name. */
function joinId(type: string, name: string): string {
  const [provider = '', ...types] = type.toLowerCase().split('/');
  const names = name.split('/');
  return [provider, ...types.flatMap((segment, index) => [segment, names[index] ?? ''])].join('/');
}

/** The full type and name of a written resource, with those of the resources that it is nested in. */
function identify(resource: Node, text: string): { type: string; name: string } | undefined {
  const type = textOf(nodeAt(resource, 'type'));
  const name = spellNode(nodeAt(resource, 'name'), text);
  if (type === undefined || name === undefined) return undefined;
  const outer = placeOf(resource)?.list.parent?.parent;
  if (type.split('/')[0]?.includes('.') === true || outer === undefined) return { type, name };
  const around = identify(outer, text);
  return around && { type: `${around.type}/${type}`, name: `${around.name}/${name}` };
}

/** Spells the id that an entry of dependsOn means; a plain text may be a name only. */
function spellDependency(node: Node, text: string): string | undefined {
  const written = readWrittenText(node, text);
  if (!isExpressionText(written.value)) return written.value.toLowerCase();
  const parsed = parseExpression(written, noNames);
  if (!('kind' in parsed)) return undefined;
  if (parsed.kind !== 'call' || parsed.name.toLowerCase() !== 'resourceid') return spell(parsed);
  const [type, ...names] = parsed.arguments;
  return type?.kind === 'literal' ? joinId(String(type.value), names.map(spell).join('/')) : undefined;
}

/** The first entry of each other resource's dependsOn that means the resource. */
export function dependencies(resource: Node, place: Place, text: string): Node[] {
  const identity = identify(resource, text);
  const means = (node: Node): boolean => {
    if (place.symbolicName !== undefined) return textOf(node) === place.symbolicName;
    const spelled = identity && spellDependency(node, text);
    return spelled !== undefined && (spelled === identity?.name || spelled === joinId(identity?.type ?? '', identity?.name ?? ''));
  };
  const others = writtenResources(place.list, '').filter(({ node }) => node !== resource);
  return others.flatMap(({ node }) => itemsOf(nodeAt(node, 'dependsOn')).filter((item) => item.type === 'string').find(means) ?? []);
}

/** Removes a resource, and what says of the resources beside it that they depend on it. */
export function removeResource(text: string, resource: Node): Edit[] | undefined {
  const place = placeOf(resource);
  if (place === undefined) return undefined;
  const removal = removeItem(text, place.list, place.item);
  const released = dependencies(resource, place, text).map((node) => node.parent && removeItem(text, node.parent, node));
  return removal && [...removal, ...released.flatMap((edits) => edits ?? [])];
}
