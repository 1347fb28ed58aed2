/** A place in text as editors count: lines and UTF-16 columns from 0. */
export interface LineColumn {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets of a text into lines and columns without searching it again for each. */
export function lineIndex(text: string): (offset: number) => LineColumn {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const inside = Math.min(Math.max(offset, 0), text.length);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: inside - (starts[low] ?? 0) };
  };
}
