import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConnectionString } from '../../../../src/layers/connection-strings/connection-string';
import { isLocal, readConnectionStrings } from '../../../../src/layers/connection-strings/connection-string';
import type { Unknown, Value } from '../../../../src/model/value';
import { isUnknown, unknown } from '../../../../src/model/value';

const host = 'pg-orders.postgres.database.azure.com';
const secret = unknown('the value of the secure parameter password is kept secret', { sensitive: true });
const option = unknown('the parameter mode has no value');

/** A text with parts that are not known, as templates make it. */
const text = (...pieces: readonly (string | Unknown)[]): Unknown => unknown('a part is not known', { pieces });

function read(value: Value): ConnectionString {
  const [found, ...others] = readConnectionStrings(value);
  assert.ok(found !== undefined, 'is no connection string');
  assert.deepEqual(others, []);
  return found;
}

function shortly(value: Value): string {
  const { form, password, protection } = read(value);
  return `${form} ${password} ${isUnknown(protection) ? 'unknown' : protection}`;
}

describe('connection strings for PostgreSQL', () => {
  const cases: readonly (readonly [string, Value, string])[] = [
    ['a plain URI', `postgres://app@${host}/orders`, 'uri none unsaid'],
    ['a URI with a written password', `postgresql://app:s3cret@${host}:5432/orders?sslmode=require`, 'uri written unverified'],
    ['a password with an @ and a slash', `postgresql://app:p@ss/w@${host}:5432/orders?sslmode=disable`, 'uri written plaintext'],
    ['an interpolated password', text('postgres://app:', secret, `@${host}/orders?sslmode=verify-full`), 'uri given verified'],
    ['an interpolated host', text('postgres://app@', option, '/orders?sslmode=prefer'), 'uri none plaintext'],
    ['an interpolated mode', text(`postgres://app@${host}/orders?sslmode=`, option), 'uri none unknown'],
    ['options that nobody knows', text(`postgres://app@${host}/orders?`, option), 'uri none unknown'],
    ['a URI of which nothing but the scheme is known', text('postgres://', option), 'uri none unknown'],
    ['SQLAlchemy', `postgresql+psycopg2://app:\${PASSWORD}@${host}/orders?sslmode=verify-ca`, 'uri none chain'],
    ['asyncpg', `postgresql+asyncpg://app@${host}/orders?ssl=require`, 'uri none unverified'],
    ['node-postgres without verification', `postgres://app@${host}/orders?sslmode=no-verify`, 'uri none unverified'],
    ['a root for require', `postgres://app@${host}/orders?sslmode=require&sslrootcert=/certs/root.pem`, 'uri none chain'],
    ['the roots of the system', `postgres://app@${host}/orders?sslrootcert=system`, 'uri none verified'],
    ['a mode that nobody knows', `postgres://app@${host}/orders?sslmode=maybe`, 'uri none unknown'],
    ['JDBC', `jdbc:postgresql://${host}:5432/orders?user=app&password=s3cret&sslmode=require`, 'jdbc written unverified'],
    ['JDBC with ssl', `jdbc:postgresql://${host}:5432/orders?ssl=true`, 'jdbc none verified'],
    ['JDBC that checks nothing', `jdbc:postgresql://${host}/o?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory`, 'jdbc none unverified'],
    ['R2DBC', `r2dbc:pool:postgresql://app@${host}/orders`, 'uri none unsaid'],
    ['Npgsql', `Host=${host};Port=5432;Database=orders;Username=app;Password=s3cret;SSL Mode=Prefer`, 'ado written plaintext'],
    ['Npgsql that trusts everybody', `Server=${host};Database=orders;User Id=app;Ssl Mode=Require;Trust Server Certificate=true`, 'ado none unverified'],
    ['Npgsql in full', `Host=${host};Database=orders;Username=app;SslMode=VerifyFull;`, 'ado none verified'],
    ['Npgsql with a computed password', text(`Server=${host};Database=orders;User Id=app;Password=`, secret, ';'), 'ado given unsaid'],
    ['Npgsql with more that nobody knows', text(`Server=${host};Database=orders;User Id=app;`, option), 'ado none unknown'],
    ['Npgsql by its port', 'Server=db.example.org;Port=5432;Database=orders;Uid=app', 'ado none unsaid'],
    ['a semicolon in quotes', `Host=${host};Username=app;Password="a;b=c";SSL Mode=Disable`, 'ado written plaintext'],
    ['libpq', `host=${host} port=5432 dbname=orders user=app password='s3 cret' sslmode=allow`, 'libpq written plaintext'],
    ['libpq without a known host', text('host=', option, ' dbname=orders user=app sslmode=verify-full'), 'libpq none verified'],
    ['PDO', `pgsql:host=${host};port=5432;dbname=orders;sslmode=verify-full`, 'libpq none verified'],
    ['a HorizonDB cluster', 'Host=orders.a1b2.westeurope.horizondb.azure.com;Database=orders;Username=app;SSL Mode=Require', 'ado none unverified'],
    ['a cluster', 'postgres://citus@c.orders.postgres.cosmos.azure.com:5432/citus?sslmode=require', 'uri none unverified'],
    ['an instruction', `postgres://<user>:<password>@${host}:5432/postgres?sslmode=require`, 'uri none unverified'],
    ['an instruction of the portal', `Server=${host};Database={your_database};Port=5432;User Id=app;Password={your_password};Ssl Mode=Require;`, 'ado none unverified'],
  ];
  for (const [name, value, expected] of cases) test(name, () => assert.equal(shortly(value), expected));

  test('hold nothing of a secret in what is read', () => {
    for (const value of [`postgres://app:s3cret@${host}/o?sslmode=require`, `Host=${host};Username=app;Password=s3cret`]) {
      assert.doesNotMatch(JSON.stringify(read(value)), /s3cret/);
    }
  });

  test('are several where a value is one of several', () => {
    const either = unknown('it depends', { oneOf: [`postgres://${host}/a?sslmode=disable`, `postgres://${host}/a?sslmode=verify-full`] });
    assert.deepEqual(readConnectionStrings(either).map(({ protection }) => protection), ['plaintext', 'verified']);
  });

  test('are several where a part of a text is one of several', () => {
    const mode = unknown('it depends', { oneOf: ['disable', 'verify-full'] });
    const either = (...options: readonly Unknown[]): readonly string[] =>
      readConnectionStrings(text(`postgres://${host}/a?sslmode=`, ...options)).map(({ protection, words }) => (isUnknown(protection) ? 'unknown' : words));
    assert.deepEqual(either(mode), ['sslmode=disable', 'sslmode=verify-full']);
    assert.deepEqual(either(unknown('it depends', { possible: ['allow'] })), ['sslmode=allow', 'unknown']);
    assert.deepEqual(either(unknown('it depends', { possible: [5432] })), ['unknown', 'unknown']);
    assert.deepEqual(either(unknown('it depends', { oneOf: ['disable', true] })), ['sslmode=disable', 'unknown']);
    assert.deepEqual(either(unknown('it is secret', { oneOf: ['disable'], sensitive: true })), ['unknown'], 'what is secret is not looked at');
    const [name, port] = [unknown('it depends', { oneOf: ['a', 'b'] }), unknown('it depends', { oneOf: [5432, 6432] })];
    assert.equal(readConnectionStrings(text('postgres://', name, '@h:', port, '/o?sslmode=', mode)).length, 8);
    assert.equal(readConnectionStrings(text('postgres://', name, name, name, name, name, '@h/o?sslmode=disable')).length, 1, 'too many to be told apart');
  });

  test('are several where a value is known in some cases only', () => {
    const open = unknown('it depends', { possible: [`postgres://${host}/a?sslmode=disable`, text(`postgres://${host}/`, option, '?sslmode=allow'), 5, ['x']] });
    assert.deepEqual(readConnectionStrings(open).map(({ words }) => words), ['sslmode=disable', 'sslmode=allow']);
  });

  test('are recognised by a part that comes from a server, and by the place where they stand', () => {
    const fromServer = text('Server=', option, ';Database=orders;User Id=app');
    assert.deepEqual(readConnectionStrings(fromServer), []);
    assert.equal(readConnectionStrings(fromServer, { ofServer: (part) => part === option }).length, 1);
    assert.equal(readConnectionStrings(fromServer, { forPostgres: true }).length, 1);
  });
});

