import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { connectionString } from '../../../../src/postgres/connection-strings/connection-string';
import { host, question, startServers, type Servers } from '../../../clients/servers';
import type { PostgresServer } from '../../../postgres/server';

let servers: Servers;
before(async () => {
  servers = await startServers();
});
after(() => servers.stop());

/** The string goes to node-postgres as it is; only the name of the server leads to this computer. */
const program = `
const dns = require('node:dns');
const { promisify } = require('node:util');
const own = (name, options, done) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
dns.lookup = Object.assign(own, { [promisify.custom]: async () => ({ address: '127.0.0.1', family: 4 }) });
const { Client } = require('pg');
const client = new Client({ connectionString: process.argv[1] });
client.connect()
  .then(() => client.query(${JSON.stringify(question)}))
  .then(({ rows }) => { console.log('in, encrypted:', rows[0].ssl); return client.end(); })
  .catch((error) => { console.log('refused:', error.code, error.message); process.exit(1); });
`;

/** Runs in a process of its own, because certificates to trust are read when Node.js starts. */
function connect(server: PostgresServer): Promise<string> {
  const { text } = connectionString('node-postgres', { host, database: 'postgres', user: server.user, port: server.port });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', program, text], {
      env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: servers.rootFile, PGPASSWORD: server.password },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    child.on('close', () => resolve(output.trim()));
  });
}

test('node-postgres connects by the string, encrypted', async () => {
  assert.equal(await connect(servers.good), 'in, encrypted: true');
});

test('node-postgres refuses a certificate of an authority that nobody trusts', async () => {
  assert.match(await connect(servers.attacker), /^refused: (?:SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)/);
});

test('node-postgres refuses a certificate for another name', async () => {
  assert.match(await connect(servers.wrongHost), /^refused: ERR_TLS_CERT_ALTNAME_INVALID/);
});
