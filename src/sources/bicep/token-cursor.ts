import { Token, type TokenKind, type Tokens } from './token';

/** A place in the tokens of a file. */
export class TokenCursor {
  /** Index of the current token. */
  at = 0;

  constructor(readonly text: string, readonly tokens: Tokens) {}

  get kind(): TokenKind {
    return this.kindAt(this.at);
  }

  get start(): number {
    return this.startAt(this.at);
  }

  get end(): number {
    return this.endAt(this.at);
  }

  /** Whether the current token is of that kind. */
  is(kind: TokenKind): boolean {
    return this.tokens.kinds[this.at] === kind;
  }

  kindAt(index: number): TokenKind {
    return index < this.tokens.count ? (this.tokens.kinds[index] as TokenKind) : Token.endOfFile;
  }

  startAt(index: number): number {
    return index < this.tokens.count ? (this.tokens.starts[index] ?? 0) : this.text.length;
  }

  endAt(index: number): number {
    return index < this.tokens.count ? (this.tokens.ends[index] ?? 0) : this.text.length;
  }

  /** The text of the token at the index. */
  textAt(index: number): string {
    return this.text.slice(this.startAt(index), this.endAt(index));
  }

  /** Where the last token before the cursor ends, newlines aside: the end of a node that was just read. */
  get lastEnd(): number {
    const index = this.kindAt(this.at - 1) === Token.newline ? this.at - 2 : this.at - 1;
    return index < 0 ? 0 : this.endAt(index);
  }

  /** Moves past the current token; the end of the file is never passed. */
  advance(): void {
    if (this.at < this.tokens.count - 1) this.at++;
  }

  eat(kind: TokenKind): boolean {
    if (!this.is(kind)) return false;
    this.advance();
    return true;
  }

  atKeyword(word: string): boolean {
    return this.isKeyword(this.at, word);
  }

  eatKeyword(word: string): boolean {
    if (!this.atKeyword(word)) return false;
    this.advance();
    return true;
  }

  isKeyword(index: number, word: string): boolean {
    const start = this.startAt(index);
    return this.kindAt(index) === Token.identifier && this.endAt(index) - start === word.length && this.text.startsWith(word, start);
  }

  skipNewlines(): void {
    while (this.is(Token.newline)) this.at++;
  }

  /** Skips newlines and commas between the items of an object, an array or a list. */
  skipSeparators(): void {
    while (this.is(Token.newline) || this.is(Token.comma)) this.at++;
  }

  /** Skips newlines only where that token follows them. */
  skipNewlinesBefore(kind: TokenKind): void {
    if (this.is(Token.newline) && this.kindAt(this.at + 1) === kind) this.at++;
  }

  /** Whether `name:` or `'name':` stands at the index. */
  isPropertyAt(index: number): boolean {
    const kind = this.kindAt(index);
    return (kind === Token.identifier || kind === Token.string) && this.kindAt(index + 1) === Token.colon;
  }

  isColumnZero(index: number): boolean {
    const start = this.startAt(index);
    if (start === 0) return true;
    const before = this.text.charCodeAt(start - 1);
    return before === 10 || before === 13;
  }
}
