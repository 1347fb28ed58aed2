import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clients, connectionString, userOf } from '../../../src/postgres/connection-strings';

const host = 'pg-orders.postgres.database.azure.com';
const plain = { host, database: 'orders', user: 'app' };

/** What each client understands as: verify the certificate and the host name. */
const verified = {
  psql: /[?&]sslmode=verify-full&sslrootcert=system"$/,
  jdbc: /&sslmode=verify-full&sslfactory=org\.postgresql\.ssl\.DefaultJavaSSLFactory$/,
  npgsql: /;SSL Mode=VerifyFull$/,
  'node-postgres': /\?sslmode=verify-full$/,
  psycopg: / sslmode=verify-full sslrootcert=system$/,
} as const;

const written = {
  psql: `psql "postgresql://app@${host}:5432/orders?sslmode=verify-full&sslrootcert=system"`,
  jdbc: `jdbc:postgresql://${host}:5432/orders?user=app&sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory`,
  npgsql: `Host=${host};Port=5432;Database=orders;Username=app;SSL Mode=VerifyFull`,
  'node-postgres': `postgresql://app@${host}:5432/orders?sslmode=verify-full`,
  psycopg: `host=${host} port=5432 dbname=orders user=app sslmode=verify-full sslrootcert=system`,
} as const;

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((one) => !/\p{Cc}/u.test(one));

describe('connection strings', () => {
  for (const client of clients) {
    it(`${client}: a plain connection is written as its documentation does`, () => {
      assert.equal(connectionString(client, plain).text, written[client]);
    });

    it(`${client}: whatever the names are, the end that asks for verification stays`, () => {
      fc.assert(
        fc.property(text, text, fc.integer({ min: 1, max: 65_535 }), (database, user, port) => {
          const made = connectionString(client, { host, database, user, port }).text;
          assert.match(made, verified[client]);
          assert.equal(made.match(/ssl ?mode=/gi)?.length, 1 + (`${database} ${user}`.match(/ssl ?mode=/gi)?.length ?? 0));
        }),
      );
    });
  }

  it('names come back from a URI as they went in', () => {
    fc.assert(
      fc.property(text, text, (database, user) => {
        const url = new URL(connectionString('node-postgres', { host, database, user }).text);
        assert.equal(decodeURIComponent(url.username), user);
        assert.equal(decodeURIComponent(url.pathname.slice(1)), database);
        assert.equal(url.searchParams.get('sslmode'), 'verify-full');
        assert.equal(url.host, `${host}:5432`);
      }),
    );
  });

  it('a name cannot break out of the quotes of a shell command', () => {
    const { text: command } = connectionString('psql', { host, database: '"; rm -rf $(HOME) `id` !x', user: "o'b" });
    assert.doesNotMatch(command.slice('psql "'.length, -1), /["$`!'\\;\s]/);
  });

  it('names with separators are quoted for libpq and ADO.NET', () => {
    const odd = { host, database: "a b'c\\", user: 'x;SSL Mode=Disable' };
    assert.match(connectionString('psycopg', odd).text, /dbname='a b\\'c\\\\' user='x;SSL Mode=Disable' sslmode=verify-full/);
    assert.match(connectionString('npgsql', odd).text, /;Username="x;SSL Mode=Disable";SSL Mode=VerifyFull$/);
  });

  it('a host that no certificate names is refused', () => {
    for (const bad of ['', 'localhost', 'a.b?sslmode=disable', 'a b.c', '-a.b.c', 'x/y.z']) {
      assert.throws(() => connectionString('psql', { ...plain, host: bad }), RangeError, bad);
    }
  });

  it('an address is refused, as no certificate of Azure names one', () => {
    assert.throws(() => connectionString('psql', { ...plain, host: '10.0.0.4' }), RangeError);
  });

  it('empty names, control characters and impossible ports are refused', () => {
    assert.throws(() => connectionString('psql', { ...plain, database: '' }), RangeError);
    assert.throws(() => connectionString('psql', { ...plain, user: 'a\u0000b' }), RangeError);
    for (const port of [0, 65_536, 1.5]) assert.throws(() => connectionString('psql', { ...plain, port }), RangeError);
  });

  it("Single Server's gateway wants the server's name behind the role, once", () => {
    assert.equal(userOf('admin', { kind: 'single', host }), 'admin@pg-orders');
    assert.equal(userOf('admin@pg-orders', { kind: 'single', host }), 'admin@pg-orders');
    assert.equal(userOf('admin', { kind: 'flexible', host }), 'admin');
  });
});
