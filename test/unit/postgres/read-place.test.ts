import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPlace, shownPlace } from '../../../src/postgres/read-place';

describe('a place to connect to', () => {
  const places = [
    ['pg-orders.postgres.database.azure.com', 'pg-orders.postgres.database.azure.com', 5432],
    [' PG-Orders.Postgres.Database.Azure.Com:6432 ', 'pg-orders.postgres.database.azure.com', 6432],
    ['localhost', 'localhost', 5432],
    ['db_1.example.:1', 'db_1.example', 1],
    ['10.0.0.4:65535', '10.0.0.4', 65_535],
    ['[2001:db8::1]:6432', '2001:db8::1', 6432],
    ['::1', '::1', 5432],
    ['127.1', '127.0.0.1', 5432],
    ['0x7f000001:1', '127.0.0.1', 1],
    ['pg-ö.example', 'xn--pg--una.example', 5432],
    // The o is Cyrillic.
    ['pg-оrders.postgres.database.azure.com', 'xn--pg-rders-pbh.postgres.database.azure.com', 5432],
  ] as const;
  for (const [text, host, port] of places) {
    it(`${text} is ${host}, port ${port}`, () => {
      assert.deepEqual(readPlace(text), { host, port });
      assert.deepEqual(readPlace(shownPlace({ host, port })), { host, port }, 'it is read again as it is shown');
    });
  }

  for (const text of [
    '', ' ', ':5432', 'a:', 'a:0', 'a:65536', 'a:123456', 'a b', 'user@host', 'user:secret@host', 'postgresql://u:p@h/d', 'a/b', '[::1', '[a]:1', '[]:1', ':::::', 'a%00b', 'a\u001bb', 'a\u0000b',
    '\u202egnp.example', '\u200b', '256.1.1.1', '.', 'x'.repeat(254),
  ]) {
    it(`${JSON.stringify(text.slice(0, 40))} is none`, () => assert.equal(readPlace(text), undefined));
  }
});
