/** So many texts are kept: a file, with what else the fixes of it look at. */
const mostKept = 4;

/** No more than the last text is kept where they are longer together: a tree takes many times the memory of its text. */
const mostCharacters = 2_000_000;

/** Parses texts that are to be edited: the fixes of a file are tried one after the other, and all look at the same few texts. */
export class RecentTrees<T> {
  private readonly kept = new Map<string, T>();
  private characters = 0;

  constructor(private readonly parse: (text: string) => T) {}

  of(text: string): T {
    const before = this.kept.get(text);
    if (before !== undefined) return before;
    const parsed = this.parse(text);
    this.kept.set(text, parsed);
    this.characters += text.length;
    for (const oldest of this.kept.keys()) {
      const isMuch = this.kept.size > mostKept || this.characters > mostCharacters;
      if (!isMuch || oldest === text) break;
      this.kept.delete(oldest);
      this.characters -= oldest.length;
    }
    return parsed;
  }
}
