/** Lines between a directive and what it is for: empty ones, comments, other directives, and decorators. */
const between = /[ \t]*(?:(?:\/\/|#(?:disable|restore)-)[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/[ \t]*|@[\w.]+\([^\r\n]*\)[ \t]*)?(?=\r|\n)/y;

const lineEnd = /\r\n?|\n/g;

/** Returns the start of the line after an offset, or the end of the text. */
function nextLine(text: string, offset: number): number {
  lineEnd.lastIndex = offset;
  return lineEnd.exec(text) === null ? text.length : lineEnd.lastIndex;
}

/** Finds the lines that directives for the next line mean. */
export class LinesAfter {
  /** The last answer: every offset from `offset` on, before the line that was found, has the same one. */
  private last = { offset: 0, from: -1, to: -1 };

  constructor(private readonly text: string) {}

  /** The line from its start to its end; empty where the text ends. */
  line(offset: number): { readonly from: number; readonly to: number } {
    if (offset < this.last.offset || offset >= this.last.from) this.last = { offset, ...this.find(offset) };
    return { from: this.last.from, to: this.last.to };
  }

  private find(offset: number): { readonly from: number; readonly to: number } {
    const { text } = this;
    let from = nextLine(text, offset);
    for (between.lastIndex = from; from < text.length && between.test(text); between.lastIndex = from) from = nextLine(text, between.lastIndex);
    return { from, to: nextLine(text, from) };
  }
}
