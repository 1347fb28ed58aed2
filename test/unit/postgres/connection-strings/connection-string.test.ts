import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Authentication, Connection } from '../../../../src/postgres/connection-strings/connection';
import { tokenScope, userOf } from '../../../../src/postgres/connection-strings/connection';
import { clientIds, clientInfo, connectionString, type ClientId } from '../../../../src/postgres/connection-strings/connection-string';
import { readKeywords } from './notations';
import { readers } from './readers';

const host = 'pg-orders.postgres.database.azure.com';
const plain = { host, database: 'orders', user: 'app' };
const ways: readonly Authentication[] = ['password', 'entra', 'managed-identity'];
const identity = '7d1f4c4e-6f0b-4a55-9a52-2c8a4b1f9d10';

const written: Readonly<Record<ClientId, string>> = {
  psql: `psql "postgresql://app@${host}:5432/orders?sslmode=verify-full&sslrootcert=system&gssencmode=disable"`,
  jdbc: `jdbc:postgresql://${host}:5432/orders?user=app&sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory`,
  spring: `spring.datasource.url=jdbc:postgresql://${host}:5432/orders?user=app&sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory\nspring.datasource.password=\${PGPASSWORD}`,
  npgsql: `Host=${host};Port=5432;Database=orders;Username=app;SSL Mode=VerifyFull;GSS Encryption Mode=Disable`,
  'entity-framework': `Host=${host};Port=5432;Database=orders;Username=app;SSL Mode=VerifyFull;GSS Encryption Mode=Disable`,
  'node-postgres': `postgresql://app@${host}:5432/orders?sslmode=verify-full`,
  prisma: `postgresql://app@${host}:5432/orders?sslmode=verify-full`,
  'prisma-engine': `postgresql://app@${host}:5432/orders?sslmode=require&sslaccept=strict`,
  psycopg: `host=${host} port=5432 dbname=orders user=app sslmode=verify-full sslrootcert=system gssencmode=disable`,
  sqlalchemy: `postgresql+psycopg://app@${host}:5432/orders?sslmode=verify-full&sslrootcert=system&gssencmode=disable`,
  django: `DATABASES = {\n    "default": {\n        "ENGINE": "django.db.backends.postgresql",\n        "HOST": "${host}",\n        "PORT": 5432,\n        "NAME": "orders",\n        "USER": "app",\n        "PASSWORD": os.environ["PGPASSWORD"],\n        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "system", "gssencmode": "disable"},\n    }\n}`,
  rails: `production:\n  adapter: postgresql\n  host: ${host}\n  port: 5432\n  database: "orders"\n  username: "app"\n  password: <%= ENV["PGPASSWORD"].to_json %>\n  sslmode: verify-full\n  sslrootcert: "system"\n  gssencmode: disable`,
  pgx: `postgres://app@${host}:5432/orders?sslmode=verify-full`,
  sqlx: `postgres://app@${host}:5432/orders?sslmode=verify-full`,
  'tokio-postgres': `// native-tls verifies certificate and host name as long as nobody tells it not to.\nlet connector = postgres_native_tls::MakeTlsConnector::new(native_tls::TlsConnector::new()?);\nlet mut config: tokio_postgres::Config = "host=${host} port=5432 user=app dbname=orders sslmode=require".parse()?;\nconfig.password(std::env::var("PGPASSWORD")?);\nlet (client, connection) = config.connect(connector).await?;`,
  'php-pdo': `pgsql:host=${host};port=5432;dbname=orders;sslmode=verify-full;sslrootcert=system;gssencmode=disable`,
  'pg-service': `[pg-orders]\nhost=${host}\nport=5432\ndbname=orders\nuser=app\nsslmode=verify-full\nsslrootcert=system\ngssencmode=disable`,
  environment: `unset PGSERVICE\nexport PGHOST='${host}'\nexport PGPORT='5432'\nexport PGDATABASE='orders'\nexport PGUSER='app'\nexport PGSSLMODE='verify-full'\nexport PGSSLROOTCERT='system'\nexport PGGSSENCMODE='disable'`,
};

