import type { TextPosition, TextRange } from './check-result';

/** Finds lines and columns in one text. */
export interface LineIndex {
  /** @param offset in UTF-16 units from the start; one outside of the text counts as its nearest end. */
  readonly position: (offset: number) => TextPosition;
  /** @param span offsets in UTF-16 units, end exclusive. */
  readonly range: (span: { readonly start: number; readonly end: number }) => TextRange;
}

/** Lists the offset of each line. A line ends as it does in editors: with LF, CR LF or CR. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n?|\n/g)) starts.push(index + lineEnd.length);
  return starts;
}

/** Reads the lines of a text once, so that each look-up costs only the logarithm of their number. */
export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const position = (offset: number): TextPosition => {
    const within = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= within) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: within - (starts[low] ?? 0) + 1 };
  };
  return { position, range: ({ start, end }) => ({ start: position(start), end: position(Math.max(start, end)) }) };
}
