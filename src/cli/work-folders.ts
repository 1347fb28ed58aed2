import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(path);
  } catch {
    return dirname(path);
  }
}

/** The repository that a folder is in, else the folder itself. */
function repositoryOf(folder: string): string {
  let at = folder;
  while (!existsSync(join(at, '.git'))) {
    const above = dirname(at);
    if (above === at) return folder;
    at = above;
  }
  return at;
}

/**
 * Tells which files are in the folders that are worked on: the working directory, and the repositories or folders of
 * what is checked. Links are followed, so that none leads out of there.
 * @param paths what is checked, absolute.
 */
export function createWorkFolders(cwd: string, paths: readonly string[]): (file: string) => boolean {
  const folders = [...new Set([cwd, ...paths.map((path) => repositoryOf(folderOf(path)))])].flatMap((folder) => realPath(folder) ?? []);
  return (file) => {
    const real = realPath(file);
    // What does not exist is told by reading it.
    return real === undefined || folders.some((folder) => real.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  };
}
