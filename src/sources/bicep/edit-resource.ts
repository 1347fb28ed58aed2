import type { Span } from '../program';
import type { ResourceDeclaration } from '../template/template';
import { removeMember, wholeLines, type Edit } from './edit-object';
import { isBlank, layoutAt, lineEnd, lineStart, nextLine, previousLine } from './layout';
import { lex } from './lexer';
import { bodyObject } from './lower-deployment';
import { parseForEdit } from './parse-for-edit';
import { findProperty, type ArrayLiteral, type ObjectLiteral } from './expression-syntax';
import { Token } from './token';

export function isIntact(text: string, { start, end }: Span): boolean {
  return parseForEdit(text.slice(start, end)).diagnostics.length === 0;
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

/** Writes `@batchSize(1)` above a loop, in the place of another size. */
export function serialise(text: string, { start, symbolSpan, loop }: ResourceDeclaration): Edit[] | undefined {
  if (loop === undefined || !isBlank(text, lineStart(text, start), start)) return undefined;
  const size = /@(?:sys\.)?batchSize\(\s*(\d+)\s*\)/.exec(text.slice(start, symbolSpan.start));
  if (size !== null) return size[1] === '1' ? [] : [{ start: start + size.index, end: start + size.index + size[0].length, text: '@batchSize(1)' }];
  const { newline, indentation } = layoutAt(text, start);
  return [{ start, end: start, text: `@batchSize(1)${newline}${indentation}` }];
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

export interface Dependency {
  readonly item: Span;
  readonly list: ArrayLiteral;
  readonly close: number;
}

/** The items of other deployments' `dependsOn` lists that name a resource. */
export function dependenciesOn(text: string, name: string, resource: Span): Dependency[] {
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
  for (const statement of parseForEdit(text).program.statements) {
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
