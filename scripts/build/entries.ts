import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { filesBelow, inRepository } from '../repository';
import { bundlesFolder } from './lazy-bundles';

/** One file to build: `dist/<name>.cjs` out of `source`. */
export interface Entry {
  readonly name: string;
  readonly source: string;
}

const programs: readonly Entry[] = [
  { name: 'extension', source: inRepository('src', 'vscode', 'extension.ts') },
  { name: 'cli', source: inRepository('src', 'cli', 'main.ts') },
];

/** Lists what is built: the extension, the command line and every file directly in src/bundles. */
export function entries(): Entry[] {
  const bundles = filesBelow(bundlesFolder, (path) => path.endsWith('.ts')).map((source) => ({
    name: basename(source, '.ts'),
    source,
  }));
  return [...programs, ...bundles].filter(({ source }) => existsSync(source));
}

/** Lists the programs whose source does not exist, which only a build in progress of being written may lack. */
export const missingPrograms = (): Entry[] => programs.filter(({ source }) => !existsSync(source));
