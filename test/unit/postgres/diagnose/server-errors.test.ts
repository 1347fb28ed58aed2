import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { diagnose } from '../../../../src/postgres/diagnose/diagnose';
import type { Findings } from '../../../../src/postgres/diagnose/diagnosis';
import { readRoots } from '../../../../src/postgres/trusted-roots';
import { createAuthority } from '../../../postgres/certificates';
import { errorMessage, startScripted, type ScriptedServer } from '../../../postgres/scripted-server';

const authority = createAuthority('Test');
const roots = readRoots(authority.root.pem, 'root.crt');
const identity = authority.server();

const jwt = (claims: object): string => `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;
const token = jwt({ aud: 'https://management.azure.com', tid: '1111-2222', upn: 'Ada@contoso.com', exp: 1_700_000_000 });

/** A verified server that ends every sign-in with one message. */
async function saying(bytes: Buffer): Promise<ScriptedServer> {
  return startScripted(({ agree }) => {
    const socket = agree(identity);
    socket.once('data', () => socket.write(bytes));
  });
}

async function examine(server: ScriptedServer, secret = token, user = 'ada@contoso.com'): Promise<Findings> {
  try {
    return await diagnose({ host: 'localhost', port: server.port, roots, login: { user, database: 'postgres', secret } });
  } finally {
    await server.stop();
  }
}

describe('what a verified server says', () => {
  const cases = [
    ['firewall', '28000', 'no pg_hba.conf entry for host "203.0.113.9", user "ada", database "postgres", SSL encryption', /exactly 203\.0\.113\.9/],
    ['token-expired', '28000', 'The access token has expired. Acquire a new token and try again.', /ended at 2023-11-14/],
    ['token-wrong-audience', '28000', 'The access token does not have a valid audience claim. Please acquire a new token for the resource "x".', /https:\/\/management\.azure\.com/],
    ['token-wrong-tenant', '28000', 'The access token is from another tenant.', /tenant 1111-2222/],
    ['token-wrong-principal', '28000', 'Service principal oid mismatch for role "The oid in the security label [a] does not match"', /pgaadauth/],
    ['token-refused', '28000', 'An error occurred while validating the access token. Please acquire a new token and retry', /new token/],
    ['token-wrong-name', '28P01', 'password authentication failed for user "ada@contoso.com"', /the token says Ada@contoso\.com/],
    ['too-many-connections', '53300', 'remaining connection slots are reserved for azure replication users', /PgBouncer/],
    ['server-unavailable', '57P03', 'the database system is starting up', /Try again/],
    ['sign-in-refused', 'XX000', 'something else', /its log may say more/],
  ] as const;
  for (const [code, state, message, advice] of cases) {
    it(`${message}: ${code}`, async () => {
      const { diagnosis, firewallAddress } = await examine(await saying(errorMessage(state, message)));
      assert.equal(diagnosis.failure, code);
      assert.match(diagnosis.steps.at(-1)?.advice ?? '', advice);
      assert.equal(firewallAddress, code === 'firewall' ? '203.0.113.9' : undefined);
      assert.notEqual(diagnosis.tls, undefined);
    });
  }

  it('offers no rule for what is no address of the internet', async () => {
    for (const host of ['10.0.0.4', '127.0.0.1', '::1', '203.0.113.9; drop table', '999.1.1.1', '[local]']) {
      const { diagnosis, firewallAddress } = await examine(await saying(errorMessage('28000', `no pg_hba.conf entry for host "${host}", user "a"`)));
      assert.equal(diagnosis.failure, 'firewall', host);
      assert.equal(firewallAddress, undefined, host);
    }
  });

  it('shows it without what moves cursors or turns text round', async () => {
    const { diagnosis } = await examine(await saying(errorMessage('XX000', 'a\u001b[31mred\u0007\u202Egnp\u0085b\nc')));
    assert.equal(diagnosis.steps.at(-1)?.detail, 'The server said: “a [31mred gnp b c” (XX000).');
  });

  it('is told by its own words, not by the names in it', async () => {
    for (const [code, state, message] of [
      ['database-missing', '3D000', 'database "tenant" does not exist'],
      ['password-wrong', '28P01', 'password authentication failed for user "audience of an access token"'],
      ['role-missing', '28000', 'role "the issuer" does not exist'],
    ] as const) {
      const { diagnosis } = await examine(await saying(errorMessage(state, message)), 'a password');
      assert.equal(diagnosis.failure, code, message);
    }
  });

  it('names what to grant as SQL reads it, whatever it is called', async () => {
    const { diagnosis } = await examine(await saying(errorMessage('42501', 'permission denied for database')), 'a password', 'a"; drop role b; --');
    assert.match(diagnosis.steps.at(-1)?.advice ?? '', /ON DATABASE "postgres" TO "a""; drop role b; --"\./);
  });

  it('tells a person without a token that the role wants one', async () => {
    const { diagnosis } = await examine(await saying(errorMessage('28000', 'An error occurred while validating the access token.')), 'a password');
    assert.match(diagnosis.steps.at(-1)?.advice ?? '', /token in place of a password/);
  });
});

describe('a verified server that misbehaves', { concurrency: true }, () => {
  const sasl = Buffer.from('R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0', 'latin1');
  const scram = (answer: string): Buffer => {
    const body = Buffer.from(`\0\0\0\x0b${answer}`, 'latin1');
    const header = Buffer.alloc(5);
    header.write('R');
    header.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([header, body]);
  };
  let servers: ScriptedServer[] = [];
  before(() => {
    servers = [];
  });
  after(() => Promise.all(servers.map((server) => server.stop())));

  it('gets no password where it asks for one in clear', async () => {
    const server = await saying(Buffer.from('R\0\0\0\b\0\0\0\x03', 'latin1'));
    servers.push(server);
    const { diagnosis } = await diagnose({ host: 'localhost', port: server.port, roots, login: { user: 'ada', database: 'postgres', secret: 'a secret word' } });
    assert.equal(diagnosis.failure, 'clear-text-asked');
    assert.doesNotMatch(server.sentWithinTls(), /secret word/);
  });

  it('gets a token, which is asked for in that way', async () => {
    const server = await saying(Buffer.from('R\0\0\0\b\0\0\0\x03', 'latin1'));
    servers.push(server);
    await diagnose({ host: 'localhost', port: server.port, roots, login: { user: 'ada', database: 'postgres', secret: token } });
    assert.ok(server.sentWithinTls().includes(token));
  });

  it('is refused where it knows nothing of the password and says that all is well', async () => {
    const server = await startScripted(({ agree }) => {
      const socket = agree(identity);
      socket.once('data', () => {
        socket.write(sasl);
        socket.once('data', () => socket.write(Buffer.from('R\0\0\0\b\0\0\0\0Z\0\0\0\x05I', 'latin1')));
      });
    });
    servers.push(server);
    const { diagnosis } = await diagnose({ host: 'localhost', port: server.port, roots, login: { user: 'ada', database: 'postgres', secret: 'x' } });
    assert.deepEqual([diagnosis.ok, diagnosis.failure], [false, 'sign-in-protocol']);
  });

  it('is refused where its proof is wrong, or its numbers are made to take for ever', async () => {
    for (const [rounds, code] of [['4096', 'server-not-proven'], ['999999999', 'sign-in-protocol'], ['0', 'sign-in-protocol']] as const) {
      const server = await startScripted(({ agree }) => {
        const socket = agree(identity);
        socket.once('data', () => {
          socket.write(sasl);
          socket.once('data', (first: Buffer) => {
            const nonce = /r=(\S+)$/.exec(first.toString('latin1'))?.[1] ?? '';
            socket.write(scram(`r=${nonce}abc,s=c2FsdA==,i=${rounds}`));
            socket.once('data', () => socket.write(Buffer.concat([scram('').subarray(0, 5), Buffer.from('\0\0\0\x0c', 'latin1')])));
          });
        });
      });
      servers.push(server);
      const { diagnosis } = await diagnose({ host: 'localhost', port: server.port, roots, login: { user: 'ada', database: 'postgres', secret: 'x' } });
      assert.equal(diagnosis.failure, code, rounds);
    }
  });

  for (const [what, code, bytes] of [
    ['announces a message of a gigabyte', 'sign-in-protocol', Buffer.from('E\x40\0\0\0', 'latin1')],
    ['announces a message of less than nothing', 'sign-in-protocol', Buffer.from('E\0\0\0\0', 'latin1')],
    ['sends notices without end', 'sign-in-protocol', Buffer.concat(Array.from({ length: 40_000 }, () => errorMessage('01000', 'more')).map((one) => Buffer.concat([Buffer.from('N'), one.subarray(1)])))],
    ['says nothing', 'sign-in-timeout', Buffer.alloc(0)],
  ] as const) {
    it(`ends where it ${what}: ${code}`, async () => {
      const server = await saying(bytes);
      servers.push(server);
      const { diagnosis } = await diagnose({ host: 'localhost', port: server.port, roots, login: { user: 'ada', database: 'postgres', secret: 'x' } });
      assert.equal(diagnosis.failure, code);
    });
  }
});
