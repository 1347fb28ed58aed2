import type { Comment, Pragma, SyntaxDiagnostic } from './syntax';

/** The kinds of tokens. They are small numbers so that a file's tokens fit in a byte array. */
export const Token = {
  endOfFile: 0, newline: 1, identifier: 2, number: 3,
  /** A string without interpolation. */
  string: 4,
  /** 'text${ */
  stringStart: 5,
  /** }text${ */
  stringMiddle: 6,
  /** }text' */
  stringEnd: 7,
  /** Characters that mean nothing in Bicep. */
  unknown: 8,
  leftBrace: 9, rightBrace: 10, leftParen: 11, rightParen: 12, leftSquare: 13, rightSquare: 14,
  at: 15, comma: 16, dot: 17, ellipsis: 18, question: 19, doubleQuestion: 20, colon: 21, doubleColon: 22,
  plus: 23, minus: 24, star: 25, slash: 26, percent: 27, caret: 28, bang: 29, notEqual: 30, notEqualIgnoreCase: 31,
  less: 32, lessOrEqual: 33, greater: 34, greaterOrEqual: 35, assign: 36, equal: 37, equalIgnoreCase: 38, arrow: 39,
  and: 40, or: 41, pipe: 42,
} as const;

export type TokenKind = (typeof Token)[keyof typeof Token];

/** The tokens of a text in parallel arrays, of which the first `count` entries are filled; the last is endOfFile. */
export interface Tokens {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Indexes of string tokens that lack their closing delimiter. */
  readonly unterminated: ReadonlySet<number>;
  readonly comments: readonly Comment[];
  readonly pragmas: readonly Pragma[];
  readonly diagnostics: readonly SyntaxDiagnostic[];
}

/** No more problems than this are kept for one file by the lexer, and by the parser; past it nobody reads them. */
export const maxDiagnostics = 1000;

/** Returns which operator or bracket (without braces) begins with these characters, taking the longest one. */
export function punctuation(code: number, second: number, third: number): TokenKind | undefined {
  switch (code) {
    case 40: return Token.leftParen;
    case 41: return Token.rightParen;
    case 91: return Token.leftSquare;
    case 93: return Token.rightSquare;
    case 64: return Token.at;
    case 44: return Token.comma;
    case 46: return second === 46 && third === 46 ? Token.ellipsis : Token.dot;
    case 63: return second === 63 ? Token.doubleQuestion : Token.question;
    case 58: return second === 58 ? Token.doubleColon : Token.colon;
    case 43: return Token.plus;
    case 45: return Token.minus;
    case 42: return Token.star;
    case 47: return Token.slash;
    case 37: return Token.percent;
    case 94: return Token.caret;
    case 33: return second === 61 ? Token.notEqual : second === 126 ? Token.notEqualIgnoreCase : Token.bang;
    case 60: return second === 61 ? Token.lessOrEqual : Token.less;
    case 62: return second === 61 ? Token.greaterOrEqual : Token.greater;
    case 61:
      return second === 61 ? Token.equal : second === 126 ? Token.equalIgnoreCase : second === 62 ? Token.arrow : Token.assign;
    case 38: return second === 38 ? Token.and : undefined;
    case 124: return second === 124 ? Token.or : Token.pipe;
    default: return undefined;
  }
}

/** The number of characters of an operator or bracket. */
export function widthOf(kind: TokenKind): number {
  switch (kind) {
    case Token.ellipsis:
      return 3;
    case Token.doubleQuestion: case Token.doubleColon: case Token.notEqual: case Token.notEqualIgnoreCase:
    case Token.lessOrEqual: case Token.greaterOrEqual: case Token.equal: case Token.equalIgnoreCase:
    case Token.arrow: case Token.and: case Token.or:
      return 2;
    default:
      return 1;
  }
}
