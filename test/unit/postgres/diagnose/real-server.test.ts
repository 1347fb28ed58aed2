import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { diagnose } from '../../../../src/postgres/diagnose/diagnose';
import type { Diagnosis } from '../../../../src/postgres/diagnose/diagnosis';
import { readRoots, type TrustedRoots } from '../../../../src/postgres/trusted-roots';
import { startPostgres, type PostgresServer } from '../../../postgres/server';

let server: PostgresServer;
let roots: TrustedRoots;

const setUp = `
  create role ada login password 'Ada''s password';
  create role group_of_readers nologin;
  create role full login password 'x' connection limit 0;
  create role turned_away login password 'x';
  create role clear_text login password 'x';
  create role "Grüße" login password 'pässwörd ½ x';
  set password_encryption = 'md5';
  create role old login password 'old';
  create database closed;
  revoke connect on database closed from public`;

before(async () => {
  server = await startPostgres({
    access: [
      'hostssl all turned_away all reject',
      'hostssl all clear_text all password',
      'hostssl all old all md5',
      'hostssl all all_trusted,group_of_readers all trust',
    ],
  });
  roots = readRoots(readFileSync(server.rootFile, 'utf8'), 'root.crt');
  const { host, port, user, password } = server;
  const client = new Client({ host, port, user, password, database: 'postgres', ssl: { ca: server.authority.root.pem } });
  await client.connect();
  for (const statement of setUp.split(';')) await client.query(statement);
  await client.end();
});
after(() => server.stop());

async function examine(user?: string, secret?: string, more: { database?: string; direct?: boolean } = {}): Promise<Diagnosis> {
  const { database = 'postgres', direct = false } = more;
  const login = user === undefined ? {} : { login: { user, database, ...(secret === undefined ? {} : { secret }) } };
  const { diagnosis } = await diagnose({ host: 'localhost', port: server.port, roots, direct, ...login });
  return diagnosis;
}

describe('the doctor at a real PostgreSQL', () => {
  it('verifies the server without a sign-in', async () => {
    const { ok, steps, tls, failure } = await examine();
    assert.deepEqual([ok, failure], [true, undefined]);
    assert.deepEqual(steps.map(({ name }) => name), ['name', 'connection', 'negotiation', 'tls', 'certificate']);
    assert.ok(tls !== undefined);
    assert.equal(tls.version, 'TLSv1.3');
    assert.deepEqual(tls.chain.map(({ subject }) => subject), ['CN=localhost', 'CN=Test Intermediate', 'CN=Test Root']);
    assert.deepEqual(tls.chain[0]?.san, ['DNS:localhost', 'IP Address:127.0.0.1']);
    assert.match(tls.chain[0].validTo, /^\d{4}-\d\d-\d\d$/);
  });

  it('signs in by SCRAM with channel binding', async () => {
    const { ok, steps } = await examine('ada', 'Ada’s password'.replace('’', "'"));
    assert.equal(ok, true, JSON.stringify(steps));
    assert.match(steps.at(-1)?.detail ?? '', /SCRAM-SHA-256 with channel binding\); PostgreSQL 18/);
  });

  it('signs in with letters and passwords of other languages', async () => {
    // Decomposed, and with another space: SASLprep makes the same password of it.
    const { ok, steps } = await examine('Grüße', 'pässwörd ½ x'.normalize('NFD').replace(' ', '\u00a0'));
    assert.equal(ok, true, JSON.stringify(steps));
  });

  it('takes TLS from the first byte where it is asked to', async () => {
    const { ok, steps } = await examine('ada', "Ada's password", { direct: true });
    assert.equal(ok, true, JSON.stringify(steps));
    assert.deepEqual(steps.map(({ name }) => name), ['name', 'connection', 'tls', 'certificate', 'sign-in']);
  });

  const cases = [
    ['a wrong password', 'password-wrong', 'ada', 'wrong', {}],
    ['a missing password', 'password-missing', 'ada', undefined, {}],
    ['a role that is not there, which PostgreSQL does not tell from a wrong password', 'password-wrong', 'nobody', 'x', {}],
    ['a role that is not there where no password is asked', 'role-missing', 'all_trusted', undefined, {}],
    ['a group', 'role-no-login', 'group_of_readers', 'x', {}],
    ['a database that is not there', 'database-missing', 'ada', "Ada's password", { database: 'none' }],
    ['a database without CONNECT', 'database-forbidden', 'ada', "Ada's password", { database: 'closed' }],
    ['too many connections', 'too-many-connections', 'full', 'x', {}],
    ['a rule of pg_hba.conf', 'firewall', 'turned_away', 'x', {}],
    ['a password in clear text', 'clear-text-asked', 'clear_text', 'x', {}],
  ] as const;
  for (const [what, code, user, secret, more] of cases) {
    it(`says ${code} for ${what}, of a server that it has verified`, async () => {
      const { ok, failure, tls, steps } = await examine(user, secret, more);
      assert.deepEqual([ok, failure], [false, code], JSON.stringify(steps));
      assert.equal(tls?.version, 'TLSv1.3');
      assert.ok((steps.at(-1)?.advice ?? '') !== '', 'it says what to do');
    });
  }

  it('names MD5 where a role still signs in by it', async () => {
    const { ok, steps } = await examine('old', 'old');
    assert.equal(ok, true, JSON.stringify(steps));
    assert.match(steps.at(-1)?.detail ?? '', /MD5, which is weak/);
  });

  it('does not know the roots that others trust: without a file only those of Azure count', async () => {
    const { diagnosis } = await diagnose({ host: 'localhost', port: server.port });
    assert.equal(diagnosis.failure, 'certificate-untrusted-root');
    assert.match(diagnosis.steps.at(-1)?.detail ?? '', /CN=Test Root, which is not among the root certificates that Azure uses/);
  });

  it('writes no password anywhere', async () => {
    const { host, port } = server;
    const { diagnosis } = await diagnose({ host, port, roots, login: { user: 'ada', database: 'postgres', secret: 'a very secret word' } });
    assert.doesNotMatch(JSON.stringify(diagnosis), /very secret/);
  });

  it('finds nobody at a port where nobody listens', async () => {
    await server.stop();
    assert.equal((await examine()).failure, 'connection-refused');
  });
});
