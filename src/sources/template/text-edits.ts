import type { TextEdit } from '../program';

/** Orders edits, without repeated ones. Returns nothing where some of them overlap, or where there are none. */
export function orderEdits(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const distinct = new Map(edits.map((edit) => [JSON.stringify([edit.file, edit.start, edit.end, edit.text]), edit]));
  const ordered = [...distinct.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start || a.end - b.end));
  for (const [index, edit] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next?.file === edit.file && next.start < edit.end) return undefined;
  }
  return ordered.length === 0 ? undefined : ordered;
}

/** Carries out ordered edits of one file. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
