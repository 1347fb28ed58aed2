import { lex } from './lexer';
import { Token } from './token';

const closers: ReadonlyMap<number | undefined, number> = new Map([
  [Token.leftBrace, Token.rightBrace], [Token.leftSquare, Token.rightSquare], [Token.leftParen, Token.rightParen],
  [Token.stringStart, Token.stringEnd],
]);

/** Whether every bracket and string of a text that opens also closes, in order. */
export function isBalanced(text: string): boolean {
  const { count, kinds, unterminated } = lex(text);
  const expected: number[] = [];
  for (let index = 0; index < count; index++) {
    const kind = kinds[index];
    const closer = closers.get(kind);
    if (closer !== undefined) expected.push(closer);
    else if (kind === Token.rightBrace || kind === Token.rightSquare || kind === Token.rightParen || kind === Token.stringEnd) {
      if (expected.pop() !== kind) return false;
    }
  }
  return expected.length === 0 && unterminated.size === 0;
}
