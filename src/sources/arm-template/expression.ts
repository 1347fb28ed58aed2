import type { Span } from '../program';
import type { Access, Expression } from '../template/expression';
import { lowerCall } from './lower-call';
import type { Names } from './names';
import type { WrittenText } from './written-text';

/** How deep calls and brackets may nest, and how long a chain such as a.b.c may get. */
const maxExpressionDepth = 64;

/** Why an expression cannot be read. `because` is part of a sentence; offsets are those of the file. */
export interface ExpressionError extends Span {
  readonly because: string;
}

/** Stops the parser; never leaves this file. */
class SyntaxFailure extends Error {
  constructor(readonly because: string, readonly at: number) {
    super(because);
  }
}

/** Whether Resource Manager evaluates a text, rather than taking it as it is. */
export function isExpressionText(value: string): boolean {
  return value.length > 1 && value.startsWith('[') && !value.startsWith('[[') && value.endsWith(']');
}

/** What a text that is not evaluated means: two brackets at its start stand for one. */
export function unescapeText(value: string): string {
  return value.startsWith('[[') && value.endsWith(']') ? value.slice(1) : value;
}

/** How a text is written so that it is not evaluated. */
export function escapeText(value: string): string {
  return value.startsWith('[') && value.endsWith(']') ? `[${value}` : value;
}

const word = /[A-Za-z_][\w]*/y;
const memberName = /[A-Za-z_$][\w$-]*/y;
const number = /[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const constants: ReadonlyMap<string, boolean | null> = new Map([['true', true], ['false', false], ['null', null]]);
const space = /\s*/y;

class Parser {
  private at = 1;
  private depth = 0;
  private readonly end: number;

  constructor(private readonly written: WrittenText, private readonly names: Names) {
    this.end = written.value.length - 1;
  }

  run(): Expression {
    const expression = this.expression();
    this.skipSpace();
    if (this.at < this.end) throw new SyntaxFailure('something follows its end', this.at);
    return expression;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.written.value)?.[0];
    if (found === undefined || this.at + found.length > this.end) return undefined;
    this.at += found.length;
    return found;
  }

  private skipSpace(): void {
    this.take(space);
  }

  private takeCharacter(character: string): boolean {
    this.skipSpace();
    if (this.at >= this.end || this.written.value[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private expect(character: string): void {
    if (!this.takeCharacter(character)) throw new SyntaxFailure(`${character} is missing`, this.at);
  }

  private spanFrom(start: number): Span {
    return { start: this.written.offsetAt(start), end: this.written.offsetAt(this.at - 1) + this.widthOfLast() };
  }

  /** How long the last taken character is in the file, where an escape takes more than one. */
  private widthOfLast(): number {
    return this.written.offsetAt(this.at) - this.written.offsetAt(this.at - 1);
  }

  private expression(): Expression {
    this.depth++;
    if (this.depth > maxExpressionDepth) throw new SyntaxFailure('it nests too deeply', this.at);
    this.skipSpace();
    const start = this.at;
    let result = this.primary(start);
    for (let length = 0; ; length++) {
      const next = this.access(result, start);
      if (next === undefined) break;
      if (length >= maxExpressionDepth) throw new SyntaxFailure('it is too long a chain', this.at);
      result = next;
    }
    this.depth--;
    return result;
  }

  private primary(start: number): Expression {
    if (this.written.value[start] === "'") return this.string(start);
    const digits = this.take(number);
    if (digits !== undefined) return { kind: 'literal', ...this.spanFrom(start), value: Number(digits) };
    const first = this.take(word);
    if (first === undefined) throw new SyntaxFailure('a value is missing', this.at);
    return this.call(start, first);
  }

  private string(start: number): Expression {
    const { value } = this.written;
    let at = start + 1;
    for (;;) {
      const close = value.indexOf("'", at);
      if (close < 0 || close >= this.end) throw new SyntaxFailure("' is missing at the end of a text", start);
      at = close + 1;
      if (value[at] !== "'") break;
      at++;
    }
    this.at = at;
    return { kind: 'literal', ...this.spanFrom(start), value: value.slice(start + 1, at - 1).replaceAll("''", "'") };
  }

  private call(start: number, first: string): Expression {
    let name = first;
    let namespace: string | undefined;
    this.skipSpace();
    const constant = constants.get(first.toLowerCase());
    if (constant !== undefined && this.written.value[this.at] !== '(' && this.written.value[this.at] !== '.') {
      return { kind: 'literal', ...this.spanFrom(start), value: constant };
    }
    while (this.takeCharacter('.')) {
      this.skipSpace();
      namespace = namespace === undefined ? name : `${namespace}.${name}`;
      const next = this.take(word);
      if (next === undefined) throw new SyntaxFailure('the name of a function is missing', this.at);
      name = next;
    }
    if (!this.takeCharacter('(')) throw new SyntaxFailure(`${name} is not called`, this.at);
    const given = this.given();
    return lowerCall({ name, namespace, arguments: given }, this.names, this.spanFrom(start));
  }

  private given(): Expression[] {
    const given: Expression[] = [];
    if (this.takeCharacter(')')) return given;
    do given.push(this.expression());
    while (this.takeCharacter(','));
    this.expect(')');
    return given;
  }

  /** Takes `.name`, `.?name`, `[key]` or `[?key]` after a value; returns undefined where none follows. */
  private access(target: Expression, start: number): Access | undefined {
    if (this.takeCharacter('.')) {
      const safe = this.takeCharacter('?');
      this.skipSpace();
      const keyStart = this.at;
      const name = this.take(memberName);
      if (name === undefined) throw new SyntaxFailure('the name of a property is missing', this.at);
      const key: Expression = { kind: 'literal', ...this.spanFrom(keyStart), value: name };
      return { kind: 'access', ...this.spanFrom(start), target, key, safe, fromEnd: false };
    }
    if (!this.takeCharacter('[')) return undefined;
    const safe = this.takeCharacter('?');
    const fromEnd = this.takeCharacter('^');
    const key = this.expression();
    this.expect(']');
    return { kind: 'access', ...this.spanFrom(start), target, key, safe, fromEnd };
  }
}

/**
 * Parses a text for which `isExpressionText` holds. Never throws: where it cannot be read it says why.
 * Spans are those of the file.
 */
export function parseExpression(written: WrittenText, names: Names): Expression | ExpressionError {
  try {
    return new Parser(written, names).run();
  } catch (failure) {
    if (!(failure instanceof SyntaxFailure)) throw failure;
    const start = written.offsetAt(failure.at);
    return { because: failure.because, start, end: Math.max(start, written.offsetAt(failure.at + 1)) };
  }
}