/** Names as people and attackers write them: separators, quotes and options of every client among ordinary text. */
const pieces = ['app', 'Ä', '日本', '🐘', ' ', '"', "'", '\\', ';', '&', '?', '=', '@', '/', ':', '#', '%', '$', '{', '}', '`', '!', '<%= 1 %>', '${HOME}', '\u2019', '.', '+'];
const attacks = ['sslmode=disable', ';SSL Mode=Disable', '&sslmode=disable', '?sslmode=disable', "' sslmode=disable '", '" sslmode=disable "', '&sslaccept=accept_invalid_certs', 'Trust Server Certificate=true'];
const name = fc.oneof(
  fc.array(fc.constantFrom(...pieces, ...attacks), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
);

/** Names that one client or the other is known to read as something else than a name. */
const oddNames = ['.', '..', '/a', 'a/b', 'a%2Fb', 'user=x', 'password=x', 'a=b', 'postgresql://x/y?sslmode=disable', '%', '+', 'service=x', '~.a-_', '0', 'x'.repeat(63)];

/** Writes the string, or nothing where the names are refused; a refusal is always a RangeError. */
function attempt(id: ClientId, connection: Connection): string | undefined {
  try {
    return connectionString(id, connection).text;
  } catch (error) {
    assert.ok(error instanceof RangeError, String(error));
    return undefined;
  }
}

describe('connection strings', () => {
  for (const id of clientIds) {
    it(`${id}: a plain connection is written as its documentation does`, () => {
      assert.equal(connectionString(id, plain).text, written[id]);
    });

    it(`${id}: whatever the names are, it is read as written and verifies`, () => {
      let made = 0;
      fc.assert(
        fc.property(name, name, fc.integer({ min: 1, max: 65_535 }), (database, user, port) => {
          const text = attempt(id, { host, database, user, port });
          if (text === undefined) return;
          made += 1;
          // PDO takes the user apart from the string.
          assert.deepEqual(readers[id](text), { host, port, database, user: id === 'php-pdo' ? '' : user, verifies: true });
        }),
        { numRuns: 1000, examples: oddNames.map((odd) => [odd, odd, 5432]) },
      );
      // Prisma's engine takes plain names only.
      assert.ok(made > (id === 'prisma-engine' ? 10 : 300), `only ${made} of 1000 connections could be written`);
    });
  }

  it('a client says which document its string rests on', () => {
    for (const id of clientIds) {
      const { page, label, proven, caveat } = clientInfo(id);
      assert.match(page, /^https:\/\//, id);
      assert.notEqual(label, '');
      assert.equal(caveat, proven ? '' : `from documentation: ${page}`, id);
    }
    assert.deepEqual(clientIds.filter((id) => clientInfo(id).caveat !== ''), ['npgsql', 'entity-framework', 'prisma-engine']);
  });

  it('no way to authenticate weakens a string, and no code holds a secret or switches verification off', () => {
    for (const id of clientIds) {
      for (const authentication of ways) {
        const { text, code } = connectionString(id, { ...plain, authentication, identity });
        const all = `${text}\n${code?.text ?? ''}`;
        assert.match(all, /verify-full|VerifyFull|sslaccept=strict|MakeTlsConnector/, id);
        assert.doesNotMatch(all, /no-verify|rejectUnauthorized(?!: true)|accept_invalid|danger_accept|trust server certificate|sslmode=(?:disable|allow|prefer)\b/i, id);
      }
    }
  });

  it('every client shows how it gets a token, of a person and of a managed identity, and of which one', () => {
    for (const id of clientIds) {
      const [person = '', machine = ''] = (['entra', 'managed-identity'] as const).map((authentication) => {
        const { text, code } = connectionString(id, { ...plain, authentication, identity });
        return `${text}\n${code?.text ?? ''}`;
      });
      for (const all of [person, machine]) assert.match(all, /ossrdbms-aad\.database\.windows\.net\/\.default|AzurePostgresqlAuthenticationPlugin|passwordless-enabled=true/, id);
      assert.ok(!person.includes(identity), id);
      assert.ok(machine.includes(identity), id);
    }
  });

  it('options of node-postgres stand one by one where a password is among them, which a string would take away', () => {
    for (const id of ['node-postgres', 'prisma'] as const) {
      const { code } = connectionString(id, { host, database: 'a "b" \\', user: 'ada@contoso.com', authentication: 'entra' });
      assert.match(code?.text ?? '', /host: "pg-orders\.postgres\.database\.azure\.com",\n {2}port: 5432,\n {2}database: "a \\"b\\" \\\\",\n {2}user: "ada@contoso\.com",\n {2}ssl: \{ rejectUnauthorized: true \},\n {2}password,\n/);
      assert.doesNotMatch(code?.text ?? '', /connectionString/);
    }
  });

  it('code holds the string as the literal of its language', () => {
    fc.assert(
      fc.property(name, name, (database, user) => {
        for (const id of ['psycopg', 'npgsql', 'pgx'] as const) {
          let made;
          try {
            made = connectionString(id, { host, database, user, authentication: 'entra' });
          } catch {
            return;
          }
          const { text, code } = made;
          const literals = [...(code?.text ?? '').matchAll(/"((?:[^"\\\n]|\\["\\])*)"/g)].map(([, inner = '']) => inner.replace(/\\(["\\])/g, '$1'));
          assert.ok(literals.includes(text), `${id}: ${code?.text ?? ''}`);
        }
      }),
    );
  });

  it('no client that knows the encryption of Kerberos takes it in place of TLS', () => {
    for (const id of [...clientIds.filter((one) => clientInfo(one).libpq), 'npgsql', 'entity-framework'] as const) {
      for (const roots of ['system', { file: '/roots.pem' }] as const) {
        const { text, code } = connectionString(id, { ...plain, roots });
        assert.match(text, /gss ?enc(?:ryption )?mode"?[=:] ?["']?disable/i, id);
        if (code !== undefined && /sslmode/i.test(code.text)) assert.match(code.text, /gssencmode/i, id);
      }
    }
  });

  it('a database that node-postgres would read wrong from an address is an option, beside all others', () => {
    for (const id of ['node-postgres', 'prisma'] as const) {
      const { text, code } = connectionString(id, { ...plain, database: 'a/b' });
      assert.equal(text, `{ host: "${host}", port: 5432, database: "a/b", user: "app", ssl: { rejectUnauthorized: true }, enableChannelBinding: true }`);
      assert.ok(code?.text.includes(`(${text});`), code?.text);
    }
  });

  it('Prisma says which of its parts a string is for: the other one would not verify', () => {
    assert.match(connectionString('prisma', plain).note, /Not for prisma\.config\.ts/);
    assert.match(connectionString('prisma-engine', plain).note, /Not for node-postgres/);
  });

  it('a file of root certificates takes the place of the system for libpq, whatever its path', () => {
    const file = "/home/o'brien/my certs/azure roots.pem";
    for (const id of clientIds.filter((one) => clientInfo(one).libpq)) {
      const { text } = connectionString(id, { ...plain, roots: { file } });
      assert.doesNotMatch(text, /system/, id);
    }
    assert.equal(readKeywords(connectionString('psycopg', { ...plain, roots: { file } }).text).get('sslrootcert'), file);
    assert.throws(() => connectionString('psql', { ...plain, roots: { file: 'system' } }), RangeError);
  });

  it('a shell sets the variables as they were given', { skip: process.platform === 'win32' && 'Windows has no POSIX shell' }, () => {
    const odd = { host, database: `o'b $(id) \`id\` "x" \\ !`, user: "a'; export PGSSLMODE='disable" };
    const script = `${connectionString('environment', odd).text}\nprintf '%s\\n' "$PGDATABASE" "$PGUSER" "$PGSSLMODE" "$PGGSSENCMODE" "\${PGSERVICE-none}"`;
    // A service would count for more than all of these variables.
    const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { ...process.env, PGSERVICE: 'weak', PGSSLMODE: 'disable' } });
    assert.equal(stdout, `${odd.database}\n${odd.user}\nverify-full\ndisable\nnone\n`);
  });

  it('a host that no certificate names is refused', () => {
    for (const bad of ['', 'localhost', 'a.b?sslmode=disable', 'a b.c', '-a.b.c', 'x/y.z', '10.0.0.4', 'a.b\nsslmode=disable']) {
      assert.throws(() => connectionString('psql', { ...plain, host: bad }), RangeError, bad);
    }
  });

  it('empty names, control characters, broken text and impossible ports are refused', () => {
    assert.throws(() => connectionString('psql', { ...plain, database: '' }), RangeError);
    for (const bad of ['a\u0000b', 'a\nb', 'a\u2028b', 'a\ud800']) assert.throws(() => connectionString('psql', { ...plain, user: bad }), RangeError);
    for (const port of [0, 65_536, 1.5]) assert.throws(() => connectionString('psql', { ...plain, port }), RangeError);
  });

  it("Single Server's gateway wants the server's name behind the role, once", () => {
    assert.equal(userOf('admin', { kind: 'single', host }), 'admin@pg-orders');
    assert.equal(userOf('admin@pg-orders', { kind: 'single', host }), 'admin@pg-orders');
    assert.equal(userOf('admin', { kind: 'flexible', host }), 'admin');
  });

  it('tokens are asked for in the cloud of the host', () => {
    assert.equal(tokenScope(host), 'https://ossrdbms-aad.database.windows.net/.default');
    assert.equal(tokenScope('pg.postgres.database.usgovcloudapi.net'), 'https://ossrdbms-aad.database.usgovcloudapi.net/.default');
    assert.equal(tokenScope('pg.postgres.database.chinacloudapi.cn'), 'https://ossrdbms-aad.database.chinacloudapi.cn/.default');
  });

  it('whoever signs in does so in the cloud of the host, by whatever each client knows for it', () => {
    for (const [domain, authority, cli, cloudType] of [
      ['usgovcloudapi.net', 'https://login.microsoftonline.us', 'AzureUSGovernment', 'azure_us_government'],
      ['chinacloudapi.cn', 'https://login.chinacloudapi.cn', 'AzureChinaCloud', 'azure_china'],
    ] as const) {
      for (const authentication of ['entra', 'managed-identity'] as const) {
        for (const id of clientIds) {
          const { text, note, code } = connectionString(id, { host: `pg-orders.postgres.database.${domain}`, database: 'orders', user: 'app', authentication });
          const all = `${text}\n${code?.text ?? ''}`;
          assert.doesNotMatch(all, /windows\.net|azure\.com/, id);
          const isShell = code?.language === 'shellscript';
          if (isShell) assert.match(all, new RegExp(`az cloud set --name ${cli} && az login`), id);
          else if (id === 'jdbc') assert.ok(text.includes(`&azure.authorityHost=${encodeURIComponent(authority)}&azure.scopes=${encodeURIComponent(`https://ossrdbms-aad.database.${domain}/.default`)}`), text);
          else if (id === 'spring') assert.ok(text.includes(`spring.cloud.azure.profile.cloud-type=${cloudType}\nspring.datasource.azure.scopes=https://ossrdbms-aad.database.${domain}/.default`), text);
          else assert.equal(note.includes(`AZURE_AUTHORITY_HOST to ${authority}`), authentication === 'entra' && code !== undefined, `${id} ${note}`);
        }
      }
    }
    for (const id of clientIds) {
      const { text, note, code } = connectionString(id, { ...plain, authentication: 'entra' });
      assert.doesNotMatch(`${text}${note}${code?.text ?? ''}`, /az cloud set|AUTHORITY|authorityHost|cloud-type/, id);
    }
  });
});
