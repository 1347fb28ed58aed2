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
    ['SQLAlchemy', `postgresql+psycopg2://app:\${PASSWORD}@${host}/orders?sslmode=verify-ca`, 'uri none verified'],
    ['asyncpg', `postgresql+asyncpg://app@${host}/orders?ssl=require`, 'uri none unverified'],
    ['node-postgres without verification', `postgres://app@${host}/orders?sslmode=no-verify`, 'uri none unverified'],
    ['a root for require', `postgres://app@${host}/orders?sslmode=require&sslrootcert=/certs/root.pem`, 'uri none verified'],
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

  test('are recognised by a part that comes from a server, and by the place where they stand', () => {
    const fromServer = text('Server=', option, ';Database=orders;User Id=app');
    assert.deepEqual(readConnectionStrings(fromServer), []);
    assert.equal(readConnectionStrings(fromServer, { ofServer: (part) => part === option }).length, 1);
    assert.equal(readConnectionStrings(fromServer, { forPostgres: true }).length, 1);
  });
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
  for (const value of [`postgres://${host}/o`, text('postgres://', option, '/o')]) assert.ok(!isLocal(read(value)));
});
