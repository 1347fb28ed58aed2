import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one folder. */
interface Level {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** What git ignores in a folder: the patterns of the folder and of those above it, the nearest last. */
export type IgnoreLevels = readonly Level[];

/** Git compares names as the file system does. */
const ignorecase = process.platform === 'win32' || process.platform === 'darwin';

function readPatterns(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function levelsOf(folder: string, files: readonly string[]): Level[] {
  const texts = files.map(readPatterns).filter((text) => text !== undefined);
  if (texts.length === 0) return [];
  const patterns = ignore({ ignorecase, allowRelativePaths: true });
  for (const text of texts) patterns.add(text);
  return [{ folder, patterns }];
}

const isRepository = (folder: string): boolean => existsSync(join(folder, '.git'));

/** Adds the patterns of a folder to those above it. A repository inside of another begins anew, as it does for git. */
export function enterFolder(above: IgnoreLevels, folder: string): IgnoreLevels {
  const files = [join(folder, '.gitignore')];
  if (!isRepository(folder)) return [...above, ...levelsOf(folder, files)];
  return levelsOf(folder, [join(folder, '.git', 'info', 'exclude'), ...files]);
}

/** A pattern that the library cannot turn into an expression decides nothing. */
function decide({ folder, patterns }: Level, path: string, isFolder: boolean): boolean | undefined {
  const below = path.slice(folder.endsWith(sep) ? folder.length : folder.length + 1).replaceAll(sep, '/');
  try {
    const { ignored, unignored } = patterns.test(isFolder ? `${below}/` : below);
    return ignored ? true : unignored ? false : undefined;
  } catch {
    return undefined;
  }
}

/** Says whether git ignores a file or a folder; the nearest folder that says anything decides. */
export function isIgnored(levels: IgnoreLevels, path: string, isFolder: boolean): boolean {
  for (const level of levels.toReversed()) {
    const decision = decide(level, path, isFolder);
    if (decision !== undefined) return decision;
  }
  return false;
}

/**
 * Returns the patterns that hold above a folder that somebody named: those up to the root of its repository. None hold
 * where the folder itself is ignored, because it was asked for.
 */
export function levelsAbove(folder: string): IgnoreLevels {
  const chain: string[] = [];
  for (let current = folder; !isRepository(current); current = dirname(current)) {
    if (dirname(current) === current) return [];
    chain.unshift(dirname(current));
  }
  let levels: IgnoreLevels = [];
  for (const [index, parent] of chain.entries()) {
    levels = enterFolder(levels, parent);
    if (isIgnored(levels, chain[index + 1] ?? folder, true)) return [];
  }
  return levels;
}
