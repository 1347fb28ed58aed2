import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { startPostgres, type PostgresServer } from '../../postgres/server';

let server: PostgresServer;
before(async () => {
  server = await startPostgres();
});
after(() => server.stop());

const client = (ssl: boolean): Client =>
  new Client({
    host: server.host,
    port: server.port,
    user: server.user,
    password: server.password,
    database: 'postgres',
    ssl: ssl ? { ca: server.authority.root.pem } : false,
    enableChannelBinding: true,
  });

test('the PostgreSQL of the tests speaks TLS with a certificate of the tests', async () => {
  const connection = client(true);
  await connection.connect();
  const { rows } = await connection.query<{ ssl: boolean }>('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
  await connection.end();
  assert.deepEqual(rows, [{ ssl: true }]);
});

test('it takes nobody without TLS', async () => {
  await assert.rejects(client(false).connect(), /no pg_hba\.conf entry/);
});
