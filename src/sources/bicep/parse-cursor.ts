import type { Identifier, Missing } from './expression-syntax';
import type { SyntaxDiagnostic } from './syntax';
import { maxDiagnostics, Token, type TokenKind } from './token';
import { TokenCursor } from './token-cursor';

/**
 * How deep brackets and right operands may nest, and how tall a tree may grow to the left by chains such as
 * a.b.c or a + b + c. A whole tree is at most about twice as tall, so that whoever walks it may recurse.
 */
export const maxDepth = 256;

const statementKeywords: ReadonlySet<string> = new Set([
  'param', 'var', 'resource', 'module', 'output', 'type', 'func', 'metadata', 'targetScope', 'import', 'using', 'extends',
  'extension', 'extensionConfig', 'provider', 'assert', 'test',
]);

/**
 * Operators that continue an expression when they begin the next line. Absent are signs, which may begin an array's
 * item, and the star, which is the key of a type's member.
 */
const continuations: ReadonlySet<TokenKind> = new Set([
  Token.dot, Token.doubleColon, Token.doubleQuestion, Token.or, Token.and, Token.equal, Token.notEqual, Token.equalIgnoreCase,
  Token.notEqualIgnoreCase, Token.less, Token.lessOrEqual, Token.greater, Token.greaterOrEqual, Token.slash, Token.percent,
]);

/** The brackets that are open around the cursor, so that a stray closing one is told from one that closes something. */
interface OpenBrackets {
  braces: number;
  squares: number;
  parens: number;
  interpolations: number;
}

/** The place in a file's tokens that the parsing functions share, with what they need to recover from errors. */
export class Cursor extends TokenCursor {
  /** How deep the parser has descended. */
  depth = 0;
  /** Height of the tree that was parsed last; a leaf has 1. */
  height = 0;
  /** Above 0 inside of parentheses and index brackets, where a sign on a new line continues the expression. */
  continuing = 0;
  readonly open: OpenBrackets = { braces: 0, squares: 0, parens: 0, interpolations: 0 };
  readonly diagnostics: SyntaxDiagnostic[] = [];
  /** Index of a decorator that turned out to belong to a statement of the file. */
  private decoratedStatement = -1;

  /** Moves past a token that must be here and returns where it starts, or reports that it is missing. */
  expect(kind: TokenKind, message: string): number | undefined {
    const start = this.start;
    if (this.eat(kind)) return start;
    this.report(message);
    return undefined;
  }

  /**
   * Reads the bracket that closes a list. Where a statement begins instead, the cursor goes back to the newline before
   * it, so that nothing else of the unfinished statement is looked for there.
   */
  closeList(closer: TokenKind, message: string): number | undefined {
    if (!this.is(closer) && this.at > 0 && this.kindAt(this.at - 1) === Token.newline && this.atStatement) this.at--;
    return this.expect(closer, message);
  }

  /** Reads a name; where there is none, reports it and returns an empty one behind the last token. */
  identifier(message: string): Identifier {
    if (this.is(Token.identifier)) {
      const name = { start: this.start, end: this.end, text: this.textAt(this.at) };
      this.advance();
      return name;
    }
    this.report(message);
    return { start: this.lastEnd, end: this.lastEnd, text: '' };
  }

  /** Reports a problem at the current token, unless the last one was there too: the first one says most. */
  report(message: string): void {
    // A newline token would show nothing: the problem is put where the line ends.
    const atEnd = this.is(Token.newline) || this.is(Token.endOfFile);
    const start = atEnd ? Math.max(0, Math.min(this.lastEnd, this.start)) : this.start;
    this.reportAt(start, atEnd ? start : this.end, message);
  }

  reportAt(start: number, end: number, message: string): void {
    if (this.diagnostics.length < maxDiagnostics && this.diagnostics.at(-1)?.start !== start) this.diagnostics.push({ start, end, message });
  }

  /** Reports that something is missing and returns the node that stands for it. */
  missing(message: string): Missing {
    this.report(message);
    this.height = 1;
    return { kind: 'missing', start: this.lastEnd, end: this.lastEnd };
  }

  /** Skips what nests too deeply to be read. */
  tooDeep(): Missing {
    const { at, start } = this;
    this.report('This is nested too deeply to be read.');
    this.skipItem();
    this.height = 1;
    const end = this.lastEnd;
    return { kind: 'missing', start: this.at === at ? end : start, end };
  }

  /** Skips the rest of a chain of operators that makes the tree too tall. */
  tooLong(): void {
    this.report('This chain of operators is too long to be read.');
    this.skipItem();
  }

  /** Moves to the operator on the next line that continues this expression, if there is one. */
  continueLine(): void {
    if (!this.is(Token.newline)) return;
    const next = this.kindAt(this.at + 1);
    if (continuations.has(next) || (this.continuing > 0 && (next === Token.plus || next === Token.minus || next === Token.star))) this.at++;
  }

