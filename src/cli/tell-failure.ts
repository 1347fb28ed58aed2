import type { CommandIo, ExitCode } from './command-io';

/**
 * Tells why a command about live servers has ended before its time: it was interrupted, or nobody is signed in.
 * @param interrupted what is said where it was interrupted; left out where it was not.
 * @throws the error itself where it is a defect, which is told elsewhere.
 */
export function tellFailure(error: unknown, io: CommandIo, interrupted: string | undefined): ExitCode {
  // Nobody is signed in, in words for people.
  if (interrupted === undefined && (!(error instanceof Error) || error.name !== 'Error')) throw error;
  io.error(`${interrupted ?? (error as Error).message}\n`);
  return 2;
}
