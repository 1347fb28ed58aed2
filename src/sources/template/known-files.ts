import type { TypeReader } from '../bicep/declared-type';
import type { Host } from '../program';
import type { Mentions } from './relevance';
import { mayMatterTogether, mentionsIn } from './relevance';
import type { Template } from './template';

/** What was read of a file, and of which texts: its own, and those of the files that it imports from, however far. */
interface Known<T> {
  readonly text: string;
  readonly imported: ReadonlyMap<string, string | undefined>;
  readonly value: T;
}

/** So many files are remembered; an editor has no more of them open at once, with all that they call. */
const maxFiles = 512;

/** Remembers one kind of reading by the names of the files. */
class KnownBy<T> {
  private readonly files = new Map<string, Known<T>>();

  constructor(private readonly mostFiles: number) {}

  /** @param textOf the texts of files as they are now. */
  find(file: string, text: string, textOf: (file: string) => string | undefined): Known<T> | undefined {
    const known = this.files.get(file);
    if (known?.text !== text) return undefined;
    for (const [other, before] of known.imported) if (textOf(other) !== before) return undefined;
    return known;
  }

  add(file: string, known: Known<T>): void {
    this.files.delete(file);
    this.files.set(file, known);
    const [oldest] = this.files.keys();
    if (this.files.size > this.mostFiles && oldest !== undefined) this.files.delete(oldest);
  }
}

/**
 * Files that were read before, for programs that are opened again at every key: what did not change is not read again.
 * Nothing of it is evaluated, so that it means the same wherever it is called.
 */
export class KnownFiles {
  readonly templates: KnownBy<Template | undefined>;
  readonly types: KnownBy<TypeReader>;
  private readonly mentions: KnownBy<Mentions>;
  /** The templates that stand for modules of registries, by what is referred to. */
  readonly registryModules = new Map<string, Template | undefined>();

  /** @param mostFiles so many files are remembered; none where a program is opened once, which keeps what it needs itself. */
  constructor(mostFiles = maxFiles) {
    this.templates = new KnownBy(mostFiles);
    this.types = new KnownBy(mostFiles);
    this.mentions = new KnownBy(mostFiles);
  }

  /** Whether a file can matter with all that it reaches. */
  mayMatter(file: string, { read, resolve }: Host): boolean {
    const mentionsOf = (one: string): Mentions | undefined => {
      const text = read(one);
      if (text === undefined) return undefined;
      const before = this.mentions.find(one, text, read);
      if (before !== undefined) return before.value;
      const value = mentionsIn(text);
      this.mentions.add(one, { text, value, imported: new Map() });
      return value;
    };
    return mayMatterTogether(file, mentionsOf, resolve);
  }
}
