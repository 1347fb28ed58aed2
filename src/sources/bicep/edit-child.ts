import { serverTypes } from '../../model/resource';
import type { Json } from '../../model/value';
import type { NewChild, ResourceDeclaration } from '../template/template';
import { wholeLines, type Edit } from './edit-object';
import { dependenciesOn, isIntact } from './edit-resource';
import { indented, isBlank, layoutAt, lineEnd, nextLine, previousLine, type Layout } from './layout';
import { bodyObject } from './lower-deployment';
import { parseForEdit } from './parse-for-edit';
import { writeKey, writeString, writeValue } from './write-value';

/** The API versions that the service documents as generally available, for parents that name none. */
const apiVersions: ReadonlyMap<string, string> = new Map([
  [serverTypes.flexible.toLowerCase(), '2024-08-01'],
  [serverTypes.single.toLowerCase(), '2017-12-01'],
  [serverTypes.cluster.toLowerCase(), '2022-11-08'],
  [serverTypes.horizon.toLowerCase(), '2026-05-01-preview'],
]);

const isName = (symbol: string): boolean => /^[A-Za-z_]\w*$/.test(symbol);

/** The resources that are written within a resource, by their places in the text. */
function nestedIn(text: string, { start, end }: ResourceDeclaration) {
  const [statement] = parseForEdit(text.slice(start, end)).program.statements;
  const inner = statement?.kind === 'resource' ? (bodyObject(statement.body)?.resources ?? []) : [];
  return inner.map((nested) => ({ start: start + nested.start, end: start + nested.end }));
}

/**
 * Adds a child as its neighbours are written: within its parent where that holds others already, else as a statement of
 * its own, under the parent's condition and as often. A parent within another resource or in another scope cannot be
 * named from there.
 */
export function addChild(text: string, parent: ResourceDeclaration, child: NewChild): Edit[] | undefined {
  const { symbol, type, scope, body } = parent;
  if (!isName(symbol) || scope !== undefined || body?.close === undefined || type === undefined) return undefined;
  if (!child.type.toLowerCase().startsWith(`${type.toLowerCase()}/`) || !isIntact(text, parent)) return undefined;
  const last = parent.loop === undefined && parent.condition?.kind !== 'missing' ? nestedIn(text, parent).at(-1) : undefined;
  return last === undefined ? addStatement(text, parent, child) : addNested(text, parent, child, last);
}

function addNested(text: string, parent: ResourceDeclaration, child: NewChild, last: { readonly start: number; readonly end: number }): Edit[] | undefined {
  const lines = wholeLines(text, last);
  const segment = child.type.slice((parent.type?.length ?? 0) + 1);
  if (lines === undefined || segment.includes('/')) return undefined;
  const layout = layoutAt(text, last.start);
  const rest = lineEnd(text, last.end);
  const before = previousLine(text, lines.start);
  const gap = isBlank(text, before, lineEnd(text, before)) ? layout.newline : '';
  const dependencies = dependenciesOf(text, child, (symbol) => symbol.replace(`${parent.symbol}::`, ''), '');
  const head = `resource ${freeSymbol(text, '', child)} ${writeString(segment)} = {`;
  const { newline, indentation } = layout;
  const written = [head, ...bodyLines([], child, dependencies, layout), `${indentation}}`].join(newline);
  return [{ start: rest, end: rest, text: newline + gap + indentation + written }];
}

function addStatement(text: string, parent: ResourceDeclaration, child: NewChild): Edit[] | undefined {
  const { symbol, type = '', end } = parent;
  const apiVersion = parent.apiVersion ?? apiVersions.get(type.toLowerCase());
  const around = surroundings(text, parent);
  const rest = lineEnd(text, end);
  if (apiVersion === undefined || around === undefined || wholeLines(text, parent) === undefined) return undefined;
  const layout = { ...layoutAt(text, end), indentation: '' };
  const dependencies = dependenciesOf(text, child, (name) => name, symbol);
  const head = `resource ${freeSymbol(text, symbol, child)} ${writeString(`${child.type}@${apiVersion}`)} = ${around.open}{`;
  const lines = bodyLines([`parent: ${around.parent}`], child, dependencies, layout);
  const { newline } = layout;
  // Statements stand apart, unless the next one stands close here.
  const next = nextLine(text, rest);
  const gap = isBlank(text, next, lineEnd(text, next)) ? newline : '';
  return [{ start: rest, end: rest, text: newline + gap + [head, ...lines, `}${around.close}`].join(newline) }];
}

function bodyLines(first: readonly string[], { name, body }: NewChild, dependencies: readonly string[], layout: Layout): string[] {
  const inner = indented(layout);
  const entries = Object.entries(body).filter(([key]) => key !== 'name' && key !== 'parent');
  const property = ([key, value]: readonly [string, Json]): string => `${writeKey(key)}: ${writeValue(value, inner)}`;
  const item = layout.newline + inner.indentation + inner.unit;
  const depends = dependencies.length === 0 ? [] : [`dependsOn: [${dependencies.map((one) => item + one).join('')}${layout.newline}${inner.indentation}]`];
  return [...first, `name: ${writeString(name)}`, ...entries.map(property), ...depends].map((line) => inner.indentation + line);
}

/** What stands around the body of a child, so that it is deployed when and as often as its parent. */
function surroundings(text: string, { symbol, condition, loop }: ResourceDeclaration) {
  const written = ({ start, end }: { readonly start: number; readonly end: number }): string => text.slice(start, end);
  if (condition?.kind === 'missing') return undefined;
  const only = condition === undefined ? '' : `if (${written(condition)}) `;
  if (loop === undefined) return { open: only, close: '', parent: symbol };
  const { collection, item, index = 'index', filter } = loop;
  if (collection.kind === 'missing' || filter?.kind === 'missing' || !isName(item) || (loop.index === undefined && item === 'index')) return undefined;
  const when = filter === undefined ? only : `if (${written(filter)}) `;
  return { open: `[for (${item}, ${index}) in ${written(collection)}: ${when}`, close: ']', parent: `${symbol}[${index}]` };
}

/** The symbols of those siblings that no other one waits for: what waits for them waits for all. */
function dependenciesOf(text: string, { after = [] }: NewChild, spell: (symbol: string) => string, parent: string): string[] {
  const written = after.flatMap((one) => ('declaration' in one ? [one.declaration] : []));
  const isAwaited = (declaration: ResourceDeclaration): boolean => {
    const name = text.slice(declaration.symbolSpan.start, declaration.symbolSpan.end);
    return dependenciesOn(text, name, declaration).some(({ item }) =>
      written.some(({ start, end }) => item.start >= start && item.end <= end),
    );
  };
  const added = after.flatMap((one) => ('added' in one ? [freeSymbol(text, parent, one.added)] : []));
  const last = added.at(-1);
  if (last !== undefined) return [last];
  return written.filter((declaration) => !isAwaited(declaration)).map(({ symbol }) => spell(symbol));
}

/** Names a child after its parent, type and name, so that no two children are given one symbol. */
function freeSymbol(text: string, parent: string, { type, name }: NewChild): string {
  const segment = (type.split('/').at(-1) ?? '').replace(/ies$/, 'y').replace(/s$/, '');
  const own = pascal(segment) + pascal(name);
  const wanted = parent === '' ? own.charAt(0).toLowerCase() + own.slice(1) : parent + own;
  const taken = (symbol: string): boolean => new RegExp(`\\b${symbol}\\b`).test(text);
  let symbol = wanted;
  for (let number = 2; taken(symbol); number++) symbol = `${wanted}${number}`;
  return symbol;
}

function pascal(words: string): string {
  return words.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
