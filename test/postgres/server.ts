import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/processes/free-port';
import { startOwned } from '../../scripts/processes/owned-process';
import { createAuthority, type Authority } from './certificates';
import { findPrograms, type Programs } from './programs';

/** A real PostgreSQL on 127.0.0.1 that takes nothing but TLS, with a certificate for localhost. */
export interface PostgresServer {
  readonly host: 'localhost';
  readonly port: number;
  /** The superuser, who signs in with a password by SCRAM. */
  readonly user: 'postgres';
  readonly password: string;
  /** The certificate that its chain ends in, as a file and as text. */
  readonly rootFile: string;
  readonly authority: Authority;
  /** What the server has logged so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export interface PostgresWish {
  /** Lines of pg_hba.conf that come before the one that lets everybody in by SCRAM over TLS. */
  readonly access?: readonly string[];
  /** Settings beside those of TLS, such as `max_connections=5`. */
  readonly settings?: readonly string[];
  /** The server's certificate and key, where they are not to be good ones. */
  readonly identity?: { readonly cert: string; readonly key: string };
  readonly authority?: Authority;
  /** Another PostgreSQL than that of the npm packages. */
  readonly programs?: Programs;
}

const password = 'correct horse battery staple';

/** Starts PostgreSQL with a folder of its own. It ends with `stop`, and with this process. */
export async function startPostgres(wish: PostgresWish = {}): Promise<PostgresServer> {
  const { access = [], settings = [], authority = createAuthority('Test'), identity = authority.server(), programs = findPrograms() } = wish;
  const { bin, runAs, dispose } = programs;
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const place = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    if (runAs !== undefined) chownSync(path, runAs.uid, runAs.gid);
    return path;
  };
  if (runAs !== undefined) chownSync(folder, runAs.uid, runAs.gid);
  const data = join(folder, 'data');
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const arguments_ = ['-D', data, '-U', 'postgres', '--auth=scram-sha-256', '-E', 'UTF8', '--no-locale', '--no-sync', `--pwfile=${place('password', password)}`];
  const made = spawnSync(join(bin, 'initdb'), arguments_, { ...runAs, env, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed:\n${made.stdout}${made.stderr}${made.error?.message ?? ''}`);

  const port = await freePort();
  const hba = place('hba.conf', [...access, 'hostssl all all all scram-sha-256', ''].join('\n'));
  const options = [
    `port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', `hba_file=${hba}`, 'fsync=off', 'log_connections=on',
    'ssl=on', `ssl_cert_file=${place('server.crt', identity.cert)}`, `ssl_key_file=${place('server.key', identity.key)}`, ...settings,
  ];
  const as = runAs === undefined ? {} : { user: runAs };
  const server = startOwned(join(bin, 'postgres'), ['-D', data, ...options.flatMap((option) => ['-c', option])], { env, cwd: folder, ...as });
  const rootFile = place('root.crt', authority.root.pem);
  chmodSync(rootFile, 0o644);
  chmodSync(folder, 0o755);
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    dispose();
  };
  try {
    await server.line(/ready to accept connections/);
  } catch (error) {
    await stop();
    throw error;
  }
  return { host: 'localhost', port, user: 'postgres', password, rootFile, authority, log: server.output, stop };
}
