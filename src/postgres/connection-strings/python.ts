import type { Client, Code, TokenWays, Way } from './client';
import { authority, libpqPage, libpqQuery, rootsOf, shellTokenWays, withShellToken } from './client';
import type { CompleteConnection } from './connection';
import { tokenScope } from './connection';
import { quoteLibpq, quoteLiteral } from './quoting';

const tokenNote = 'Needs the package azure-identity. Each new connection gets a fresh token.';

const credentialOf = ({ authentication, identity }: CompleteConnection): { name: string; make: string } =>
  authentication === 'managed-identity'
    ? { name: 'ManagedIdentityCredential', make: `ManagedIdentityCredential(${identity === undefined ? '' : `client_id=${quoteLiteral(identity)}`})` }
    : { name: 'DefaultAzureCredential', make: 'DefaultAzureCredential()' };

/** A program that has `token()` before its own lines. */
function withToken(to: CompleteConnection, imports: readonly string[], lines: readonly string[]): Code {
  const { name, make } = credentialOf(to);
  const text = [
    `from azure.identity import ${name}`,
    ...imports,
    '',
    `credential = ${make}`,
    '',
    '',
    'def token():',
    `    return credential.get_token(${quoteLiteral(tokenScope(to.host))}).token`,
    '',
    '',
    ...lines,
    '',
  ];
  return { language: 'python', text: text.join('\n') };
}

const tokenWays = (code: Way['code']): TokenWays => {
  const made = code === undefined ? {} : { code };
  return {
    entra: { note: tokenNote, ...made },
    'managed-identity': { note: `Only where the identity is assigned to the computer. ${tokenNote}`, ...made },
  };
};

export const psycopg: Client = {
  label: 'psycopg (Python)',
  libpq: true,
  proven: true,
  page: libpqPage,
  write: (to) =>
    `host=${to.host} port=${to.port} dbname=${quoteLibpq(to.database)} user=${quoteLibpq(to.user)} sslmode=verify-full sslrootcert=${quoteLibpq(rootsOf(to))} gssencmode=disable`,
  ways: {
    password: { note: 'Give the password by PGPASSWORD or the argument password.' },
    ...tokenWays((to, text) => withToken(to, ['import psycopg'], [`connection = psycopg.connect(${quoteLiteral(text)}, password=token())`])),
  },
};

/** SQLAlchemy decodes the user of a URL but not the database, so that names with separators need URL.create. */
const isPlain = (name: string): boolean => /^[\w.-]+$/.test(name);

export const sqlalchemy: Client = {
  label: 'SQLAlchemy (Python)',
  libpq: true,
  proven: true,
  page: 'https://docs.sqlalchemy.org/en/20/core/engines.html',
  write: (to) => {
    if (isPlain(to.database)) return `postgresql+psycopg://${authority(to)}?${libpqQuery(to)}`;
    const parts = [
      `username=${quoteLiteral(to.user)}`,
      `host=${quoteLiteral(to.host)}`,
      `port=${to.port}`,
      `database=${quoteLiteral(to.database)}`,
      `query={"sslmode": "verify-full", "sslrootcert": ${quoteLiteral(rootsOf(to))}, "gssencmode": "disable"}`,
    ];
    return `URL.create("postgresql+psycopg", ${parts.join(', ')})`;
  },
  ways: {
    password: { note: 'Give the password by PGPASSWORD.' },
    ...tokenWays((to, text) =>
      withToken(
        to,
        [`from sqlalchemy import ${text.startsWith('URL.') ? 'URL, ' : ''}create_engine, event`],
        [
          `engine = create_engine(${text.startsWith('URL.') ? text : quoteLiteral(text)})`,
          '',
          '',
          '@event.listens_for(engine, "do_connect")',
          'def give_token(dialect, connection_record, arguments, parameters):',
          '    parameters["password"] = token()',
        ],
      ),
    ),
  },
};

export const django: Client = {
  label: 'Django (Python)',
  libpq: true,
  proven: true,
  page: 'https://docs.djangoproject.com/en/stable/ref/databases/#postgresql-connection-settings',
  write: (to) =>
    [
      'DATABASES = {',
      '    "default": {',
      '        "ENGINE": "django.db.backends.postgresql",',
      `        "HOST": ${quoteLiteral(to.host)},`,
      `        "PORT": ${to.port},`,
      `        "NAME": ${quoteLiteral(to.database)},`,
      `        "USER": ${quoteLiteral(to.user)},`,
      '        "PASSWORD": os.environ["PGPASSWORD"],',
      `        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": ${quoteLiteral(rootsOf(to))}, "gssencmode": "disable"},`,
      '    }',
      '}',
    ].join('\n'),
  ways: {
    password: { note: 'The password comes from the environment; import os at the top of the settings.' },
    ...shellTokenWays('', (to) => withShellToken(to, 'python manage.py runserver')),
  },
};
