import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inRepository } from '../../../../scripts/repository';
import { connectionString } from '../../../../src/postgres/connection-strings/connection-string';
import { temporaryFolder } from '../../../clients/run-program';
import { host, question, startServers, type Entrance, type Servers } from '../../../clients/servers';

let servers: Servers;
before(async () => {
  servers = await startServers();
});
after(() => servers.stop());

/** Only the name of the server leads to this computer; the rest is node-postgres as it is. */
const ownName = `
const own = (name, options, done) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
dns.lookup = Object.assign(own, { [promisify.custom]: async () => ({ address: '127.0.0.1', family: 4 }) });`;

const program = `
const dns = require('node:dns');
const { promisify } = require('node:util');
${ownName}
const { Client } = require('pg');
const where = process.argv[1];
const client = new Client(where.startsWith('{') ? eval('(' + where + ')') : { connectionString: where });
client.connect()
  .then(() => client.query(${JSON.stringify(question)}))
  .then(({ rows }) => { console.log('in, encrypted:', rows[0].ssl); return client.end(); })
  .catch((error) => { console.log('refused:', error.code, error.message); process.exit(1); });
`;

/** Runs in a process of its own, because certificates to trust are read when Node.js starts. */
function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: servers.rootFile, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    child.on('close', () => resolve(output.trim()));
  });
}

function connect(server: Entrance): Promise<string> {
  const { text } = connectionString('node-postgres', { host, database: server.database, user: server.user, port: server.port });
  return run(['-e', program, text], { PGPASSWORD: server.password });
}

/** Azure's library, whose token is whatever the server takes. It says nothing to somebody who wants another scope. */
const azureIdentity = `
export class DefaultAzureCredential {
  async getToken(scope) {
    return { token: scope === 'https://ossrdbms-aad.database.windows.net/.default' ? process.env.TOKEN : 'none' };
  }
}`;

/** Runs the code for tokens as it is shown, with a query at its end. */
async function connectByToken(server: Entrance): Promise<string> {
  const { code } = connectionString('node-postgres', { host, database: server.database, user: server.user, port: server.port, authentication: 'entra' });
  const folder = temporaryFolder({
    'name.mjs': `import dns from 'node:dns';\nimport { promisify } from 'node:util';${ownName}`,
    'connect.mjs': `import './name.mjs';\n${code?.text ?? ''}
try {
  const { rows } = await pool.query(${JSON.stringify(question)});
  console.log('in, encrypted:', rows[0].ssl);
} catch (error) {
  console.log('refused:', error.code, error.message);
}
await pool.end();`,
  });
  try {
    const identity = join(folder.path, 'node_modules', '@azure', 'identity');
    mkdirSync(identity, { recursive: true });
    writeFileSync(join(identity, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
    writeFileSync(join(identity, 'index.js'), azureIdentity);
    symlinkSync(inRepository('node_modules', 'pg'), join(folder.path, 'node_modules', 'pg'), 'junction');
    return await run([join(folder.path, 'connect.mjs')], { TOKEN: server.password, PGPASSWORD: 'not the token' });
  } finally {
    folder.dispose();
  }
}

test('node-postgres connects by the string, encrypted', async () => {
  assert.equal(await connect(servers.good), 'in, encrypted: true');
});

test('node-postgres connects by names and a password that mean something to others', async () => {
  assert.equal(await connect(servers.odd), 'in, encrypted: true');
  assert.equal(await connectByToken(servers.odd), 'in, encrypted: true');
});

test('node-postgres refuses a certificate of an authority that nobody trusts', async () => {
  assert.match(await connect(servers.attacker), /^refused: (?:SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)/);
});

test('node-postgres refuses a certificate for another name', async () => {
  assert.match(await connect(servers.wrongHost), /^refused: ERR_TLS_CERT_ALTNAME_INVALID/);
});

test('node-postgres signs in by the token that its code gets, and verifies all the same', async () => {
  assert.equal(await connectByToken(servers.good), 'in, encrypted: true');
  assert.match(await connectByToken(servers.attacker), /^refused: (?:SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)/);
});
