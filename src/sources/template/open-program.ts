import type { Entry, Host, Program } from '../program';
import { addressesAt } from './address-at';
import { edits } from './edits';
import { findEntries } from './entries';
import type { KnownFiles } from './known-files';
import { isParametersFile, Library } from './library';
import { locate } from './locate';
import type { OpenEntry } from './open-entry';
import { openEntry } from './open-entry';
import { problemsIn } from './reach';

export interface ProgramInput {
  /** Templates and parameters files, in any order. What they deploy is found by itself. */
  readonly files: readonly string[];
  readonly host: Host;
  /** What was read by programs before this one. */
  readonly known?: KnownFiles;
}

/**
 * Reads templates of both languages and what they deploy. Never throws: what cannot be read is missing, and a problem.
 * An entry is evaluated when somebody asks for it, once unless it is released.
 */
export function openProgram({ files, host, known }: ProgramInput): Program {
  const library = new Library(host, known);
  const { entries, problems } = findEntries(files, library);
  const opened = new Map<string, OpenEntry>();
  const keyOf = (entry: Entry): string => JSON.stringify([entry.file, entry.parameters]);
  const open = (entry: Entry): OpenEntry => {
    const key = keyOf(entry);
    const before = opened.get(key);
    if (before !== undefined) return before;
    const fresh = openEntry(entry, library);
    opened.set(key, fresh);
    return fresh;
  };
  // What deploys others was read to tell what is an entry. The rest is read once it is judged, and forgotten then.
  const templates = [...files, ...entries.map(({ file }) => file)].filter((file) => !isParametersFile(file));
  const early = new Set([...problems, ...problemsIn(templates.filter((file) => !library.standsAlone(file)), library)]);
  return {
    entries,
    problems: () => [...new Set([...early, ...problemsIn(templates.filter((file) => library.standsAlone(file)), library)])],
    snapshot: (entry) => open(entry).snapshot,
    locate: (entry, address) => locate(open(entry), address),
    addressesAt: (entry, file, offset) => addressesAt(open(entry), file, offset),
    release: (entry) => {
      opened.delete(keyOf(entry));
      library.forget(entry.file);
    },
    edits: (entry, fix) => edits(open(entry), fix, library),
  };
}
