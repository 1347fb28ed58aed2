import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../outputs/check-result';
import type * as GitIgnore from './git-ignore';
import { explainDiskError } from './text-file';

export interface FoundFile {
  /** The absolute path. */
  readonly file: string;
  /** True where somebody named the file itself, not a folder above it. */
  readonly named: boolean;
}

export interface FoundFiles {
  /** Sorted by path, each once. */
  readonly files: readonly FoundFile[];
  /** The folders that could not be read; `message` is the end of a sentence. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
  /** The paths that do not exist. */
  readonly missing: readonly string[];
}

const extensions = /\.(bicep|bicepparam|json|jsonc)$/i;

/** Says whether a file is of a language that is read. */
export const isReadable = (file: string): boolean => extensions.test(file);

const skipped = new Set(['node_modules', '.git']);

interface Search {
  readonly found: Map<string, FoundFile>;
  /** Where symbolic links to files lead. */
  readonly links: Map<string, string>;
  readonly problems: { readonly file: string; readonly message: string }[];
  readonly git: typeof GitIgnore;
}

function list(search: Search, folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    search.problems.push({ file: folder, message: explainDiskError(error) });
    return [];
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Links to folders are not followed, as git does not, so no loop of links can be entered; links to files are. */
function takeLink(search: Search, path: string): void {
  try {
    if (!statSync(path).isFile()) return;
    search.links.set(path, realPath(path));
  } catch {
    // A link that leads nowhere is found as a file, and reading it says so.
  }
  search.found.set(path, { file: path, named: false });
}

function walk(search: Search, folder: string, above: GitIgnore.IgnoreLevels): void {
  const levels = search.git.enterFolder(above, folder);
  for (const entry of list(search, folder)) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (isFolder ? skipped.has(entry.name) : !isReadable(entry.name)) continue;
    if (search.git.isIgnored(levels, path, isFolder)) continue;
    if (isFolder) walk(search, path, levels);
    else if (entry.isSymbolicLink()) takeLink(search, path);
    else if (entry.isFile()) search.found.set(path, { file: path, named: false });
  }
}

/** Drops links to files that are found themselves, so that no file is checked twice. */
function dropDoubledLinks({ found, links }: Search): void {
  if (links.size === 0) return;
  const files = new Set([...found.keys()].filter((file) => !links.has(file)).map((file) => realPath(file)));
  for (const [link, target] of links) if (files.has(target)) found.delete(link);
}

/** A path that exists but cannot be looked at is taken for a file: reading it then says why it cannot be read. */
function kindOf(path: string): 'file' | 'folder' | 'missing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return explainDiskError(error) === 'does not exist.' ? 'missing' : 'file';
  }
}

/**
 * Finds the files that named paths mean: a named file itself, whatever it is, and below a folder the Bicep and JSON
 * files, without node_modules, .git and what git ignores.
 * @param paths absolute.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const kinds = paths.map((path) => ({ path, kind: kindOf(path) }));
  const found = new Map<string, FoundFile>();
  const problems: Search['problems'] = [];
  const folders = kinds.filter(({ kind }) => kind === 'folder');
  if (folders.length > 0) {
    const search: Search = { found, links: new Map(), problems, git: await import('./git-ignore') };
    for (const { path } of folders) walk(search, path, search.git.levelsAbove(path));
    dropDoubledLinks(search);
  }
  for (const { path, kind } of kinds) if (kind === 'file') found.set(path, { file: path, named: true });
  return {
    files: [...found.values()].sort((a, b) => compareText(a.file, b.file)),
    problems,
    missing: kinds.filter(({ kind }) => kind === 'missing').map(({ path }) => path),
  };
}
