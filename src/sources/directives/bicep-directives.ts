import type { Directive } from '../../model/directive';
import { lex } from '../bicep/lexer';
import { directiveKinds } from './directive-kind';
import { LinesAfter } from './next-line';

/** The words of a comment, without what marks it as one. */
const wordsOf = (comment: string): string => comment.replace(/^\/\/+|^\/\*+|\*+\/$/g, '').trim();

/** Reads the pragmas of a Bicep file; the comment behind a pragma is its reason. */
export function bicepDirectives(file: string, text: string): Directive[] {
  const { pragmas, comments } = lex(text);
  const lines = new LinesAfter(text);
  let next = 0;
  return pragmas.flatMap(({ kind: word, codes, start, end }): Directive[] => {
    const kind = directiveKinds[word];
    if (kind === undefined) return [];
    while ((comments[next]?.start ?? Infinity) < end) next += 1;
    const behind = comments[next];
    const isBehind = behind !== undefined && !/[\r\n]/.test(text.slice(end, behind.start));
    const reason = isBehind ? wordsOf(text.slice(behind.start, behind.end)) : '';
    const region = kind === 'next-line' ? lines.line(end) : { from: end, to: Infinity };
    return [{ file, kind, codes, start, end, ...region, ...(reason === '' ? {} : { reason }) }];
  });
}
