/** What else patterns of other tools know, which would silently mean something different here. */
const foreign = /[[\]{}!\\:]|^\/|(?:^|\/)\.\.?(?:\/|$)|\/\//;

/** Says why a text is no pattern of files, as the end of a sentence, or nothing where it is one. */
export function whyNoFilePattern(text: string): string | undefined {
  if (text.trim() === '') return 'is empty';
  if (text.length > 500) return 'is longer than 500 characters';
  if (foreign.test(text)) return 'holds something that has no meaning here: * stands for any part of a name, ** for any folders, ? for one character';
  return undefined;
}

/** Compares a name with a pattern of `*` and `?`; takes no more than the product of their lengths. */
function matchesName(name: string, pattern: string): boolean {
  let [at, mark] = [0, 0];
  let star = -1;
  let here = 0;
  while (at < name.length) {
    const wanted = pattern.charAt(here);
    if (wanted === '*') {
      star = here;
      mark = at;
      here += 1;
    } else if (wanted !== '' && (wanted === '?' || wanted === name.charAt(at))) {
      at += 1;
      here += 1;
    } else if (star >= 0) {
      mark += 1;
      at = mark;
      here = star + 1;
    } else {
      return false;
    }
  }
  while (pattern.charAt(here) === '*') here += 1;
  return here === pattern.length;
}

/** The numbers of pattern parts that may come next after some folders, moved on by one name. */
function advance(open: ReadonlySet<number>, parts: readonly string[], name: string): Set<number> {
  const next = new Set<number>();
  for (const index of open) {
    const part = parts[index];
    if (part === undefined) continue;
    if (part === '**') next.add(index);
    else if (matchesName(name, part)) next.add(index + 1);
  }
  return withSkipped(next, parts);
}

/** `**` may stand for no folder at all. */
function withSkipped(open: Set<number>, parts: readonly string[]): Set<number> {
  for (const index of open) if (parts[index] === '**') open.add(index + 1);
  return open;
}

function partsOf(pattern: string): string[] {
  const parts = pattern.split('/');
  if (parts.at(-1) === '') parts.splice(-1, 1, '**');
  // As in .gitignore, a bare name means it in every folder.
  return parts.length === 1 ? ['**', ...parts] : parts;
}

/**
 * Says whether a file is meant by a pattern: `*` and `?` within a name, `**` for any folders. A pattern without `/`
 * means the name in every folder, and one that names a folder means all that is in it.
 * @param path relative to the folder of the configuration, with `/`.
 */
export function matchesFile(path: string, pattern: string): boolean {
  const parts = partsOf(pattern);
  let open = withSkipped(new Set([0]), parts);
  for (const name of path.split('/')) {
    open = advance(open, parts, name);
    // Everything below what a pattern names belongs to it.
    if (open.has(parts.length)) return true;
    if (open.size === 0) return false;
  }
  return open.has(parts.length);
}
