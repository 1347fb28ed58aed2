import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import type { Connection, Roots } from '../../src/postgres/connection-strings/connection';
import { connectionString, type ClientId, type ConnectionString } from '../../src/postgres/connection-strings/connection-string';
import { has, temporaryFolder, type Ended } from './run-program';
import { host, startServers, type Entrance, type Servers } from './servers';

export interface Proof {
  readonly name: string;
  /** What has to be on the machine, as a command that says its version or fails. */
  readonly needs: readonly [string, ...string[]];
  readonly prepare?: () => Promise<void>;
  readonly connect: (server: Entrance) => Promise<Ended>;
  /** What a client prints that got in, encrypted. */
  readonly in: RegExp;
}

/** What the proofs of a file share; the servers are there from the first test on. */
export interface Stage {
  readonly servers: () => Servers;
  /** A folder that goes after the last test. */
  readonly folder: (files?: Readonly<Record<string, string>>) => string;
  readonly string: (id: ClientId, server: Entrance, roots?: Roots) => ConnectionString;
  /** What every client gets: the password, the way to this computer, and the authority that the test trusts. */
  readonly environment: (server: Entrance) => Record<string, string>;
}

/** Starts the servers of a file of proofs. Call it once at the top. */
export function setStage(): Stage {
  let servers: Servers | undefined;
  const cleanUp: (() => void)[] = [];
  before(async () => {
    servers = await startServers();
  });
  after(async () => {
    for (const one of cleanUp) one();
    await servers?.stop();
  });
  const started = (): Servers => {
    if (servers === undefined) throw new Error('There are no servers before the first test.');
    return servers;
  };
  return {
    servers: started,
    folder: (files = {}) => {
      const made = temporaryFolder(files);
      cleanUp.push(made.dispose);
      return made.path;
    },
    string: (id, server, roots = 'system') => {
      const to: Connection = { host, database: server.database, user: server.user, port: server.port, roots };
      return connectionString(id, to);
    },
    environment: (server) => ({ PGPASSWORD: server.password, PGHOSTADDR: '127.0.0.1', SSL_CERT_FILE: started().rootFile }),
  };
}

/** The version of libpq decides where it finds certificates: from 16 on, in those of the system. */
export function rootsFor(libpq: number, { servers }: Stage): Roots {
  return libpq >= 16 ? 'system' : { file: servers().rootFile };
}

/** The first number that a program prints. */
export function numberFrom(command: string, ...args: readonly string[]): number {
  const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return Number(/(\d+)/.exec(stdout)?.[1] ?? 0);
}

/** Proves that a client with its string gets in where it should, and refuses two servers that only pretend. */
export function prove(proofs: readonly Proof[], { servers }: Stage): void {
  for (const { name, needs, prepare, connect, in: inside } of proofs) {
    const [command, ...version] = needs;
    const missing = !has(command, ...version) && `${needs.join(' ')} is not on this machine`;
    describe(`${name} and its string`, { skip: missing }, () => {
      before(prepare ?? (() => undefined));

      it('get in, encrypted', async () => {
        const { code, output } = await connect(servers().good);
        assert.equal(code, 0, output);
        assert.match(output, inside);
      });

      it('get in by names and a password that mean something to others', async () => {
        const { code, output } = await connect(servers().odd);
        assert.equal(code, 0, output);
        assert.match(output, inside);
      });

      it('refuse a certificate of an authority that nobody trusts', async () => {
        const { code, output } = await connect(servers().attacker);
        assert.notEqual(code, 0);
        assert.match(output, /certificate|PKIX|x509/i);
      });

      it('refuse a certificate for another name', async () => {
        const { code, output } = await connect(servers().wrongHost);
        assert.notEqual(code, 0);
        assert.match(output, /host ?name|does not match|not pg-orders|is valid for|could not be verified/i);
      });
    });
  }
}
