import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnose } from '../postgres/diagnose/diagnose';
import { diagnosisText } from '../postgres/diagnose/report';
import { readRoots, type TrustedRoots } from '../postgres/trusted-roots';
import type { CommandIo, ExitCode } from './command-io';
import type { DiagnoseOptions } from './commands/diagnose';

/** More than the certificates of every authority there is. */
const largestFile = 2 * 1024 * 1024;

/** @throws an error whose message says what is wrong with the file. */
function rootsOf(file: string, cwd: string): TrustedRoots {
  const path = resolve(cwd, file);
  if (statSync(path).size > largestFile) throw new RangeError(`${file} is too large for a file of certificates.`);
  return readRoots(readFileSync(path, 'utf8'), file);
}

/** Diagnoses a connection; the password comes from the environment or from the person, never from an argument. */
export async function runDiagnose(options: DiagnoseOptions, io: CommandIo): Promise<ExitCode> {
  const { host, port, rootCert, user, database, directTls: direct, format } = options;
  let roots: TrustedRoots | undefined;
  try {
    roots = rootCert === undefined ? undefined : rootsOf(rootCert, io.cwd);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    io.error(`${code === undefined ? (error as Error).message : `${rootCert ?? ''} cannot be read (${code}).`}\n`);
    return 2;
  }
  const secret = user === undefined ? undefined : (io.environment['PGPASSWORD'] ?? (await io.askSecret?.(`Password or token of ${user}: `)));
  const login = user === undefined ? {} : { login: { user, database, ...(secret === undefined ? {} : { secret }) } };
  const { diagnosis } = await diagnose({ host, port, direct, ...(roots === undefined ? {} : { roots }), ...login });
  io.out(format === 'json' ? `${JSON.stringify(diagnosis, null, 2)}\n` : diagnosisText(diagnosis));
  return diagnosis.ok ? 0 : 1;
}