/** A URI whose password is as given. */
const withPassword = (password: string): string => `postgres://app:${password}@${host}/orders`;

describe('what stands for a password', () => {
  const placeholders = [
    '<password>', '{password}', '[password]', '$(PASSWORD)', '$PASSWORD', '${PASSWORD}', '%PASSWORD%', '#{PASSWORD}#', '__PASSWORD__',
    '*', '*****', 'xxx', 'XXXXXX', 'your_password', 'YourStrong-Password', 'password', 'Password',
  ];
  for (const one of placeholders) test(`${one} is no password`, () => assert.equal(read(withPassword(one)).password, 'none'));

  const written = [
    'a<b>', '<a>b', 'a{b}', '{a}b', 'a[b]', '[a]b', 'a$(B)', '$(A)b', 'a$B', '$A-b', 'a%B%', '%A%b', 'a#{B}#', '#{A}#b', 'a__B__', '__A__b',
    '*a', 'a*', 'xx', 'axxx', 'xxxa', 'myour', 'password1', 'mypassword',
  ];
  for (const one of written) test(`${one} is one`, () => assert.equal(read(`Host=${host};Username=app;Password=${one}`).password, 'written'));

  test('an empty one is none', () => assert.equal(read(withPassword('')).password, 'none'));
});

describe('the host of a connection string', () => {
  const azure = ['postgres.database.azure.com', 'postgres.database.usgovcloudapi.net', 'postgres.database.chinacloudapi.cn', 'postgres.database.cloudapi.de', 'postgres.cosmos.azure.com'];
  for (const domain of azure) {
    test(`says what it is for in every cloud: ${domain}`, () => assert.equal(read(`Server=a.${domain.toUpperCase()};Database=orders;Uid=app`).form, 'ado'));
  }

  test('is another one where Azure’s is only a part of it', () => {
    for (const name of ['a.postgres.database.azure.com.example.org', 'apostgres.database.azure.com', 'a.postgres.database.azure.org']) {
      assert.deepEqual(readConnectionStrings(`Server=${name};Database=orders;Uid=app`), [], name);
    }
  });

  test('of another service outweighs the port', () => {
    const others = ['a.database.windows.net', 'a.database.usgovcloudapi.net', 'a.database.chinacloudapi.cn', 'a.mariadb.database.azure.com', 'a.redis.cache.windows.net', 'a.documents.azure.com', 'a.mongo.cosmos.azure.com', 'a.servicebus.windows.net', 'a.core.windows.net'];
    for (const name of others) assert.deepEqual(readConnectionStrings(`Server=${name};Port=5432;Database=orders;Uid=app`), [], name);
    assert.deepEqual(readConnectionStrings('Server=db.example.org;Port=5432;Database=orders;Uid=app;AccountKey=a2V5'), []);
  });

  test('is found however it is written', () => {
    const hosts: readonly (readonly [Value, string])[] = [
      [`postgres:///orders?host=${host}`, host],
      ['postgres://app@[2001:db8::1]:5432/orders', '[2001:db8::1]'],
      [`postgres://app@${host},other.example.org:5432/orders`, host],
      [`postgres://app@${host}?sslmode=require`, host],
      [`hostaddr=203.0.113.9 dbname=orders`, '203.0.113.9'],
      [`host = ${host} dbname = orders`, host],
      [`Data Source=${host};Initial Catalog=orders`, host],
      [`Address=${host};User=app`, host],
      [text('postgres://app@', option, '.postgres.database.azure.com/orders'), ''],
    ];
    for (const [value, expected] of hosts) assert.equal(read(value).host, expected);
  });

  test('needs no port that Azure has, but a pooler’s says as much', () => {
    assert.equal(readConnectionStrings('Server=db.example.org;Port=6432;Database=orders;Uid=app').length, 1);
    assert.deepEqual(readConnectionStrings('Server=db.example.org;Port=1433;Database=orders;Uid=app'), []);
  });
});

