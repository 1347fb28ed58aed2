/**
 * How deep brackets may nest. The parser, and everything that walks what it returns, may recurse up to here; no
 * template that Resource Manager accepts comes close.
 */
export const maxDepth = 256;

const quote = 34;
const slash = 47;
const star = 42;
const backslash = 92;
const lineFeed = 10;

export interface PreparedText {
  /** As long as the text that it was made of, so that every offset means the same in both. */
  readonly text: string;
  /** Where brackets nest deeper than `maxDepth`, if they do; such a text must not be parsed. */
  readonly tooDeepAt: number | undefined;
  /** Where a comment begins that is not closed. It is left out: the parser would put its end behind that of the text. */
  readonly openCommentAt: number | undefined;
}

const isWhite = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Whether what stands after a closing quote can follow a text: then what looks like its end is its end. */
function endsValue(text: string, after: number): boolean {
  let at = after;
  while (at < text.length && isWhite(text.charCodeAt(at))) at++;
  return at >= text.length || ',:]}/'.includes(text.charAt(at));
}

/** Takes a text once from its start to its end, and remembers what has to become a space. */
class Preparation {
  tooDeepAt: number | undefined;
  openCommentAt: number | undefined;
  private depth = 0;
  private copied = 0;
  /** The last stretch that was searched for a closing quote, so that nothing is searched twice. */
  private searched = { from: 0, to: 0, quoteAt: -1 };
  private readonly pieces: string[] = [];

  constructor(private readonly text: string) {}

  run(): string {
    const { text } = this;
    let at = 0;
    if (text.charCodeAt(0) === 0xfeff) {
      this.blank(0);
      at = 1;
    }
    while (at < text.length) at = this.step(at);
    return this.pieces.length === 0 ? text : this.pieces.join('') + text.slice(this.copied);
  }

  /** Takes one character, text or comment, and returns the offset after it. */
  private step(at: number): number {
    const code = this.text.charCodeAt(at);
    if (code === quote) return this.skipText(at + 1);
    if (code === slash) {
      const next = this.text.charCodeAt(at + 1);
      if (next === slash || next === star) return this.skipComment(at, next === star);
    } else if (code === 123 || code === 91) {
      this.depth++;
      if (this.depth > maxDepth) this.tooDeepAt ??= at;
    } else if (code === 125 || code === 93) {
      this.depth = Math.max(0, this.depth - 1);
    }
    return at + 1;
  }

  private skipComment(start: number, block: boolean): number {
    const end = this.text.indexOf(block ? '*/' : '\n', start + 2);
    if (end >= 0) return end + (block ? 2 : 1);
    if (block) {
      this.openCommentAt = start;
      this.blank(start, this.text.length);
    }
    return this.text.length;
  }

  private skipText(start: number): number {
    let multiline = false;
    for (let at = start; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === backslash) at++;
      else if (code === quote) return at + 1;
      else if (code < 32) {
        if ((code === lineFeed || code === 13) && !multiline) {
          // A half typed text ends with its line; otherwise it would swallow the lines up to the next quote.
          const end = this.closingQuote(at);
          if (end < 0 || !endsValue(this.text, end + 1)) return at;
          multiline = true;
        }
        this.blank(at);
      }
    }
    return this.text.length;
  }

  /** The offset of the quote that closes a text, or -1. @param from where to begin, inside of the text. */
  private closingQuote(from: number): number {
    if (from < this.searched.from || from >= this.searched.to) {
      let at = from;
      while (at < this.text.length && this.text.charCodeAt(at) !== quote) at += this.text.charCodeAt(at) === backslash ? 2 : 1;
      this.searched = { from, to: at, quoteAt: at < this.text.length ? at : -1 };
    }
    return this.searched.quoteAt;
  }

  private blank(at: number, end = at + 1): void {
    this.pieces.push(this.text.slice(this.copied, at), ' '.repeat(end - at));
    this.copied = end;
  }
}

/**
 * Makes a text readable for the JSON parser without moving anything: a byte order mark, and newlines and tabs inside
 * of texts, become spaces. Resource Manager accepts them and real templates have them. Takes linear time.
 */
export function prepareText(text: string): PreparedText {
  const preparation = new Preparation(text);
  const prepared = preparation.run();
  return { text: prepared, tooDeepAt: preparation.tooDeepAt, openCommentAt: preparation.openCommentAt };
}
