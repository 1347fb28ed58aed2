import type { Client, Code, TokenWays, Way } from './client';
import { authority, shellTokenWays, withShellToken } from './client';
import type { CompleteConnection } from './connection';
import { tokenScope } from './connection';
import { encode, quoteLiteral } from './quoting';

const bundled = 'Verifies against the certificates that come with Node.js; sslrootcert=system would be read as a file name there.';

const verifyFull = (to: CompleteConnection): string => `postgresql://${authority(to)}?sslmode=verify-full`;

const credentialOf = ({ authentication, identity }: CompleteConnection): { name: string; make: string } =>
  authentication === 'managed-identity'
    ? { name: 'ManagedIdentityCredential', make: `new ManagedIdentityCredential(${identity === undefined ? '' : `{ clientId: ${quoteLiteral(identity)} }`})` }
    : { name: 'DefaultAzureCredential', make: 'new DefaultAzureCredential()' };

function withToken(to: CompleteConnection, imports: readonly string[], lines: readonly string[]): Code {
  const { name, make } = credentialOf(to);
  const text = [
    `import { ${name} } from '@azure/identity';`,
    ...imports,
    '',
    `const credential = ${make};`,
    'const password = async () => {',
    `  const token = await credential.getToken(${quoteLiteral(tokenScope(to.host))});`,
    '  return token.token;',
    '};',
    ...lines,
    '',
  ];
  return { language: 'javascript', text: text.join('\n') };
}

/** Options one by one: beside a connection string node-postgres forgets every other option, the password too. */
const options = ({ host, port, database, user }: CompleteConnection): readonly string[] => [
  `  host: ${quoteLiteral(host)},`,
  `  port: ${port},`,
  `  database: ${quoteLiteral(database)},`,
  `  user: ${quoteLiteral(user)},`,
  '  password,',
  '  ssl: { rejectUnauthorized: true },',
];

const tokenWays = (code: NonNullable<Way['code']>): TokenWays => ({
  entra: { note: `Needs @azure/identity. Each new connection gets a fresh token. ${bundled}`, code },
  'managed-identity': { note: `Needs @azure/identity, and the identity on the computer. ${bundled}`, code },
});

export const nodePostgres: Client = {
  label: 'node-postgres (Node.js)',
  proven: true,
  page: 'https://node-postgres.com/features/ssl',
  write: verifyFull,
  ways: {
    password: {
      note: `Give the password by PGPASSWORD: beside a connection string the option password counts for nothing. ${bundled}`,
      code: (_, text) => ({
        language: 'javascript',
        text: `import pg from 'pg';\n\nconst pool = new pg.Pool({ connectionString: ${quoteLiteral(text)}, enableChannelBinding: true });\n`,
      }),
    },
    ...tokenWays((to) => withToken(to, ["import pg from 'pg';"], ['const pool = new pg.Pool({', ...options(to), '});'])),
  },
};

/** From Prisma 7 on, connections are made by node-postgres. */
export const prisma: Client = {
  label: 'Prisma (driver adapter, Prisma 7)',
  proven: true,
  page: 'https://www.prisma.io/docs/orm/overview/databases/postgresql',
  write: verifyFull,
  ways: {
    password: {
      note: `For @prisma/adapter-pg; the password comes from PGPASSWORD. ${bundled}`,
      code: (_, text) => ({
        language: 'typescript',
        text: `import { PrismaPg } from '@prisma/adapter-pg';\n\nconst adapter = new PrismaPg({ connectionString: ${quoteLiteral(text)}, enableChannelBinding: true });\n`,
      }),
    },
    ...tokenWays((to) => withToken(to, ["import { PrismaPg } from '@prisma/adapter-pg';"], ['const adapter = new PrismaPg({', ...options(to), '});'])),
  },
};

const engineNote = 'sslaccept=strict verifies against the certificates of the operating system; without it nothing is verified. Not for node-postgres, which does not know sslaccept.';

const engineUrl = (to: CompleteConnection, password: string): string =>
  `postgresql://${encode(to.user)}${password}@${to.host}:${to.port}/${encode(to.database)}?sslmode=require&sslaccept=strict`;

/** Names are encoded, so that nothing in them means anything to a shell. */
const databaseUrl = (to: CompleteConnection, print: string): string => `export DATABASE_URL="${engineUrl(to, `:$(${print})`)}"`;

/** Prisma's own engine knows no verify-full: it verifies certificate and host name when sslaccept is strict. */
export const prismaEngine: Client = {
  label: 'Prisma (engine, Prisma 6 and older)',
  proven: false,
  page: 'https://www.prisma.io/docs/orm/overview/databases/postgresql#arguments',
  write: (to) => engineUrl(to, ''),
  ways: {
    password: {
      note: `It knows no PGPASSWORD: the password has to be part of DATABASE_URL, and the code puts it there only at run time. ${engineNote}`,
      code: (to) => ({ language: 'shellscript', text: `${databaseUrl(to, 'node -p "encodeURIComponent(process.env.PGPASSWORD)"')}\n` }),
    },
    ...shellTokenWays(engineNote, (to) => withShellToken(to, databaseUrl(to, 'printenv PGPASSWORD'))),
  },
};
