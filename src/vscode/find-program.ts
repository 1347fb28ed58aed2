import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Finds a program on the PATH of the computer where the extension runs. */
export function findProgram(name: string): string | undefined {
  const { PATH = '', PATHEXT = '.EXE' } = process.env;
  const endings = process.platform === 'win32' ? PATHEXT.split(';') : [''];
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`))).find(isProgram);
}
