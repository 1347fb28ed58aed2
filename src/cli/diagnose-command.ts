import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnose } from '../postgres/diagnose/diagnose';
import { diagnosisText } from '../postgres/diagnose/report';
import { readRoots, type TrustedRoots } from '../postgres/trusted-roots';
import type { CommandIo, ExitCode } from './command-io';
import type { DiagnoseOptions } from './commands/diagnose';

/** More than the certificates of every authority there is. */
const largestFile = 2 * 1024 * 1024;

/** Reads a file or a pipe, and no more of it than makes sense: some have no end. */
function readBounded(path: string): string | undefined {
  const handle = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(largestFile + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) read = readSync(handle, bytes, length, bytes.length - length, null);
    return length > largestFile ? undefined : bytes.toString('utf8', 0, length);
  } finally {
    closeSync(handle);
  }
}

/** @throws an error whose message says what is wrong with the file. */
function rootsOf(file: string, cwd: string): TrustedRoots {
  const text = readBounded(resolve(cwd, file));
  if (text === undefined) throw new RangeError(`${file} is too large for a file of certificates.`);
  return readRoots(text, file);
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
