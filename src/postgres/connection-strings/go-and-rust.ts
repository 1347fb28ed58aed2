import type { Client, Code } from './client';
import { authority, shellTokenWays, withShellToken } from './client';
import type { CompleteConnection } from './connection';
import { tokenScope } from './connection';
import { isDots, quoteLibpq, quoteLiteral, quoteShell } from './quoting';

const goToken = (to: CompleteConnection, text: string): Code => {
  const make =
    to.authentication === 'managed-identity'
      ? to.identity === undefined
        ? 'azidentity.NewManagedIdentityCredential(nil)'
        : `azidentity.NewManagedIdentityCredential(&azidentity.ManagedIdentityCredentialOptions{ID: azidentity.ClientID(${quoteLiteral(to.identity)})})`
      : 'azidentity.NewDefaultAzureCredential(nil)';
  const lines = [
    `config, err := pgxpool.ParseConfig(${quoteLiteral(text)})`,
    'if err != nil {',
    '\treturn err',
    '}',
    `credential, err := ${make}`,
    'if err != nil {',
    '\treturn err',
    '}',
    'config.BeforeConnect = func(ctx context.Context, connection *pgx.ConnConfig) error {',
    `\ttoken, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{${quoteLiteral(tokenScope(to.host))}}})`,
    '\tconnection.Password = token.Token',
    '\treturn err',
    '}',
    'pool, err := pgxpool.NewWithConfig(ctx, config)',
    '',
  ];
  return { language: 'go', text: lines.join('\n') };
};

/** pgx takes every slash at the beginning of a database for part of the address. */
function pgxUrl(to: CompleteConnection): string {
  if (to.database.startsWith('/')) throw new RangeError('pgx cannot hold a database that begins with a slash.');
  return `postgres://${authority(to)}?sslmode=verify-full`;
}

const goNote = 'Verifies against the certificates of the operating system.';

export const pgx: Client = {
  label: 'pgx (Go)',
  proven: true,
  page: 'https://pkg.go.dev/github.com/jackc/pgx/v5/pgconn#ParseConfig',
  write: pgxUrl,
  ways: {
    password: { note: `Give the password by PGPASSWORD. ${goNote}` },
    entra: { note: `Needs azidentity. Each new connection gets a fresh token. ${goNote}`, code: goToken },
    'managed-identity': { note: `Needs azidentity, and the identity on the computer. ${goNote}`, code: goToken },
  },
};

/** Addresses know dots as folders, also where they are encoded. */
function sqlxUrl(to: CompleteConnection): string {
  if (isDots(to.database)) throw new RangeError('sqlx cannot hold a database called . or .. in an address.');
  return `postgres://${authority(to)}?sslmode=verify-full`;
}

const sqlxNote = 'Needs a TLS feature of sqlx, whose root certificates are used.';

export const sqlx: Client = {
  label: 'sqlx (Rust)',
  proven: true,
  page: 'https://docs.rs/sqlx/latest/sqlx/postgres/struct.PgConnectOptions.html',
  write: sqlxUrl,
  ways: {
    password: { note: `${sqlxNote} The password comes from PGPASSWORD.` },
    ...shellTokenWays(sqlxNote, (to, text) => withShellToken(to, `export DATABASE_URL=${quoteShell(text)}\ncargo run`)),
  },
};

/** The string only asks for TLS: the connector verifies, so that one is worth nothing without the other. */
const tokio = (to: CompleteConnection): string => {
  const parts = [`host=${to.host}`, `port=${to.port}`, `user=${quoteLibpq(to.user)}`, `dbname=${quoteLibpq(to.database)}`, 'sslmode=require'];
  return [
    '// native-tls verifies certificate and host name as long as nobody tells it not to.',
    'let connector = postgres_native_tls::MakeTlsConnector::new(native_tls::TlsConnector::new()?);',
    `let mut config: tokio_postgres::Config = ${quoteLiteral(parts.join(' '))}.parse()?;`,
    'config.password(std::env::var("PGPASSWORD")?);',
    'let (client, connection) = config.connect(connector).await?;',
  ].join('\n');
};

const tokioNote = 'The code and its string belong together: the connector is what verifies.';

export const tokioPostgres: Client = {
  label: 'tokio-postgres (Rust)',
  proven: true,
  page: 'https://docs.rs/postgres-native-tls/latest/postgres_native_tls/',
  write: tokio,
  ways: {
    password: { note: `${tokioNote} The password comes from PGPASSWORD.` },
    ...shellTokenWays(tokioNote, (to) => withShellToken(to, 'cargo run')),
  },
};
