import { isAbsolute, relative, sep } from 'node:path';

const withSlashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

/** Shows an absolute path as people know it: relative to the working directory where it is below that, with `/`. */
export function displayPath(cwd: string, file: string): string {
  const below = relative(cwd, file);
  const outside = below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
  return withSlashes(outside ? file : below === '' ? '.' : below);
}
