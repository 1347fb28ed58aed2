import type { Directive, DirectiveCode } from '../../model/directive';
import { readJson } from '../arm-template/json-reader';
import { directiveKinds } from './directive-kind';
import { LinesAfter } from './next-line';

/** The beginning of a directive: its word, and the names behind it. */
const pattern = /^\s*#?(disable-next-line|disable-diagnostics|restore-diagnostics)(?![\w-])((?:[ \t]+[A-Za-z][\w-]*(?:\/[\w-]+)?)*)/;

function codesOf(names: string, offset: number): DirectiveCode[] {
  return [...names.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, start: offset + index, end: offset + index + text.length }));
}

/** The reason behind two slashes. */
function reasonOf(rest: string): string {
  const words = rest.trim();
  return words.startsWith('//') ? words.slice(2).trim() : '';
}

function directiveOf(file: string, lines: LinesAfter, start: number, comment: string): Directive[] {
  const inside = comment.startsWith('/*') && comment.endsWith('*/') ? comment.slice(2, -2) : comment.slice(2);
  const [whole = '', word = '', names = ''] = pattern.exec(inside) ?? [];
  const kind = directiveKinds[word];
  if (kind === undefined) return [];
  const end = start + comment.length;
  const region = kind === 'next-line' ? lines.line(end) : { from: end, to: Infinity };
  const codes = codesOf(names, start + 2 + whole.length - names.length);
  const reason = reasonOf(inside.slice(whole.length));
  return [{ file, kind, codes, start, end, ...region, ...(reason === '' ? {} : { reason }) }];
}

/** Reads the comments of an ARM template that are written like Bicep's pragmas. */
export function jsonDirectives(file: string, text: string): Directive[] {
  const lines = new LinesAfter(text);
  return readJson(text).comments.flatMap(({ start, end }) => directiveOf(file, lines, start, text.slice(start, end)));
}
