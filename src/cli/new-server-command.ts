import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { newServer } from '../sources/template/new-server/new-server';
import type { CommandIo, ExitCode } from './command-io';
import type { NewServerOptions } from './commands/new-server';
import { displayPath } from './display-path';
import { explainDiskError } from './text-file';

/** Writes a secure server to standard output or into a new file. */
export function runNewServer({ output, ...options }: NewServerOptions, io: CommandIo): ExitCode {
  const text = newServer(options);
  if (output === undefined) {
    io.out(text);
    return 0;
  }
  const file = resolve(io.cwd, output);
  const name = displayPath(io.cwd, file);
  try {
    writeFileSync(file, text, { flag: 'wx' });
    io.out(`Wrote ${name}.\n`);
    return 0;
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    io.error(exists ? `${name} exists already; it was left as it is.\n` : `${name} was not written: it ${explainDiskError(error)}\n`);
    return 2;
  }
}
