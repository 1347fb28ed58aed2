import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Joins segments below the repository into an absolute path. */
export const inRepository = (...segments: string[]): string => join(root, ...segments);

/** The real VS Code from npm, with its user data; ignored by git. */
export const hostFolder = inRepository('.host');

/** What test runs leave behind, such as screenshots; ignored by git. */
export const testOutput = inRepository('.test-output');

/** The packaged extension. Its name carries no version, so that everything finds it. */
export const vsixPath = inRepository('dist', 'postgresql-security-for-azure.vsix');

/** Lists the files below a folder, absolute and sorted; a missing folder has none. Folders named node_modules are skipped. */
export function filesBelow(folder: string, accept: (path: string) => boolean = () => true): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path, accept);
      return accept(path) ? [path] : [];
    })
    .sort();
}

/** Names a path below the repository as people write it: relative, with forward slashes. */
export const shown = (path: string): string => relative(root, path).split(sep).join('/');

/** Summarises files and folders by path, size and time of change: a cheap answer to "has an input changed?". */
export function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    if (!existsSync(path)) {
      hash.update(`${shown(path)} absent\n`);
      continue;
    }
    for (const file of statSync(path).isDirectory() ? filesBelow(path) : [path]) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${shown(file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}