  /** Skips a newline before an operand, unless the next line is a property, a statement or an end: it was not typed yet. */
  skipNewlineBeforeOperand(): void {
    if (this.is(Token.newline) && !this.isPropertyAt(this.at + 1) && !this.isStatementAt(this.at + 1) && !isCloser(this.kindAt(this.at + 1))) {
      this.at++;
    }
  }

  /** Whether the tokens at the index begin a statement in any column: a keyword with what must follow, or a decorator. */
  isStatementAt(index: number): boolean {
    const kind = this.kindAt(index);
    if (kind === Token.at) return true;
    if (kind !== Token.identifier || !statementKeywords.has(this.textAt(index))) return false;
    const next = this.kindAt(index + 1);
    return next === Token.identifier || next === Token.string || next === Token.stringStart
      || (next === Token.assign && this.isKeyword(index, 'targetScope'))
      || ((next === Token.leftBrace || next === Token.star) && this.isKeyword(index, 'import'));
  }

  /** Whether a statement of the file begins here, which closes every bracket that is still open. */
  get atStatement(): boolean {
    return this.at === this.decoratedStatement || (this.isColumnZero(this.at) && this.isStatementAt(this.at));
  }

  /** Whether a decorator begins here that may belong to a member of the list being read. */
  get atOpenDecorator(): boolean {
    return this.is(Token.at) && this.at !== this.decoratedStatement;
  }

  /**
   * Whether a nested resource begins here. In column 0 that is only believed where its type is the single segment that
   * a nested resource has; otherwise it is a resource of the file, and the one before it lacks its closing brace.
   */
  get atNestedResource(): boolean {
    if (!this.atKeyword('resource') || this.kindAt(this.at + 1) !== Token.identifier) return false;
    return !this.isColumnZero(this.at) || (this.kindAt(this.at + 2) === Token.string && !this.textAt(this.at + 2).includes('/'));
  }

  /** Goes back to decorators in column 0, which were read as a member's but belong to a statement of the file. */
  returnToStatement(index: number, diagnosticCount: number): void {
    this.at = this.decoratedStatement = index;
    this.diagnostics.length = diagnosticCount;
  }

  /** Whether an unclosed list ends here: at the end of the file, at a bracket that closes an outer one, at a statement. */
  get atOuterEnd(): boolean {
    switch (this.kind) {
      case Token.endOfFile:
        return true;
      case Token.rightBrace:
        return this.open.braces > 0;
      case Token.rightSquare:
        return this.open.squares > 0;
      case Token.rightParen:
        return this.open.parens > 0;
      case Token.stringMiddle:
      case Token.stringEnd:
        return this.open.interpolations > 0;
      case Token.at:
      case Token.identifier:
        return this.atStatement;
      default:
        return false;
    }
  }

  /** After an item that began at token `first`: makes sure that a separator, `closer` or an outer end follows. */
  endItem(first: number, closer: TokenKind, message: string): void {
    if (this.is(Token.newline) || this.is(Token.comma) || this.is(closer) || this.atOuterEnd) return;
    this.report(message);
    this.skipItem();
    if (this.at === first) this.advance();
  }

  /** Skips to the end of an item: a newline, comma or closing bracket outside of the brackets that open on the way. */
  skipItem(): void {
    let nested = 0;
    for (; !this.is(Token.endOfFile); this.at++) {
      const kind = this.kind;
      if (kind === Token.newline || kind === Token.comma) {
        if (nested === 0) return;
        if (kind === Token.newline && this.isColumnZero(this.at + 1) && this.isStatementAt(this.at + 1)) return;
      } else if (isOpener(kind)) nested++;
      else if (isCloser(kind)) {
        if (nested === 0) return;
        nested--;
      } else if (kind === Token.stringMiddle && nested === 0) return;
    }
  }

  /** Skips to the newline before the next statement: one outside of brackets that open on the way, or in column 0. */
  skipStatement(): void {
    let nested = 0;
    for (; !this.is(Token.endOfFile); this.at++) {
      const kind = this.kind;
      if (kind === Token.newline && (nested === 0 || this.isColumnZero(this.at + 1)) && this.isStatementAt(this.at + 1)) return;
      if (isOpener(kind)) nested++;
      else if (isCloser(kind) && nested > 0) nested--;
    }
  }
}

function isOpener(kind: TokenKind): boolean {
  return kind === Token.leftBrace || kind === Token.leftSquare || kind === Token.leftParen || kind === Token.stringStart;
}

function isCloser(kind: TokenKind): boolean {
  return kind === Token.rightBrace || kind === Token.rightSquare || kind === Token.rightParen || kind === Token.stringEnd;
}
