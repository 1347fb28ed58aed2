import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configurationName } from '../engine/configuration/configuration';
import { initialConfiguration } from '../engine/configuration/initial-configuration';
import type { CommandIo, ExitCode } from './command-io';
import type { InitOptions } from './commands/init';
import { displayPath } from './display-path';
import { explainDiskError } from './text-file';

/** Writes a configuration where there is none. */
export function runInit({ folder, profile }: InitOptions, io: CommandIo): ExitCode {
  const file = join(resolve(io.cwd, folder), configurationName);
  const name = displayPath(io.cwd, file);
  try {
    writeFileSync(file, initialConfiguration(profile), { flag: 'wx' });
    io.out(`Wrote ${name}.\n`);
    return 0;
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const because = explainDiskError(error);
    const missing = because === 'does not exist.' ? 'is in a folder that does not exist.' : because;
    io.error(exists ? `${name} exists already; it was left as it is.\n` : `${name} was not written: it ${missing}\n`);
    return 2;
  }
}
