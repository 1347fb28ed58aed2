import type { Span, TextEdit } from '../program';
import { applyEdits } from '../template/text-edits';
import { parseForEdit } from './parse-for-edit';
import { parseBicep } from './parser';

const isLineEnd = (text: string, at: number): boolean => at === text.length || text[at] === '\n' || text[at] === '\r';

/** Whether a text is nothing but whole statements without a fault, of which the last ends where the text does. */
function isWhole(text: string, mostStatements: number): boolean {
  const { program, diagnostics } = parseBicep(text);
  const { statements } = program;
  return diagnostics.length === 0 && statements.length <= mostStatements && statements.at(-1)?.end === text.length;
}

/** A statement that begins a line and is alone on its last one: what is changed strictly within it changes no other. */
function isChanged(text: string, { start, end }: Span, edits: readonly TextEdit[]): boolean {
  const isAlone = (start === 0 || isLineEnd(text, start - 1)) && isLineEnd(text, end);
  return isAlone && edits.every((edit) => edit.start > start && edit.end < end);
}

/**
 * Whether it can be told from the changed part alone that a text without faults has none after edits: those within one
 * statement, or one that puts whole statements between others. False says nothing: then all of it must be parsed.
 */
export function surelyParses(text: string, edits: readonly TextEdit[]): boolean {
  const { program, diagnostics } = parseForEdit(text);
  const [first, ...others] = edits;
  if (diagnostics.length > 0 || first === undefined) return false;
  const statement = program.statements.find((one) => isChanged(text, one, edits));
  if (statement !== undefined) {
    const { start, end } = statement;
    const shifted = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return isWhole(applyEdits(text.slice(start, end), shifted), 1);
  }
  const { start: at, text: added } = first;
  const isWithin = (one: Span): boolean => one.start < at && at < one.end;
  const isBetween = others.length === 0 && first.end === at && isLineEnd(text, at) && ![...program.statements, ...program.comments].some(isWithin);
  return isBetween && isLineEnd(added, 0) && added !== '' && isWhole(added, Infinity);
}
