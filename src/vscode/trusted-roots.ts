import { readFile } from 'node:fs/promises';
import type { TrustedRoots } from '../postgres/trusted-roots';
import type { Postgres } from './load-postgres';
import type { Services } from './services';
import { UserMessage } from './user-message';

/**
 * The certificates that servers are verified by: those that Azure uses, or those of the file in the settings.
 * @throws a message for people where that file cannot be read: it is never ignored.
 */
export async function trustedRoots({ settings }: Services, postgres: Postgres): Promise<TrustedRoots> {
  const { rootCertificate } = settings();
  if (rootCertificate === '') return postgres.azureRoots();
  try {
    return postgres.readRoots(await readFile(rootCertificate, 'utf8'), rootCertificate);
  } catch (error) {
    const reason = error instanceof RangeError ? error.message : `${rootCertificate} cannot be read.`;
    throw new UserMessage(`${reason} Correct the setting “Connection: Root Certificate”, or empty it to trust the roots that Azure uses.`);
  }
}
