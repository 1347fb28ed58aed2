import assert from 'node:assert/strict';
import type { ConnectionOptions } from 'node:tls';
import { runInThisContext } from 'node:vm';
import { Client } from 'pg';
import type { ClientId } from '../../../../src/postgres/connection-strings/connection-string';
import { collect, readKeywords, required, splitUri, type Pairs, type Understood, type Verifies } from './notations';

/** Beside the certificate libpq must not take the encryption of Kerberos in place of TLS. */
const libpqVerifies: Verifies = (pairs) =>
  pairs.get('sslmode') === 'verify-full' && pairs.get('sslrootcert') === 'system' && pairs.get('gssencmode') === 'disable';

const byKeywords = (pairs: Pairs): Understood => ({
  host: required(pairs, 'host'),
  port: Number(required(pairs, 'port')),
  database: required(pairs, 'dbname'),
  user: required(pairs, 'user'),
  verifies: libpqVerifies(pairs),
});

const uri =
  (scheme: string, verifies: Verifies) =>
  (text: string): Understood => {
    const { pairs, scheme: written, ...rest } = splitUri(text);
    assert.equal(written, scheme);
    return { ...rest, verifies: verifies(pairs) };
  };

const onlySslMode: Verifies = (pairs) => pairs.size === 1 && pairs.get('sslmode') === 'verify-full';
const withSystemRoots: Verifies = (pairs) => pairs.size === 3 && libpqVerifies(pairs);

/** Clients that read an address as browsers do take dots for folders; what is decoded is for each of them to say. */
const asFolders = (text: string, decode: (path: string) => string): string => decode(new URL(text).pathname.replace(/^\/+/, ''));

/** node-postgres itself, by an address or by options. */
function readNode(text: string): Understood {
  const client = text.startsWith('{')
    ? new Client(runInThisContext(`(${text})`) as ConstructorParameters<typeof Client>[0])
    : new Client({ connectionString: text });
  const { host, port, database = '', user = '' } = client;
  const { ssl } = client as unknown as { readonly ssl: boolean | ConnectionOptions };
  const verifies = typeof ssl === 'object' && Object.entries(ssl).every(([name, value]) => name === 'rejectUnauthorized' && value === true);
  return { host, port, database, user, verifies };
}

/** pgx takes the slashes at the beginning of a decoded path away. */
function readPgx(text: string): Understood {
  const read = uri('postgres', onlySslMode)(text);
  return { ...read, database: read.database.replace(/^\/+/, '') };
}

const readSqlx = (text: string): Understood => ({ ...uri('postgres', onlySslMode)(text), database: asFolders(text, decodeURIComponent) });

/** Prisma's engine does not decode the database. */
const readEngine = (text: string): Understood => ({
  ...uri('postgresql', (pairs) => pairs.size === 2 && pairs.get('sslmode') === 'require' && pairs.get('sslaccept') === 'strict')(text),
  database: asFolders(text, (path) => path),
});

/** pgjdbc: everything behind the question mark are properties, `user` among them. */
function readJdbc(text: string): Understood {
  const { pairs, scheme, ...rest } = splitUri(text);
  assert.equal(scheme, 'jdbc:postgresql');
  const verifies = pairs.get('sslmode') === 'verify-full' && pairs.get('sslfactory') === 'org.postgresql.ssl.DefaultJavaSSLFactory';
  return { ...rest, user: required(pairs, 'user'), verifies };
}

/** ADO.NET: names up to an equals sign, values bare up to a semicolon or in quotes that are doubled inside. */
function readAdo(text: string): Understood {
  const pair = /\s*([^=;]+)=(?:"((?:[^"]|"")*)"|([^;"']*))(?:;|$)/gy;
  const pairs: [string, string][] = [];
  for (let match = pair.exec(text); match !== null; match = pair.exec(text)) {
    pairs.push([(match[1] ?? '').toLowerCase(), (match[2] ?? match[3] ?? '').replaceAll('""', '"')]);
    if (pair.lastIndex === text.length) break;
  }
  assert.equal(pair.lastIndex, text.length, `${text} is not read to its end`);
  const all = collect(pairs);
  return {
    host: required(all, 'host'),
    port: Number(required(all, 'port')),
    database: required(all, 'database'),
    user: required(all, 'username'),
    verifies: all.get('ssl mode') === 'VerifyFull' && all.get('gss encryption mode') === 'Disable' && !all.has('trust server certificate'),
  };
}