describe('what a connection string says about TLS', () => {
  const uri = (query: string): string => `postgres://app@${host}/orders?${query}`;
  const spelled: readonly (readonly [string, string, string])[] = [
    [uri('sslmode=disable'), 'plaintext', 'sslmode=disable'],
    [uri('ssl=false'), 'plaintext', 'ssl=false'],
    [uri('ssl=off'), 'plaintext', 'ssl=off'],
    [uri('ssl=0'), 'plaintext', 'ssl=0'],
    [uri('ssl=on'), 'verified', 'ssl=on'],
    [`jdbc:postgresql://${host}/orders?ssl=true`, 'verified', 'ssl=true'],
    [uri('ssl=1'), 'verified', 'ssl=1'],
    [uri('sslmode=VERIFY-FULL'), 'verified', 'sslmode=VERIFY-FULL'],
    [uri('sslmode=require'), 'unverified', 'sslmode=require'],
    [uri('sslmode=REQUIRE&sslrootcert=/root.pem'), 'chain', 'sslmode=require'],
    [uri('sslmode=require&sslrootcert=system'), 'verified', 'sslmode=require'],
    [uri('sslmode=require&sslaccept=strict'), 'verified', 'sslaccept=strict'],
    [uri('sslmode=no-verify&sslrootcert=/root.pem'), 'unverified', 'sslmode=no-verify'],
    [uri('sslmode=prefer&sslrootcert=/root.pem'), 'plaintext', 'sslmode=prefer'],
    [uri('sslrootcert=system'), 'verified', 'sslrootcert=system'],
    [uri('sslrootcert=/root.pem'), 'unsaid', ''],
    [uri('ssl=false&sslmode=verify-full'), 'verified', 'sslmode=verify-full'],
    [uri('application_name=a;sslmode=allow'), 'plaintext', 'sslmode=allow'],
    [uri('sslmode%3Dallow'), 'plaintext', 'sslmode=allow'],
    [uri('options=100%&sslmode=allow'), 'plaintext', 'sslmode=allow'],
    [uri('sslmode=require&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory'), 'unverified', 'sslmode=require'],
    [uri('sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory'), 'unverified', 'sslfactory=org.postgresql.ssl.NonValidatingFactory'],
    [`Host=${host};Username=app; SSL Mode = Disable ;`, 'plaintext', 'SSL Mode=Disable'],
    [`Host=${host};Username=app;SSL Mode=Verify_CA`, 'chain', 'SSL Mode=Verify_CA'],
    [`Host=${host};Username=app;Ssl_Mode="Require"`, 'unverified', 'SSL Mode=Require'],
    [`Host=${host};Username=app;SSL Mode=Disable;Trust Server Certificate=true`, 'plaintext', 'SSL Mode=Disable'],
    ...['true', 'True', 'yes', 'on', '1'].map((yes) => [`Host=${host};Username=app;TrustServerCertificate=${yes}`, 'unverified', 'Trust Server Certificate=true'] as const),
    ...['false', 'untrue', 'trueish', '0'].map((no) => [`Host=${host};Username=app;TrustServerCertificate=${no}`, 'unsaid', ''] as const),
    [`pgsql: host=${host}; dbname=orders; sslmode='require'`, 'unverified', 'sslmode=require'],
    [` PGSQL:host=${host};sslmode=require`, 'unverified', 'sslmode=require'],
    [String.raw`host=${host} dbname=orders password='it\'s sslmode=disable' sslmode=verify-full`, 'verified', 'sslmode=verify-full'],
    [`host=${host} user=app sslmode = 'disable'`, 'plaintext', 'sslmode=disable'],
  ];
  for (const [value, protection, words] of spelled) {
    test(value, () => {
      const found = read(value);
      assert.deepEqual([found.protection, found.words], [protection, words]);
    });
  }

  test('is unknown only where a part that is not known may say it', () => {
    const because = (value: Value): string => {
      const { protection, words } = read(value);
      assert.ok(isUnknown(protection));
      assert.equal(words, '');
      return protection.because;
    };
    assert.equal(because(text(`postgres://app@${host}/orders?sslmode=`, option)), 'the parameter mode has no value');
    assert.equal(because(uri('ssl=true')), 'ssl=true checks no certificate in libpq, and does so in other clients');
    assert.equal(because(uri('sslmode=maybe')), 'it asks for a mode that is not known here');
    assert.equal(because(text(`postgres://app@${host}/orders?`, option, '=x')), 'a part of it that is not known may say so');
    assert.equal(because(text(`host=${host} dbname=orders `, option)), 'a part of it that is not known may say so');
    assert.equal(read(text('postgres://app@', option, '/orders')).protection, 'unsaid');
    assert.equal(read(text('postgres://app@', option, '.example.org')).protection, 'unsaid');
    assert.equal(read(text('postgres://app@', option, '?application_name=a')).protection, 'unsaid');
    assert.equal(read(`postgres://app@${host}/orders?plain`).protection, 'unsaid');
  });

  test('comes with the root that it trusts', () => {
    assert.equal(read(uri('sslrootcert=/root.pem')).rootCertificate, '/root.pem');
    assert.equal(read(`Host=${host};Username=app;Root Certificate=c:\\root.pem`).rootCertificate, 'c:\\root.pem');
    assert.equal(read(uri('sslmode=require')).rootCertificate, undefined);
  });
});

