import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { CommandIo } from './command-io';
import { explainDiskError } from './text-file';

function tellRefusal(error: unknown, output: string, io: CommandIo): void {
  const because = explainDiskError(error);
  io.error(`The output was not written: ${output} ${because === 'does not exist.' ? 'is in a folder that does not exist.' : because}\n`);
}

/** Says, before anything is made for it, whether a file can be written, after telling why not. The file stays as it is. */
export function canWrite(output: string | undefined, io: CommandIo): boolean {
  if (output === undefined) return true;
  const path = resolve(io.cwd, output);
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory() === true) throw Object.assign(new Error(path), { code: 'EISDIR' });
    accessSync(there === undefined ? dirname(path) : path, constants.W_OK);
    return true;
  } catch (error) {
    tellRefusal(error, output, io);
    return false;
  }
}

/** Writes what a command made into a file, or to standard output. Says whether that went well, after telling why not. */
export function writeOutput(text: string, output: string | undefined, io: CommandIo): boolean {
  if (output === undefined) {
    io.out(text);
    return true;
  }
  try {
    writeFileSync(resolve(io.cwd, output), text);
    return true;
  } catch (error) {
    tellRefusal(error, output, io);
    return false;
  }
}
