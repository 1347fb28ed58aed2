/** The words of more than this many edits are not near; a slip of the fingers takes one or two. */
const mostEdits = 2;

/** Counts the letters that differ between two short words: inserted, left out, replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Finds the word that somebody probably meant: one that differs in a few letters. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: { readonly word: string; readonly edits: number } | undefined;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) > mostEdits) continue;
    const edits = distance(lower, candidate.toLowerCase());
    if (edits <= mostEdits && edits < candidate.length / 2 && (best === undefined || edits < best.edits)) {
      best = { word: candidate, edits };
    }
  }
  return best?.word;
}
