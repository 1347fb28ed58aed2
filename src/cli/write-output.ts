import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CommandIo } from './command-io';
import { explainDiskError } from './text-file';

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
    const because = explainDiskError(error);
    io.error(`The output was not written: ${output} ${because === 'does not exist.' ? 'is in a folder that does not exist.' : because}\n`);
    return false;
  }
}
