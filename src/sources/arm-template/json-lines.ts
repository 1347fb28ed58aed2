import type { Span } from '../program';
import { Faults, faults } from './json-faults';

export const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0xa0;

/** The place in a JSON text, with the line that it is in: what begins a line, and how far that is indented. */
export class JsonLines {
  protected readonly faults = new Faults();
  protected readonly comments: Span[] = [];
  protected at = 0;
  protected line = 0;
  protected lineStart = 0;
  /** The column of the first token of the line. */
  protected indent = 0;
  protected startsLine = true;
  private lines = 0;
  private indentedLines = 0;
  /** Where the next end of a comment is. */
  private commentEnd = 0;

  constructor(protected readonly text: string) {}

  /** Whether most lines are indented, so that one can tell from them what belongs together. */
  protected get isIndented(): boolean {
    return this.indentedLines * 2 > this.lines;
  }

  /** Goes to the next token. Returns false at the end. */
  protected skipSpace(): boolean {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === 10 || code === 13) {
        this.lineStart = this.at + 1;
        this.line++;
        this.startsLine = true;
      } else if (code === 47 && (text.charCodeAt(this.at + 1) === 47 || text.charCodeAt(this.at + 1) === 42)) {
        this.skipComment();
      } else if (!isSpace(code)) {
        if (this.startsLine) {
          this.indent = this.at - this.lineStart;
          this.lines++;
          if (this.indent > 0) this.indentedLines++;
        }
        return true;
      }
    }
    return false;
  }

  /** Goes to the last character of a comment. One that is not closed ends with its line. */
  protected skipComment(): void {
    const { text, at: start } = this;
    const block = text.charCodeAt(start + 1) === 42;
    if (block && start + 2 > this.commentEnd) this.commentEnd = indexOrEnd(text, '*/', start + 2);
    const isOpen = block && this.commentEnd >= text.length;
    const end = block && !isOpen ? this.commentEnd + 2 : lineEnd(text, start);
    if (isOpen) {
      this.faults.add(faults.comment, start, start + 2);
    }
    this.comments.push({ start, end });
    this.at = end - 1;
  }

  /** Goes to the line in which a text ends. */
  protected countLines({ start, end }: Span): void {
    for (let next = this.text.indexOf('\n', start); next >= 0 && next < end; next = this.text.indexOf('\n', next + 1)) {
      this.lineStart = next + 1;
      this.line++;
    }
  }

  protected behindSpace(from: number): number {
    let at = from;
    while (isSpace(this.text.charCodeAt(at))) at++;
    return at;
  }

  protected isFollowedByColon(end: number): boolean {
    return this.text.charCodeAt(this.behindSpace(end)) === 58;
  }

  protected followsText(at: number): boolean {
    let before = at - 1;
    while (before >= this.lineStart && isSpace(this.text.charCodeAt(before))) before--;
    return this.text.charCodeAt(before) === 34;
  }

  protected followsBracket(at: number): boolean {
    let before = at - 1;
    while (isSpace(this.text.charCodeAt(before))) before--;
    return '}]'.includes(this.text.charAt(before)) && before >= this.lineStart;
  }

  protected get column(): number {
    return this.at - this.lineStart;
  }
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found < 0 ? text.length : found;
}

function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return end;
}