/** Every literal in double quotes, with `\\` and `\"` for backslash and quote and `\x3C` for a less-than sign. */
const literals = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\["\\]|\\x3C)*)"/g)].map(([, inner = '']) => inner.replaceAll('\\x3C', '<').replace(/\\(["\\])/g, '$1'));

function line(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  assert.ok(found !== undefined, `${String(pattern)} is not in ${text}`);
  return found;
}

const literal = (text: string): string => {
  const [only, ...others] = literals(text);
  assert.ok(only !== undefined && others.length === 0, `${text} is not one literal`);
  return only;
};

function readSqlAlchemy(text: string): Understood {
  if (!text.startsWith('URL.create(')) return uri('postgresql+psycopg', withSystemRoots)(text);
  const [driver, user, host, database, ...query] = literals(text);
  assert.equal(driver, 'postgresql+psycopg');
  return {
    host: host ?? '',
    port: Number(line(text, /, port=(\d+), database=/)),
    database: database ?? '',
    user: user ?? '',
    verifies: query.join() === 'sslmode,verify-full,sslrootcert,system,gssencmode,disable',
  };
}

const readDjango = (text: string): Understood => ({
  host: literal(line(text, /"HOST": (.*),$/m)),
  port: Number(line(text, /"PORT": (\d+),$/m)),
  database: literal(line(text, /"NAME": (.*),$/m)),
  user: literal(line(text, /"USER": (.*),$/m)),
  verifies: text.includes('\n        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "system", "gssencmode": "disable"},\n    }\n}'),
});

const readRails = (text: string): Understood => {
  // ERB runs before YAML is read: only the password may be computed.
  assert.equal(text.split('<%').length, 2);
  return {
    host: line(text, /^ {2}host: (.*)$/m),
    port: Number(line(text, /^ {2}port: (\d+)$/m)),
    database: literal(line(text, /^ {2}database: (.*)$/m)),
    user: literal(line(text, /^ {2}username: (.*)$/m)),
    verifies: text.endsWith('\n  sslmode: verify-full\n  sslrootcert: "system"\n  gssencmode: disable'),
  };
};

/** PDO replaces each semicolon by a space, then libpq reads the rest; where these two are anywhere, the arguments count for nothing. */
const readPdo = (text: string): Understood => {
  assert.match(text, /^pgsql:/);
  assert.doesNotMatch(text, /user=|password=/);
  const pairs = readKeywords(text.slice('pgsql:'.length).replaceAll(';', ' '));
  return byKeywords(new Map([...pairs, ['user', '']]));
};

/** Lines of a service file: libpq takes everything behind the first equals sign, less white space at the end. */
function readService(text: string): Understood {
  const [head = '', ...rest] = text.split('\n');
  assert.match(head, /^\[[\w-]+\]$/);
  return byKeywords(collect(rest.map((one): [string, string] => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1).trimEnd()])));
}

/** A POSIX shell: words in single quotes, with `'\''` for a single quote. */
function readShell(text: string): Understood {
  const [first, ...lines] = text.split('\n');
  assert.equal(first, 'unset PGSERVICE');
  const pairs = lines.map((one): [string, string] => {
    const match = /^export (\w+)='((?:[^']|'\\'')*)'$/.exec(one);
    assert.ok(match, `${one} sets no variable`);
    return [match[1] ?? '', (match[2] ?? '').replaceAll("'\\''", "'")];
  });
  const all = collect(pairs);
  return {
    host: required(all, 'PGHOST'),
    port: Number(required(all, 'PGPORT')),
    database: required(all, 'PGDATABASE'),
    user: required(all, 'PGUSER'),
    verifies: all.get('PGSSLMODE') === 'verify-full' && all.get('PGSSLROOTCERT') === 'system' && all.get('PGGSSENCMODE') === 'disable',
  };
}

/** tokio-postgres forces TLS by sslmode=require; what verifies is a connector that nobody has told to accept anything. */
function readTokio(text: string): Understood {
  const pairs = readKeywords(literals(line(text, /^let mut config: tokio_postgres::Config = (.*)\.parse\(\)\?;$/m))[0] ?? '');
  const connector = text.includes('MakeTlsConnector::new(native_tls::TlsConnector::new()?)') && text.includes('config.connect(connector)');
  return { ...byKeywords(pairs), verifies: pairs.get('sslmode') === 'require' && connector && !text.replace(/".*"/g, '').includes('danger') };
}

export const readers: Readonly<Record<ClientId, (text: string) => Understood>> = {
  psql: (text) => {
    const inner = line(text, /^psql "([^"$`\\!]*)"$/);
    return uri('postgresql', withSystemRoots)(inner);
  },
  jdbc: readJdbc,
  spring: (text) => {
    const [url = '', password] = text.split('\n');
    assert.equal(password, 'spring.datasource.password=${PGPASSWORD}');
    assert.doesNotMatch(url, /[${}\\]/);
    return readJdbc(url.slice('spring.datasource.url='.length));
  },
  npgsql: readAdo,
  'entity-framework': readAdo,
  'node-postgres': readNode,
  prisma: readNode,
  'prisma-engine': readEngine,
  psycopg: (text) => byKeywords(readKeywords(text)),
  sqlalchemy: readSqlAlchemy,
  django: readDjango,
  rails: readRails,
  pgx: readPgx,
  sqlx: readSqlx,
  'tokio-postgres': readTokio,
  'php-pdo': readPdo,
  'pg-service': readService,
  environment: readShell,
};
