import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readConnectionStrings } from '../../../../src/layers/connection-strings/connection-string';
import type { Unknown, Value } from '../../../../src/model/value';
import { isUnknown, unknown } from '../../../../src/model/value';

const host = 'pg-orders.postgres.database.azure.com';
const option = unknown('it has no value');
const text = (...pieces: readonly (string | Unknown)[]): Unknown => unknown('a part is not known', { pieces });

/** The form and the words of each string in a value. */
const found = (value: Value): readonly string[] =>
  readConnectionStrings(value).map(({ form, words, protection, password }) => `${form} ${isUnknown(protection) ? 'unknown' : words} ${password}`);

describe('connection strings in a script', () => {
  const dsn = `host=${host} dbname=o user=u`;

  test('stand in quotes', () => {
    assert.deepEqual(found(`psql "${dsn} sslmode=disable"`), ['libpq sslmode=disable none']);
    assert.deepEqual(found(`psql '${dsn} sslmode=disable' -c "select 1;"`), ['libpq sslmode=disable none']);
    assert.deepEqual(found(`psql "user=u dbname=o host=${host} sslmode=allow"`), ['libpq sslmode=allow none']);
    assert.deepEqual(found(`sh -c 'psql "${dsn} sslmode=prefer"'`), ['libpq sslmode=prefer none']);
    assert.deepEqual(found(text('psql "host=', option, ' dbname=o user=u sslmode=disable"')), ['libpq sslmode=disable none']);
  });

  test('are all told, one by one', () => {
    assert.deepEqual(found(`psql "postgres://u@${host}/o?sslmode=disable"\npsql "${dsn} sslmode=allow"\n`), ['uri sslmode=disable none', 'libpq sslmode=allow none']);
  });

  test('stand in quotes of one line', () => {
    assert.deepEqual(found(`# don't\npsql "${dsn} sslmode=disable" # isn't`), ['libpq sslmode=disable none']);
  });

  test('stand in JSON that is in quotes', () => {
    assert.deepEqual(found(`echo '{"url":"postgres://u@${host}/o?sslmode=disable"}' > settings.json`), ['uri sslmode=disable none']);
  });

  test('may be bare', () => {
    assert.deepEqual(found(`psql postgres://u@${host}/o?sslmode=disable -c "select 1"`), ['uri sslmode=disable none']);
  });

  test('are no quotes of a string itself', () => {
    assert.deepEqual(found(`${dsn} password='s3 cret' sslmode='require'`), ['libpq sslmode=require written']);
    assert.deepEqual(found(`Host=${host};Username=u;Password="a;b=c";SSL Mode=Disable`), ['ado SSL Mode=Disable written']);
  });

  test('are not looked for in quotes without end', () => {
    assert.deepEqual(found(`echo "hello"; echo 'none of it is one'`), []);
    assert.deepEqual(found('"'.repeat(20000)), []);
  });
});

describe('connection strings in JSON', () => {
  const client = (more: object): string => JSON.stringify({ host, database: 'o', ...more });

  test('are objects of the settings of a client', () => {
    assert.deepEqual(found(client({ ssl: false })), ['json ssl=false none']);
    assert.deepEqual(found(client({ ssl: { rejectUnauthorized: false } })), ['json rejectUnauthorized is false none']);
    assert.deepEqual(found(client({ ssl: { rejectUnauthorized: true } })), ['json ssl=true none']);
    assert.deepEqual(found(client({ ssl: { ca: 'pem' } })), ['json ssl=true none']);
    assert.deepEqual(found(client({ ssl: ['x'] })), ['json unknown none']);
    assert.deepEqual(found(client({ ssl: null })), ['json unknown none']);
    assert.deepEqual(found(client({ ssl: 'require' })), ['json ssl=require none']);
    assert.deepEqual(found(client({ sslmode: 'no-verify', password: 'written' })), ['json sslmode=no-verify written']);
  });

  test('hold further settings where clients read them', () => {
    for (const inner of ['dialectOptions', 'extra']) assert.deepEqual(found(client({ [inner]: { ssl: false } })), ['json ssl=false none'], inner);
    assert.deepEqual(found(client({ pool: { ssl: false } })), ['json unknown none']);
    assert.deepEqual(found(client({ extra: 'ssl' })), ['json unknown none']);
  });

  test('are none without a host of PostgreSQL, or with nothing but a host', () => {
    assert.deepEqual(found(JSON.stringify({ host })), []);
    assert.deepEqual(found(JSON.stringify({ database: 'o', user: 'u' })), []);
    assert.deepEqual(found(JSON.stringify({ host: 'db.example.org', database: 'o' })), []);
    assert.deepEqual(found(JSON.stringify({ host: 'db.example.org', port: 5432, database: 'o', ssl: false })), ['json ssl=false none']);
  });

  test('are texts within, however deep, up to a depth that nobody writes', () => {
    const nested = (depth: number): unknown => (depth === 0 ? `postgres://u@${host}/o?sslmode=disable` : { a: [nested(depth - 1)] });
    assert.equal(found(JSON.stringify(nested(6))).length, 1);
    assert.equal(found(JSON.stringify(nested(7))).length, 0);
    assert.deepEqual(found(JSON.stringify({ a: [1, null, true, 'text'] })), []);
  });

  test('may have parts that nobody knows, in quotes or bare', () => {
    assert.deepEqual(found(text(`{"host":"${host}","database":"o","password":`, option, ',"ssl":false}')), ['json ssl=false given']);
    assert.deepEqual(found(text(`{"host":"${host}","database":"o","password":"`, option, '","ssl":false}')), ['json ssl=false given']);
  });

  test('that is broken is read as a text', () => {
    assert.deepEqual(found(`{"url": postgres://u@${host}/o?sslmode=disable`), ['uri sslmode=disable none']);
  });
});
