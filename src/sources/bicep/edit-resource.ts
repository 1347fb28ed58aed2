import { serverTypes } from '../../model/resource';
import type { Json } from '../../model/value';
import type { Span } from '../program';
import type { OutputDeclaration, ParameterDeclaration, ResourceDeclaration } from '../template/template';
import { removeMember, wholeLines, type Edit } from './edit-object';
import { indented, isBlank, layoutAt, lineEnd, lineStart, nextLine, previousLine, indentationAt } from './layout';
import { lex, Token } from './lexer';
import { bodyObject } from './lower-deployment';
import { parseBicep } from './parser';
import { findProperty, type ArrayLiteral, type ObjectLiteral } from './syntax';
import { writeKey, writeString, writeValue } from './write-value';

/** The API versions that the service documents as generally available, for parents that name none. */
const apiVersions: ReadonlyMap<string, string> = new Map([
  [serverTypes.flexible.toLowerCase(), '2024-08-01'],
  [serverTypes.single.toLowerCase(), '2017-12-01'],
  [serverTypes.cluster.toLowerCase(), '2022-11-08'],
]);

interface Child {
  readonly type: string;
  readonly name: string;
  readonly body: { readonly [key: string]: Json };
}

function isIntact(text: string, { start, end }: Span): boolean {
  return parseBicep(text.slice(start, end)).diagnostics.length === 0;
}

/**
 * Adds a child as a statement of its own after its parent's, under the parent's condition. A parent in a loop, within
 * another resource or in another scope cannot be named from there.
 */
export function addChild(text: string, parent: ResourceDeclaration, child: Child): Edit[] | undefined {
  const { symbol, type, condition, loop, body, scoped, end } = parent;
  if (!/^[A-Za-z_]\w*$/.test(symbol) || loop !== undefined || scoped || body?.close === undefined || condition?.kind === 'missing') return undefined;
  if (type === undefined || !child.type.toLowerCase().startsWith(`${type.toLowerCase()}/`) || !isIntact(text, parent)) return undefined;
  const apiVersion = parent.apiVersion ?? apiVersions.get(type.toLowerCase());
  const rest = lineEnd(text, end);
  if (apiVersion === undefined || wholeLines(text, parent) === undefined) return undefined;
  const layout = { ...layoutAt(text, end), indentation: '' };
  const inner = indented(layout);
  const entries = Object.entries(child.body).filter(([key]) => key !== 'name' && key !== 'parent');
  const lines = [
    `parent: ${symbol}`,
    `name: ${writeString(child.name)}`,
    ...entries.map(([key, value]) => `${writeKey(key)}: ${writeValue(value, inner)}`),
  ].map((line) => inner.indentation + line);
  const given = condition === undefined ? '' : `if (${text.slice(condition.start, condition.end)}) `;
  const head = `resource ${freeSymbol(text, symbol, child)} ${writeString(`${child.type}@${apiVersion}`)} = ${given}{`;
  const { newline } = layout;
  return [{ start: rest, end: rest, text: newline + newline + [head, ...lines, '}'].join(newline) }];
}

/** Names a child after its parent, type and name, so that no two children are given one symbol. */
function freeSymbol(text: string, parent: string, { type, name }: Child): string {
  const segment = (type.split('/').at(-1) ?? '').replace(/ies$/, 'y').replace(/s$/, '');
  const wanted = parent + pascal(segment) + pascal(name);
  const taken = (symbol: string): boolean => new RegExp(`\\b${symbol}\\b`).test(text);
  let symbol = wanted;
  for (let number = 2; taken(symbol); number++) symbol = `${wanted}${number}`;
  return symbol;
}

function pascal(words: string): string {
  return words.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/**
 * Removes a resource with its decorators, and from the `dependsOn` of others. What else refers to it would be broken:
 * then nothing can be written.
 */
export function removeResource(text: string, resource: ResourceDeclaration): Edit[] | undefined {
  const lines = isStatement(text, resource) ? wholeLines(text, resource) : undefined;
  if (lines === undefined) return undefined;
  const name = text.slice(resource.symbolSpan.start, resource.symbolSpan.end);
  const uses = name === '' ? [] : usesOf(text, name).filter((at) => at < resource.start || at >= resource.end);
  const dependencies = uses.length === 0 ? [] : dependenciesOn(text, name, resource);
  if (uses.some((at) => !dependencies.some(({ item }) => at >= item.start && at < item.end))) return undefined;
  const removed = { ...withBlankLine(text, lines), text: '' };
  return [removed, ...dependencies.flatMap(({ item, list, close }) => removeMember(text, item, list.open, close))];
}

/** A nested resource is no statement by itself where its type is a single segment, but parses as one. */
function isStatement(text: string, resource: ResourceDeclaration): boolean {
  return resource.body?.close !== undefined && isIntact(text, resource);
}

/** Where a name stands for what it declares, rather than for a property. */
function usesOf(text: string, name: string): number[] {
  const { count, kinds, starts, ends } = lex(text);
  const found: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = starts[index] ?? 0;
    if (kinds[index] !== Token.identifier || ends[index] !== start + name.length || !text.startsWith(name, start)) continue;
    const before = kinds[index - 1];
    const member = before === Token.dot || (before === Token.question && kinds[index - 2] === Token.dot);
    const key = kinds[index + 1] === Token.colon && (before === Token.newline || before === Token.comma || before === Token.leftBrace);
    if (!member && !key) found.push(start);
  }
  return found;
}

interface Dependency {
  readonly item: Span;
  readonly list: ArrayLiteral;
  readonly close: number;
}

/** The items of other deployments' `dependsOn` lists that name a resource. */
function dependenciesOn(text: string, name: string, resource: Span): Dependency[] {
  const found: Dependency[] = [];
  const visit = (object: ObjectLiteral | undefined): void => {
    if (object === undefined) return;
    const list = findProperty(object, 'dependsOn')?.value;
    if (list?.kind === 'array' && list.close !== undefined) {
      const { close } = list;
      for (const item of list.items) {
        const named = item.kind === 'name' ? item.text : item.kind === 'resource-access' ? item.name.text : undefined;
        if (named === name) found.push({ item, list, close });
      }
    }
    for (const nested of object.resources) visit(bodyObject(nested.body));
  };
  for (const statement of parseBicep(text).program.statements) {
    if (statement.kind === 'resource' || statement.kind === 'module') visit(bodyObject(statement.body));
  }
  return found.filter(({ item }) => item.start < resource.start || item.start >= resource.end);
}

/** Adds one of the empty lines around a region, so that neither two of them meet nor a last one is left over. */
function withBlankLine(text: string, { start, end }: Span): Span {
  const before = previousLine(text, start);
  const blankBefore = start === 0 || isBlank(text, before, lineEnd(text, before));
  if (!blankBefore) return { start, end };
  const after = nextLine(text, end);
  if (after > end && isBlank(text, end, lineEnd(text, end))) return { start, end: after };
  const last = end >= text.length || /^[ \t]*\}/.test(text.slice(end, lineEnd(text, end)));
  return last ? { start: before, end } : { start, end };
}

/** Adds `@secure()` to a parameter or an output, which only strings and objects may have. */
export function secureDeclaration(text: string, declaration: ParameterDeclaration | OutputDeclaration): Edit[] | undefined {
  const { start, type, secure } = declaration;
  if (secure) return [];
  if ((type !== 'string' && type !== 'object') || !isIntact(text, declaration) || !isBlank(text, lineStart(text, start), start)) return undefined;
  const { newline } = layoutAt(text, start);
  return [{ start, end: start, text: `@secure()${newline}${indentationAt(text, start)}` }];
}
