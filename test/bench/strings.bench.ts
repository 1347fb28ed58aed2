import fc from 'fast-check';
import type { Connection } from '../../src/postgres/connection-strings/connection';
import { userOf } from '../../src/postgres/connection-strings/connection';
import { clientIds, clientInfo, connectionString } from '../../src/postgres/connection-strings/connection-string';
import { readers } from '../unit/postgres/connection-strings/readers';
import type { Measure } from './measure';

const host = 'pg-orders.postgres.database.azure.com';
const namesPerWay = 200;

/** Ordinary names among ones that try to add an option of their own. */
const pieces = ['app', 'Ä', '日本', ' ', '"', "'", '\\', ';', '&', '?', '=', '@', '/', '%', '$', '`', 'sslmode=disable', ';SSL Mode=Disable', 'Trust Server Certificate=true'];
const name = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

interface Tally {
  verifying: number;
  refused: number;
}

/** Writes a string and reads it as its client does. @throws where it would be taken without verifying. */
function tally(id: (typeof clientIds)[number], connection: Connection, counts: Tally): void {
  let text;
  try {
    ({ text } = connectionString(id, connection));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    counts.refused += 1;
    return;
  }
  if (!readers[id](text).verifies) throw new Error(`${id} would not verify: ${text}`);
  counts.verifying += 1;
}

/** Every client, kind of server and port, by password, for names as people and attackers write them. */
const strings: Measure = () => {
  const counts: Tally = { verifying: 0, refused: 0 };
  for (const id of clientIds) {
    for (const kind of ['flexible', 'single'] as const) {
      for (const port of [5432, 6432]) {
        for (const [database, user] of fc.sample(fc.tuple(name, name), { numRuns: namesPerWay, seed: 1 })) {
          tally(id, { host, database, user: userOf(user, { kind, host }), port }, counts);
        }
      }
    }
  }
  const proven = clientIds.filter((id) => clientInfo(id).proven).length;
  return Promise.resolve([
    { name: 'connection strings that verify, as their clients read them', value: counts.verifying, unit: '', note: `all that were written; ${counts.refused} were refused for their names` },
    { name: 'clients whose string was run against a real server', value: proven, unit: '', note: `of ${clientIds.length}, each against two impostors too (npm run test:clients, unit tests)` },
  ]);
};

export const measures: readonly Measure[] = [strings];