test('a password is found however its name is written', () => {
  const spelled = [`postgres://${host}/orders?user=app&password=s3cret`, `Host=${host};User Id=app;Pwd=s3cret`, `host=${host} dbname=orders passwd=s3cret`, `postgres://app:s3:cret@${host}/orders`];
  for (const value of spelled) assert.equal(read(value).password, 'written', value);
  assert.equal(read(`postgres://app@${host}/orders?note=a:b`).password, 'none');
});

describe('no connection strings for PostgreSQL', () => {
  const others: readonly (readonly [string, Value])[] = [
    ['SQL Server', 'Server=tcp:orders.database.windows.net,1433;Initial Catalog=orders;User ID=app;Password=s3cret;Encrypt=True;TrustServerCertificate=False;'],
    ['SQL Server by parts', text('Server=tcp:', option, ',1433;Initial Catalog=orders;User ID=app;Password=', secret)],
    ['SQL Server over JDBC', 'jdbc:sqlserver://orders.database.windows.net:1433;database=orders;user=app;password=s3cret'],
    ['MySQL', 'Server=orders.mysql.database.azure.com;Port=3306;Database=orders;Uid=app;Pwd=s3cret;SslMode=Preferred;'],
    ['MySQL as a URI', 'mysql://app:s3cret@orders.mysql.database.azure.com:3306/orders?ssl-mode=REQUIRED'],
    ['MySQL over JDBC', 'jdbc:mysql://orders.mysql.database.azure.com:3306/orders?useSSL=true'],
    ['MySQL over PDO', 'mysql:host=orders.mysql.database.azure.com;dbname=orders'],
    ['Redis', 'orders.redis.cache.windows.net:6380,password=s3cret,ssl=True,abortConnect=False'],
    ['Redis as a URI', 'rediss://:s3cret@orders.redis.cache.windows.net:6380/0'],
    ['Storage', 'DefaultEndpointsProtocol=https;AccountName=orders;AccountKey=a2V5;EndpointSuffix=core.windows.net'],
    ['Service Bus', 'Endpoint=sb://orders.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=a2V5'],
    ['Cosmos DB', 'AccountEndpoint=https://orders.documents.azure.com:443/;AccountKey=a2V5;'],
    ['MongoDB', 'mongodb://app:s3cret@orders.mongo.cosmos.azure.com:10255/?ssl=true'],
    ['Application Insights', 'InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://westeurope.in.applicationinsights.azure.com/'],
    ['a sentence', 'Uses postgres; see https://example.org/postgres?x=1'],
    ['a host alone', host],
    ['an image', 'docker.io/library/postgres:16'],
    ['a key vault reference', '@Microsoft.KeyVault(SecretUri=https://orders.vault.azure.net/secrets/postgres)'],
    ['keywords of libpq without a database', 'host=db.example.org'],
    ['keywords of libpq with a host of something else', 'host=db.example.org user=app'],
    ['a setting that ends like a keyword', 'myhost=a b=c'],
    ['keywords after the name of something else', `db: host=${host} dbname=orders`],
    ['semicolons without settings', 'a;b;c'],
    ['settings without a host', 'Database=orders;Uid=app;Port=5432'],
    ['a host and nothing to sign in to', `Server=${host};Timeout=5`],
    ['a number', 5432],
    ['something that nobody knows', option],
    ['an empty text', ''],
  ];
  for (const [name, value] of others) test(name, () => assert.deepEqual(readConnectionStrings(value), []));

  test('even where a setting is called after PostgreSQL, for a host of something else', () => {
    const mysql = 'Server=orders.mysql.database.azure.com;Port=3306;Database=orders;Uid=app;Pwd=s3cret';
    assert.deepEqual(readConnectionStrings(mysql, { forPostgres: true }), []);
  });
});

test('strings to the computer itself or to a neighbour are local', () => {
  const local = ['localhost', '127.0.0.1', '[::1]', 'db', 'host.docker.internal'];
  for (const name of local) assert.ok(isLocal(read(`postgres://app@${name}:5432/orders`)), name);
  const remote = [`postgres://${host}/o`, 'postgres://localhost.example.org/o', 'postgres://my.localhost/o', 'postgres://host.docker.internal.example.org/o', 'postgres://1127.0.0.1/o', 'postgres://127.0.0.1.example.org/o', 'postgres://[2001:db8::1]/o'];
  for (const value of [...remote, text('postgres://', option, '/o')]) assert.ok(!isLocal(read(value)), JSON.stringify(value));
});
