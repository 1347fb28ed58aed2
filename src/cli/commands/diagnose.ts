import { readPlace, type HostAndPort } from '../../postgres/read-place';
import type { Values } from '../command';
import { defineCommand, oneOf, UsageError } from '../command';

const formats = ['text', 'json'] as const;

export interface DiagnoseOptions {
  readonly host: string;
  readonly port: number;
  /** A PEM file with the root certificates to trust in place of those that Azure uses. */
  readonly rootCert?: string;
  /** Signs in as this role too. */
  readonly user?: string;
  readonly database: string;
  readonly directTls: boolean;
  readonly format: (typeof formats)[number];
}

const parameters = {
  'root-cert': { type: 'string' },
  user: { type: 'string' },
  database: { type: 'string' },
  'direct-tls': { type: 'boolean' },
  format: { type: 'string' },
} as const;

function placeOf(text: string): HostAndPort {
  const place = readPlace(text);
  if (place === undefined) throw new UsageError('diagnose needs HOST or HOST:PORT, such as pg-orders.postgres.database.azure.com:5432.');
  return place;
}

function read(words: readonly string[], values: Values<typeof parameters>): DiagnoseOptions {
  const [word = '', ...others] = words;
  const { 'root-cert': rootCert, user, database } = values;
  if (others.length > 0) throw new UsageError('diagnose takes one host.');
  const at = placeOf(word);
  for (const [name, value] of Object.entries({ 'root-cert': rootCert, user, database })) {
    if (value === '' || value?.includes('\0') === true) throw new UsageError(`--${name} needs a value.`);
  }
  if (database !== undefined && user === undefined) throw new UsageError('--database goes with --user, who signs in to it.');
  return {
    ...at,
    ...(rootCert === undefined ? {} : { rootCert }),
    ...(user === undefined ? {} : { user }),
    database: database ?? 'postgres',
    directTls: values['direct-tls'] === true,
    format: oneOf('format', values.format, formats, 'text'),
  };
}

const usage = `Connects to a PostgreSQL server step by step, and says what fails, why, and what to do.

Usage:
  postgresql-security diagnose HOST[:PORT] [options]

The server is verified before anything but the negotiation of TLS is sent to it; there is no way to ask for less.

Options:
  --root-cert FILE      trust the certificates of this PEM file in place of the roots that Azure uses
  --user USER           sign in too; the password or token comes from PGPASSWORD, else you are asked
  --database DATABASE   the database to sign in to (postgres)
  --direct-tls          TLS from the first byte: PostgreSQL 17 and newer
  --format text|json    how to show what was found (text)

Exit codes: 0 the server is verified (and the sign-in accepted, where one was asked for), 1 it is not, 2 the command
line cannot be understood.
`;

export const diagnoseCommand = defineCommand({
  name: 'diagnose',
  aliases: ['probe'],
  summary: 'connects to a server by verified TLS, and says why where that fails',
  usage,
  parameters,
  read,
  run: async (options: DiagnoseOptions, io) => (await import('../diagnose-command')).runDiagnose(options, io),
});
