import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takesTokens } from '../../../src/postgres/takes-tokens';

test('a token goes to servers of Azure only, however a name is made to look like one', () => {
  for (const host of ['pg-orders.postgres.database.azure.com', 'PG.Postgres.Database.Azure.Com', 'x.postgres.database.usgovcloudapi.net', 'c-orders.abc.postgres.cosmos.azure.com']) {
    assert.ok(takesTokens(host), host);
  }
  for (const host of ['localhost', 'postgres.database.azure.com', '.postgres.database.azure.com', 'pg.postgres.database.azure.com.evil.example', 'evilpostgres.database.azure.com', 'pg.database.windows.net', '10.0.0.4', '']) {
    assert.ok(!takesTokens(host), host);
  }
});
