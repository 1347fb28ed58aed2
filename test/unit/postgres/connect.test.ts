import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connect, type Connection } from '../../../src/postgres/connect';
import { Refusal, type FailureCode } from '../../../src/postgres/refusal';
import { readRoots } from '../../../src/postgres/trusted-roots';
import { createAuthority } from '../../postgres/certificates';
import { startScripted } from '../../postgres/scripted-server';
import { startPostgres, type PostgresServer } from '../../postgres/server';

let server: PostgresServer;
before(async () => {
  server = await startPostgres({ access: ['hostssl all old all md5', 'hostssl all clear_text all password'] });
  const connection = await open();
  for (const statement of ["create role clear_text login password 'x'", "set password_encryption = 'md5'", "create role old login password 'old'"]) {
    await connection.query(statement);
  }
  await connection.end();
});
after(() => server.stop());

function open(user = 'postgres', secret = server.password, port = server.port): Promise<Connection> {
  const roots = readRoots(server.authority.root.pem, 'root.crt');
  return connect({ host: 'localhost', port, roots, login: { user, database: 'postgres', secret } });
}

const refusedAs = (code: FailureCode) => (error: unknown) => error instanceof Refusal && error.code === code;

describe('a connection for queries', () => {
  it('is encrypted, names itself, and looks names up in pg_catalog only', async () => {
    const connection = await open();
    const [row] = await connection.query<Record<string, unknown>>(
      `select ssl, version, current_setting('search_path') as path, current_setting('application_name') as app from pg_stat_ssl where pid = pg_backend_pid()`,
    );
    await connection.end();
    assert.deepEqual(row, { ssl: true, version: 'TLSv1.3', path: 'pg_catalog', app: 'postgresql-security' });
    assert.match(server.log(), /connection authenticated: identity="postgres" method=scram-sha-256/);
  });

  it('takes no password that is wrong, and says so as the doctor does', async () => {
    await assert.rejects(open('postgres', 'wrong'), refusedAs('password-wrong'));
  });

  it('gives no password in clear, and none that cannot be bound to the connection', async () => {
    await assert.rejects(open('clear_text', 'x'), refusedAs('clear-text-asked'));
    await assert.rejects(open('old', 'old'), refusedAs('channel-binding-missing'));
  });

  it('is not made with a server of a stranger, whatever the environment says', async () => {
    const stranger = createAuthority('Stranger');
    const scripted = await startScripted(({ agree }) => void agree(stranger.server()));
    const before = { ...process.env };
    Object.assign(process.env, { NODE_TLS_REJECT_UNAUTHORIZED: '0', PGSSLMODE: 'disable' });
    try {
      await assert.rejects(open('postgres', 'a password', scripted.port), refusedAs('certificate-untrusted-root'));
    } finally {
      process.env = before;
      await scripted.stop();
    }
    assert.equal(scripted.sentInClear() + scripted.sentWithinTls(), '');
  });

  it('is not made with a server that has no channel binding, to which the password is not used', async () => {
    const identity = server.authority.server();
    const scripted = await startScripted(({ agree }) => {
      const socket = agree(identity);
      socket.once('data', () => socket.write(Buffer.from('R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0', 'latin1')));
    });
    await assert.rejects(open('postgres', 'a password', scripted.port), refusedAs('channel-binding-missing'));
    await scripted.stop();
    assert.doesNotMatch(scripted.sentWithinTls(), /SCRAM/);
  });

  it('runs the statements of a transaction all or not at all', async () => {
    const connection = await open();
    await assert.rejects(connection.transaction(['create role half_made', 'create role half_made']), /already exists/);
    const rows = await connection.query(`select from pg_roles where rolname = 'half_made'`);
    await connection.end();
    assert.equal(rows.length, 0);
  });
});
