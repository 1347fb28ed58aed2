import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { createAuthority } from '../../postgres/certificates';
import { startScripted, type Script } from '../../postgres/scripted-server';
import { startPostgres, type PostgresServer } from '../../postgres/server';

const stranger = createAuthority('Stranger');
const program = inRepository('src', 'cli', 'main.ts');
let server: PostgresServer;
let folder: string;
before(async () => {
  server = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'diagnose-'));
  writeFileSync(join(folder, 'stranger.pem'), stranger.root.pem);
  writeFileSync(join(folder, 'empty.pem'), 'nothing');
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command line as a process of its own. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...env, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} ${env['NODE_OPTIONS'] ?? ''}` } };
    const child = execFile(process.execPath, [program, ...args], options, (_error, out, error) => resolve({ code: child.exitCode ?? -1, out, error }));
    child.stdin?.end();
  });
}

/** Everything in an environment that clients take as leave to verify less. */
const weakening = (): Record<string, string> => ({
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  NODE_EXTRA_CA_CERTS: join(folder, 'stranger.pem'),
  NODE_OPTIONS: '--tls-min-v1.0 --tls-cipher-list=ALL --use-openssl-ca',
  SSL_CERT_FILE: join(folder, 'stranger.pem'),
  PGSSLMODE: 'disable',
  PGSSLROOTCERT: join(folder, 'stranger.pem'),
  PGHOST: 'localhost',
  PGUSER: 'postgres',
});

async function against(script: Script): Promise<Ended & { readonly toServer: string }> {
  const scripted = await startScripted(script);
  try {
    const ended = await start(['diagnose', `localhost:${scripted.port}`, '--root-cert', server.rootFile, '--format', 'json'], weakening());
    return { ...ended, toServer: scripted.sentInClear() + scripted.sentWithinTls() };
  } finally {
    await scripted.stop();
  }
}

describe('diagnose on the command line', () => {
  it('ends with 0 for a verified server and an accepted sign-in, and says so as JSON', async () => {
    const args = ['diagnose', `localhost:${server.port}`, '--root-cert', server.rootFile, '--user', 'postgres', '--format', 'json'];
    const { code, out, error } = await start(args, { PGPASSWORD: server.password });
    assert.deepEqual([code, error], [0, '']);
    const answer = JSON.parse(out) as Record<string, unknown> & { steps: Record<string, unknown>[]; tls: { chain: Record<string, unknown>[] } };
    assert.deepEqual(Object.keys(answer), ['ok', 'host', 'port', 'steps', 'tls']);
    assert.deepEqual([answer['ok'], answer['host'], answer['port']], [true, 'localhost', server.port]);
    for (const step of answer.steps) assert.deepEqual(Object.keys(step), ['name', 'ok', 'ms', 'detail']);
    assert.deepEqual(Object.keys(answer.tls), ['version', 'cipher', 'chain']);
    assert.deepEqual(Object.keys(answer.tls.chain[0] ?? {}), ['subject', 'issuer', 'validTo', 'san']);
    assert.doesNotMatch(out, /horse/);
  });

  it('ends with 1 for a wrong password, with what was verified, and writes the password nowhere', async () => {
    const args = ['probe', `localhost:${server.port}`, '--root-cert', server.rootFile, '--user', 'postgres'];
    const { code, out, error } = await start(args, { PGPASSWORD: 'not it' });
    assert.equal(code, 1);
    assert.match(out, /✔ Certificate[^✖]*✖ Sign-in[^✖]*password authentication failed/);
    assert.match(out, /No connection: password-wrong/);
    assert.doesNotMatch(out + error, /not it/);
  });

  it('ends with 2 where the command line or the file of certificates cannot be understood', async () => {
    for (const args of [['diagnose'], ['diagnose', 'a', '--root-cert', 'no-such-file'], ['diagnose', 'a', '--root-cert', 'empty.pem'], ['diagnose', 'a', '--password', 'x']]) {
      const { code, out, error } = await start(args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.notEqual(error, '');
    }
  });

  it('reads no file of certificates without end', { skip: process.platform === 'win32' && 'Windows has no such file' }, async () => {
    const { code, error } = await start(['diagnose', 'a', '--root-cert', '/dev/zero']);
    assert.deepEqual([code, error], [2, '/dev/zero is too large for a file of certificates.\n']);
  });

  it('lets no variable of the environment weaken anything', async () => {
    const trusted = await against(({ agree }) => void agree(stranger.server()));
    assert.deepEqual([trusted.code, (JSON.parse(trusted.out) as { failure: string }).failure, trusted.toServer], [1, 'certificate-untrusted-root', '']);
    const plain = await against(({ raw }) => raw.write('N'));
    assert.deepEqual([plain.code, (JSON.parse(plain.out) as { failure: string }).failure, plain.toServer], [1, 'tls-not-offered', '']);
    const old = await against(({ agree }) => void agree({ ...server.authority.server(), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' }));
    assert.deepEqual([old.code, (JSON.parse(old.out) as { failure: string }).failure, old.toServer], [1, 'tls-version-too-old', '']);
  });

  it('does not trust what the environment trusts where no file is named', async () => {
    const scripted = await startScripted(({ agree }) => void agree(stranger.server()));
    const { code, out } = await start(['diagnose', `localhost:${scripted.port}`, '--format', 'json'], weakening());
    await scripted.stop();
    assert.deepEqual([code, (JSON.parse(out) as { failure: string }).failure, scripted.sentWithinTls()], [1, 'certificate-untrusted-root', '']);
  });
});
