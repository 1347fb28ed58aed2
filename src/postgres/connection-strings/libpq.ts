import type { Client, Code } from './client';
import { authority, beforeToken, libpqPage, libpqQuery, rootsOf, shellTokenWays, tokenCommand, withShellToken } from './client';
import type { CompleteConnection } from './connection';
import { quoteLibpq, quotePhp, quotePowerShell, quoteShell, quoteYaml } from './quoting';

export const psql: Client = {
  label: 'psql and other libpq clients',
  libpq: true,
  proven: true,
  page: libpqPage,
  write: (to) => `psql "postgresql://${authority(to)}?${libpqQuery(to)}"`,
  ways: {
    password: { note: 'psql asks for the password, or takes it from PGPASSWORD or the password file.' },
    ...shellTokenWays('', withShellToken),
  },
};

/** What libpq reads from a service file is everything behind the equals sign, less white space at its end. */
function requireUntrimmed(text: string): string {
  if (text.trim() !== text) throw new RangeError('A service file cannot hold a name that begins or ends with white space.');
  return text;
}

const serviceOf = ({ host }: CompleteConnection): string => host.split('.')[0] ?? '';

export const serviceFile: Client = {
  label: 'pg_service.conf (psql, pgAdmin)',
  libpq: true,
  proven: true,
  page: 'https://www.postgresql.org/docs/current/libpq-pgservice.html',
  write: (to) =>
    [
      `[${serviceOf(to)}]`,
      `host=${to.host}`,
      `port=${to.port}`,
      `dbname=${requireUntrimmed(to.database)}`,
      `user=${requireUntrimmed(to.user)}`,
      'sslmode=verify-full',
      `sslrootcert=${rootsOf(to)}`,
      'gssencmode=disable',
    ].join('\n'),
  ways: {
    password: { note: 'Belongs into the file ~/.pg_service.conf; then: psql service=NAME. The password stays out of it.' },
    ...shellTokenWays('Belongs into the file ~/.pg_service.conf.', (to) => withShellToken(to, `psql service=${serviceOf(to)}`)),
  },
};

const variables = (to: CompleteConnection): readonly (readonly [string, string])[] => [
  ['PGHOST', to.host],
  ['PGPORT', String(to.port)],
  ['PGDATABASE', to.database],
  ['PGUSER', to.user],
  ['PGSSLMODE', 'verify-full'],
  ['PGSSLROOTCERT', rootsOf(to)],
  ['PGGSSENCMODE', 'disable'],
];

/** A service that is named in the environment counts for more than every other variable, and may ask for less than verified TLS. */
const service = 'PGSERVICE';

const powerShell = (to: CompleteConnection): Code => ({
  language: 'powershell',
  text: [`$env:${service} = $null`, ...variables(to).map(([name, value]) => `$env:${name} = ${quotePowerShell(value)}`), ''].join('\n'),
});

export const environment: Client = {
  label: 'Environment variables (libpq)',
  libpq: true,
  proven: true,
  page: 'https://www.postgresql.org/docs/current/libpq-envars.html',
  write: (to) => [`unset ${service}`, ...variables(to).map(([name, value]) => `export ${name}=${quoteShell(value)}`)].join('\n'),
  ways: {
    password: { note: 'For a POSIX shell; the code is for PowerShell. The password is asked for, or comes from PGPASSWORD.', code: powerShell },
    ...shellTokenWays('For a POSIX shell.', withShellToken),
  },
};

export const rails: Client = {
  label: 'Rails (database.yml)',
  libpq: true,
  proven: true,
  page: 'https://guides.rubyonrails.org/configuring.html#configuring-a-postgresql-database',
  write: (to) =>
    [
      'production:',
      '  adapter: postgresql',
      `  host: ${to.host}`,
      `  port: ${to.port}`,
      `  database: ${quoteYaml(to.database)}`,
      `  username: ${quoteYaml(to.user)}`,
      // As JSON, which is YAML too: a password may look like a comment, a number or a list.
      '  password: <%= ENV["PGPASSWORD"].to_json %>',
      '  sslmode: verify-full',
      `  sslrootcert: ${quoteYaml(rootsOf(to))}`,
      '  gssencmode: disable',
    ].join('\n'),
  ways: {
    password: { note: 'The password comes from the environment.' },
    ...shellTokenWays('', (to) => withShellToken(to, 'bin/rails server')),
  },
};

/** PDO turns every semicolon into a space, and forgets user or password where it finds their options anywhere, in quotes too. */
function requireHoldable(text: string): string {
  if (text.includes(';')) throw new RangeError('PDO cannot hold a semicolon in a name.');
  if (/user=|password=/.test(text)) throw new RangeError('PDO cannot hold user= or password= in a name.');
  return text;
}

const dsn = (to: CompleteConnection): string =>
  `pgsql:host=${to.host};port=${to.port};dbname=${quoteLibpq(requireHoldable(to.database))};sslmode=verify-full;sslrootcert=${quoteLibpq(requireHoldable(rootsOf(to)))};gssencmode=disable`;

const pdo = (to: CompleteConnection, before: readonly string[]): Code => ({
  language: 'php',
  text: ['<?php', ...before, `$pdo = new PDO(${quotePhp(dsn(to))}, ${quotePhp(to.user)}, getenv('PGPASSWORD'), [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);`, ''].join('\n'),
});

export const phpPdo: Client = {
  label: 'PDO (PHP)',
  libpq: true,
  proven: true,
  page: 'https://www.php.net/manual/ref.pdo-pgsql.connection.php',
  write: dsn,
  ways: {
    password: { note: 'User and password are arguments of PDO.', code: (to) => pdo(to, []) },
    ...shellTokenWays('', (to) => pdo(to, [`// After ${beforeToken(to)}, start with PGPASSWORD="$(${tokenCommand(to)})"`])),
  },
};
