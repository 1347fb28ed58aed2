/** Where a text in quotes ends. Where quotes are missing, that is a guess. */
export interface FoundText {
  /** Behind the last character of what it says. */
  readonly contentEnd: number;
  /** Behind its closing quote, if it has one. */
  readonly end: number;
  /** Whether it has several lines. */
  readonly spread?: true;
  readonly fault?: 'closing quote' | 'quote inside';
}

const quote = 34;
const backslash = 92;

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** Finds where texts end: most by their quotes, damaged ones by what commonly stands around texts. Takes linear time. */
export class TextScanner {
  /** The last stretch that was searched for a quote, so that nothing is searched twice. */
  private searched = { from: 0, to: 0, quoteAt: -1 };
  /** A stretch without any quote that closes a text. */
  private open = { from: 0, to: 0 };
  /** Where the words end that were last searched for a quote behind them. */
  private wordsEnd = 0;

  constructor(private readonly text: string) {}

  /**
   * Reads the text whose quote is at an offset. Returns undefined for a quote that begins none.
   * @param isKey whether the name of a property is expected.
   */
  find(at: number, isKey: boolean): FoundText | undefined {
    const { text, open } = this;
    if (at >= open.from && at < open.to) return this.unclosed(at, open.to, isKey);
    for (let end = at + 1; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === quote) return this.canFollow(end + 1) ? { contentEnd: end, end: end + 1 } : this.doubt(at, end, isKey);
      if (code === backslash) end++;
      else if (isLineEnd(code)) return this.overLines(at, end, isKey);
    }
    return this.unclosed(at, text.length, isKey);
  }

  /** A text may have several lines, but one that is half typed ends with its line: it would swallow those up to the next quote. */
  private overLines(at: number, lineEnd: number, isKey: boolean): FoundText | undefined {
    const close = this.quoteFrom(lineEnd);
    return close >= 0 && this.endsText(close + 1, isKey) ? { contentEnd: close, end: close + 1, spread: true } : this.unclosed(at, lineEnd, isKey);
  }

  /** Finds a text that lacks its first quote, such as name": by the last one. Returns the offset of that quote. */
  closingOf(at: number): number | undefined {
    const { text } = this;
    if (at >= this.wordsEnd) {
      let end = at;
      while (end < text.length && !'"{}[],:\r\n'.includes(text.charAt(end))) end++;
      this.wordsEnd = end;
    }
    const end = this.wordsEnd;
    return text.charCodeAt(end) === quote && this.canFollow(end + 1) ? end : undefined;
  }

  /** Whether what stands behind a closing quote in its line can follow a text, if a comma may be missing. */
  private canFollow(after: number): boolean {
    let at = after;
    while (this.text.charCodeAt(at) === 32 || this.text.charCodeAt(at) === 9) at++;
    return at >= this.text.length || ',:]}/"\r\n'.includes(this.text.charAt(at));
  }

  /** Whether what stands behind a quote shows that it closes a text of several lines. */
  private endsText(after: number, isKey: boolean): boolean {
    let at = after;
    while (at < this.text.length && /\s/.test(this.text.charAt(at))) at++;
    return at >= this.text.length || (isKey ? ':' : ',]}').includes(this.text.charAt(at)) || /^\/[/*]/.test(this.text.slice(at, at + 2));
  }

  /** Something that cannot follow stands behind the quote: a quote before it is missing, or this is one too many. */
  private doubt(at: number, close: number, isKey: boolean): FoundText {
    const content = this.text.slice(at + 1, close);
    const begin = isKey ? /^[^"'\s{}[\],:]+(?=\s*:\s*$)/.exec(content)?.[0] : /[\w$]/.test(this.text.charAt(close + 1)) ? beforeComma(content) : undefined;
    if (begin !== undefined) return { contentEnd: at + 1 + begin.length, end: at + 1 + begin.length, fault: 'closing quote' };
    const next = this.quoteFrom(close + 1);
    const merged = next >= 0 && !/[\r\n]/.test(this.text.slice(close, next)) && this.canFollow(next + 1);
    return merged ? { contentEnd: next, end: next + 1, fault: 'quote inside' } : { contentEnd: close, end: close + 1 };
  }

  private unclosed(at: number, lineEnd: number, isKey: boolean): FoundText | undefined {
    this.open = { from: at, to: lineEnd };
    const content = this.text.slice(at + 1, lineEnd);
    if (/^[\s,:{}[\]]*$/.test(content)) return undefined;
    const key = isKey ? /^[^"'\s{}[\],:]+(?=\s*:)/.exec(content)?.[0] : undefined;
    const end = at + 1 + (key?.length ?? lengthOfValue(content));
    return { contentEnd: end, end, fault: 'closing quote' };
  }

  /** The offset of the next quote that no backslash precedes, or -1. */
  private quoteFrom(from: number): number {
    const { text, searched } = this;
    if (from < searched.from || from >= searched.to || (searched.quoteAt >= 0 && searched.quoteAt < from)) {
      let at = from;
      while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
      this.searched = { from, to: at, quoteAt: at < text.length ? at : -1 };
    }
    return this.searched.quoteAt;
  }
}

function beforeComma(content: string): string | undefined {
  const trimmed = content.trimEnd();
  return trimmed.endsWith(',') && trimmed.length > 1 ? trimmed.slice(0, -1) : undefined;
}

/** How much of the rest of a line is the text: not the comma and the brackets at its end, but that of an expression. */
function lengthOfValue(content: string): number {
  let end = content.length;
  let bracket: number | undefined;
  for (; end > 0 && ' \t,{}[]'.includes(content.charAt(end - 1)); end--) if (content.charAt(end - 1) === ']') bracket = end;
  return bracket !== undefined && content.startsWith('[') ? bracket : end;
}
