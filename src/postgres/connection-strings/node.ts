import type { Client, Code, TokenWays, Way } from './client';
import { authority, shellTokenWays, withShellToken } from './client';
import type { CompleteConnection } from './connection';
import { tokenScope } from './connection';
import { encode, isDots, quoteLiteral } from './quoting';

const bundled = 'Verifies against the certificates that come with Node.js; sslrootcert=system would be read as a file name there.';

const options = ({ host, port, database, user }: CompleteConnection): readonly string[] => [
  `host: ${quoteLiteral(host)},`,
  `port: ${port},`,
  `database: ${quoteLiteral(database)},`,
  `user: ${quoteLiteral(user)},`,
  'ssl: { rejectUnauthorized: true },',
];

/** node-postgres leaves encoded in a database what separates the parts of an address, such as a slash. */
const fitsAddress = ({ database }: CompleteConnection): boolean => decodeURI(encode(database)) === database && !isDots(database);

/** An address, or options one by one for a database that node-postgres would read wrong. */
const verifyFull = (to: CompleteConnection): string =>
  fitsAddress(to) ? `postgresql://${authority(to)}?sslmode=verify-full` : `{ ${options(to).join(' ')} enableChannelBinding: true }`;

/** Options of a pool that signs in with a password of the environment. */
const poolOptions = (text: string): string =>
  text.startsWith('{') ? text : `{ connectionString: ${quoteLiteral(text)}, enableChannelBinding: true }`;

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

/** Beside a connection string node-postgres forgets every other option, the password too. */
const tokenOptions = (to: CompleteConnection): readonly string[] => [...options(to), 'password,'].map((line) => `  ${line}`);

const tokenWays = (code: NonNullable<Way['code']>, note: string): TokenWays => ({
  entra: { note: `Needs @azure/identity. Each new connection gets a fresh token. ${note}`, code },
  'managed-identity': { note: `Needs @azure/identity, and the identity on the computer. ${note}`, code },
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
        text: `import pg from 'pg';\n\nconst pool = new pg.Pool(${poolOptions(text)});\n`,
      }),
    },
    ...tokenWays((to) => withToken(to, ["import pg from 'pg';"], ['const pool = new pg.Pool({', ...tokenOptions(to), '});']), bundled),
  },
};

/** The engine takes verify-full for a mode that it does not know, which is as good as none. */
const adapterOnly = 'Not for prisma.config.ts: migrations run by the engine, which needs the string of Prisma (engine).';

/** From Prisma 7 on, connections are made by node-postgres. */
export const prisma: Client = {
  label: 'Prisma (driver adapter, Prisma 7)',
  proven: true,
  page: 'https://www.prisma.io/docs/orm/overview/databases/postgresql',
  write: verifyFull,
  ways: {
    password: {
      note: `For @prisma/adapter-pg; the password comes from PGPASSWORD. ${bundled} ${adapterOnly}`,
      code: (_, text) => ({
        language: 'typescript',
        text: `import { PrismaPg } from '@prisma/adapter-pg';\n\nconst adapter = new PrismaPg(${poolOptions(text)});\n`,
      }),
    },
    ...tokenWays((to) => withToken(to, ["import { PrismaPg } from '@prisma/adapter-pg';"], ['const adapter = new PrismaPg({', ...tokenOptions(to), '});']), `${bundled} ${adapterOnly}`),
  },
};

const engineNote = 'sslaccept=strict verifies against the certificates of the operating system; without it nothing is verified. Not for node-postgres, which does not know sslaccept.';

/** The engine decodes the user and the password of an address, but not the database. */
function engineUrl({ user, host, port, database }: CompleteConnection, password: string): string {
  if (encode(database) !== database || isDots(database)) throw new RangeError('Prisma’s engine takes a database of ASCII letters, digits, -, _, . and ~ only.');
  return `postgresql://${encode(user)}${password}@${host}:${port}/${database}?sslmode=require&sslaccept=strict`;
}

/** Names are encoded, so that nothing in them means anything to a shell. */
const databaseUrl = (to: CompleteConnection, print: string): string => `export DATABASE_URL="${engineUrl(to, `:$(${print})`)}"`;

/** Prisma's own engine knows no verify-full: it verifies certificate and host name when sslaccept is strict. */
export const prismaEngine: Client = {
  label: 'Prisma (engine: migrations, Prisma 6 and older)',
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
