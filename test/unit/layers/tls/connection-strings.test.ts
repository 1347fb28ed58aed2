import { tls } from '../../../../src/layers/tls/layer';
import type { WideCase } from '../wide-cases';
import { testWideRule, written } from '../wide-cases';

const host = 'pg-orders.postgres.database.azure.com';

/** An application with one setting. */
const app = (value: string, before = ''): string => `${before}
resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: 'orders'
  properties: { siteConfig: { appSettings: [ { name: 'DATABASE_URL', value: ${value} } ] } }
}`;

/** An application with several settings. */
const settings = (all: Readonly<Record<string, string>>): string =>
  `resource app 'Microsoft.Web/sites/config@2023-12-01' = { name: 'orders/appsettings', properties: { ${Object.entries(all).map(([name, value]) => `${name}: '${value}'`).join(', ')} } }`;

const uri = (query: string): string => app(`'postgresql://app@${host}:5432/orders${query}'`);
const local: WideCase = { name: 'the computer itself', template: app(`'postgres://app@localhost/orders'`), verdicts: ['notApplicable'] };
const open: WideCase = {
  name: 'a mode from outside',
  template: app(`'postgres://app@${host}/orders?sslmode=\${mode}'`, 'param mode string'),
  verdicts: ['undecided'],
};
const none: WideCase = { name: 'no PostgreSQL at all', template: app(`'Server=tcp:x.database.windows.net,1433;Initial Catalog=o;User ID=a'`), verdicts: [] };

testWideRule(tls, 'tls/connection-string-mode', [
  { name: 'a mode', template: uri('?sslmode=disable'), verdicts: ['holds'] },
  { name: 'no mode', template: uri(''), verdicts: ['fails'], says: /DATABASE_URL in the settings of an application/, fixed: true },
  { name: 'a password in it', template: app(`'postgres://app:${written}@${host}/orders'`), verdicts: ['fails'] },
  {
    name: 'a secure parameter',
    template: app(`'Host=${host};Username=app;Password=\${password}'`, '@secure()\nparam password string'),
    verdicts: ['fails'],
    says: /SSL Mode=VerifyFull/,
  },
  {
    name: 'an output',
    template: `output url string = 'postgres://app@${host}/orders'`,
    verdicts: ['fails'],
    says: /The connection string url in an output/,
  },
  {
    name: 'ARM JSON, by format and by a server',
    template: {
      resources: [
        { type: 'Microsoft.DBforPostgreSQL/flexibleServers', apiVersion: '2024-08-01', name: 'pg', properties: {} },
        {
          type: 'Microsoft.Web/sites/config', apiVersion: '2023-12-01', name: 'orders/connectionstrings',
          properties: {
            orders: {
              type: 'Custom',
              value: "[format('Server={0};Database=orders;User Id=app', reference(resourceId('Microsoft.DBforPostgreSQL/flexibleServers', 'pg')).fullyQualifiedDomainName)]",
            },
          },
        },
      ],
    },
    verdicts: ['fails'],
    says: /The connection string orders in the settings/,
  },
  {
    name: 'a connection string that says what it is for',
    template: app(`'x'`).replace(/appSettings.*\]/, `connectionStrings: [ { name: 'main', type: 'PostgreSQL', connectionString: 'Server=\${h};Database=o;User Id=a' } ]`).replace('resource', 'param h string\nresource'),
    verdicts: ['fails'],
    says: /The connection string main/,
  },
  local,
  open,
  none,
]);

testWideRule(tls, 'tls/connection-string-plaintext', [
  {
    name: 'two strings by a condition, both bad',
    template: app(`prod ? 'postgres://app@${host}/orders?sslmode=allow' : 'postgres://app@${host}/orders?sslmode=allow&connect_timeout=9'`, 'param prod bool'),
    verdicts: ['fails'],
    says: /: sslmode=allow\./,
  },
  { name: 'prefer', template: uri('?sslmode=prefer'), verdicts: ['fails'], says: /sslmode=prefer/, fixed: true },
  {
    name: 'Npgsql in a container',
    template: `resource jobs 'Microsoft.App/jobs@2024-03-01' = {
      name: 'jobs'
      properties: { template: { containers: [ { name: 'job', env: [ { name: 'Main', value: 'Host=${host};Username=app;SSL Mode=Disable' } ] } ] } }
    }`,
    verdicts: ['fails'],
    says: /The connection string Main in a container app .*SSL Mode=Disable/,
    fixed: true,
  },
  {
    name: 'a secret of a key vault',
    template: `resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
      name: 'vault/url'
      properties: { value: 'postgres://app@${host}/orders?sslmode=allow' }
    }`,
    verdicts: ['fails'],
    says: /The connection string url in a secret of a key vault/,
    fixed: true,
  },
  { name: 'require', template: uri('?sslmode=require'), verdicts: ['holds'] },
  { name: 'the variable of libpq', template: app(`'prefer'`).replace('DATABASE_URL', 'PGSSLMODE'), verdicts: ['fails'], says: /The setting PGSSLMODE in the settings of an application .*PGSSLMODE=prefer/, fixed: true },
  { name: 'the variable of libpq for the computer itself', template: settings({ PGSSLMODE: 'disable', PGHOST: 'localhost' }), verdicts: ['notApplicable'] },
  { name: 'the variable of libpq from outside', template: app('mode', 'param mode string').replace('DATABASE_URL', 'PGSSLMODE'), verdicts: ['undecided'] },
  { name: 'a variable of another program', template: settings({ SSLMODE: 'disable' }), verdicts: [] },
  { name: 'django', template: app(`'psql://app@${host}/orders?sslmode=disable'`), verdicts: ['fails'], fixed: true },
  { name: 'Laravel', template: app(`'pgsql://app@${host}/orders?sslmode=disable'`), verdicts: ['fails'], fixed: true },
  { name: 'an option of node-postgres in JSON', template: app(`'{"host":"${host}","user":"a","ssl":false}'`), verdicts: ['fails'], says: /ssl=false/ },
  {
    name: 'a script',
    template: `resource s 'Microsoft.Resources/deploymentScripts@2023-08-01' = { name: 's', properties: { scriptContent: 'psql "host=${host} dbname=o sslmode=disable" -c "select 1;"' } }`,
    verdicts: ['fails'],
    says: /scriptContent in the environment of a deployment script/,
  },
  { name: 'nothing said', template: uri(''), verdicts: ['holds'] },
  ...[
    'concat([ item ], more)', 'concat(more, [ item ])', 'union([ item ], more)', "concat([ { name: 'A', value: 'b' } ], dev ? [ item ] : [])", 'dev ? [ item ] : more', '{ dev: [ item ], test: more }[stage]',
  ].map((list): WideCase => ({
    name: `settings that are put together: ${list}`,
    template: `param more array\nparam dev bool\nparam stage string\nvar item = { name: 'URL', value: 'postgres://app@${host}/orders?sslmode=disable' }
      resource app 'Microsoft.Web/sites@2023-12-01' = { name: 'orders', properties: { siteConfig: { appSettings: ${list} } } }`,
    verdicts: ['fails'],
    says: /The connection string URL in the settings/,
  })),
  { name: 'an object that is put together with others', template: `param more object\nresource app 'Microsoft.Web/sites/config@2023-12-01' = { name: 'orders/appsettings', properties: union({ URL: 'postgres://app@${host}/orders?sslmode=disable' }, more) }`, verdicts: ['fails'], says: /URL/ },
  { name: 'a mode that every case makes a bad one', template: app(`'postgres://app@${host}/orders?sslmode=\${mode}'`, "@allowed(['disable', 'prefer'])\nparam mode string"), verdicts: ['fails'], says: /: sslmode=disable or sslmode=prefer\./ },
  { name: 'a mode that is bad in one case', template: app(`'postgres://app@${host}/orders?sslmode=\${dev ? 'disable' : 'verify-full'}'`, 'param dev bool'), verdicts: ['fails', 'holds'] },
  { name: 'one string of two', template: app(`dev ? 'postgres://app:\${password}@${host}/o?sslmode=disable' : 'postgres://app:\${password}@${host}/o?sslmode=verify-full'`, '@secure()\nparam password string\nparam dev bool'), verdicts: ['fails', 'holds'] },
  { name: 'a command of a virtual machine', template: `resource c 'Microsoft.Compute/virtualMachines/runCommands@2024-07-01' = { name: 'v/c', properties: { source: { script: 'psql "host=${host} user=u dbname=o sslmode=disable"' } } }`, verdicts: ['fails'], says: /script in a command that a virtual machine runs/ },
  local,
  open,
  none,
]);

testWideRule(tls, 'tls/connection-string-unverified', [
  { name: 'require', template: uri('?sslmode=require'), verdicts: ['fails'], says: /takes any certificate: sslmode=require/, fixed: true },
  { name: 'verify-ca', template: uri('?sslmode=verify-ca'), verdicts: ['holds'] },
  { name: 'verify-full', template: uri('?sslmode=verify-full'), verdicts: ['holds'] },
  { name: 'a client of Node.js in JSON', template: app(`'{"host":"${host}","database":"o","ssl":{"rejectUnauthorized":false}}'`), verdicts: ['fails'], says: /rejectUnauthorized is false/ },
  { name: 'Sequelize', template: app(`string({ host: h, username: 'a', dialectOptions: { ssl: { require: true, rejectUnauthorized: false } } })`, `param h string = '${host}'`), verdicts: ['fails'] },
  { name: 'a client of Node.js that verifies', template: app(`'{"host":"${host}","database":"o","ssl":true}'`), verdicts: ['holds'] },
  { name: 'JSON that says nothing of TLS', template: app(`'{"host":"${host}","database":"o"}'`), verdicts: ['undecided'] },
  { name: 'Prisma', template: uri('?sslmode=require&sslaccept=strict'), verdicts: ['holds'] },
  { name: 'Node.js that checks no certificate', template: settings({ URL: `postgres://a@${host}/o?sslmode=verify-full`, NODE_TLS_REJECT_UNAUTHORIZED: '0' }), verdicts: ['holds', 'fails'], says: /NODE_TLS_REJECT_UNAUTHORIZED=0/ },
  { name: 'Node.js that checks no certificate, and no PostgreSQL', template: settings({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }), verdicts: [] },
  { name: 'the variable of libpq', template: settings({ PGSSLMODE: 'require' }), verdicts: ['fails'], says: /PGSSLMODE=require/, fixed: true },
  { name: 'the variable of libpq with a word that it does not know', template: settings({ PGSSLMODE: 'sometimes' }), verdicts: [] },
  { name: 'the variable of libpq with nothing', template: settings({ PGSSLMODE: '' }), verdicts: [] },
  { name: 'the variables of libpq with a root', template: settings({ PGSSLMODE: 'require', PGSSLROOTCERT: '/c/root.pem' }), verdicts: ['holds'] },
  open,
]);

testWideRule(tls, 'tls/connection-string-name', [
  { name: 'verify-ca', template: uri('?sslmode=verify-ca'), verdicts: ['fails'], says: /takes a certificate for any name: sslmode=verify-ca/, fixed: true },
  { name: 'Npgsql', template: app(`'Host=${host};Username=app;SSL Mode=VerifyCA'`), verdicts: ['fails'], fixed: true },
  { name: 'require with a root', template: uri('?sslmode=require&sslrootcert=/c/root.pem'), verdicts: ['fails'], fixed: true },
  { name: 'the variables of libpq', template: settings({ PGSSLMODE: 'verify-ca' }), verdicts: ['fails'], fixed: true },
  { name: 'verify-full', template: uri('?sslmode=verify-full'), verdicts: ['holds'] },
  { name: 'require', template: uri('?sslmode=require'), verdicts: ['holds'] },
  local,
  open,
  none,
]);

testWideRule(tls, 'tls/outdated-root', [
  { name: 'the old root', template: uri('?sslmode=verify-full&sslrootcert=/c/BaltimoreCyberTrustRoot.crt.pem'), verdicts: ['fails'], says: /Baltimore/ },
  { name: 'the root before the last', template: uri('?sslmode=verify-full&sslrootcert=DigiCertGlobalRootCA.crt.pem'), verdicts: ['fails'], says: /successor G2/ },
  { name: 'an intermediate', template: uri('?sslmode=verify-full&sslrootcert=Microsoft_Azure_RSA_TLS_Issuing_CA_04.pem'), verdicts: ['fails'], says: /intermediate/ },
  { name: 'its successor', template: uri('?sslmode=verify-full&sslrootcert=DigiCertGlobalRootG2.crt.pem'), verdicts: ['holds'] },
  { name: 'the other root', template: uri('?sslmode=verify-full&sslrootcert=Microsoft_RSA_Root_Certificate_Authority_2017.pem'), verdicts: ['holds'] },
  {
    name: 'China',
    template: app(`'postgres://app@x.postgres.database.chinacloudapi.cn/o?sslmode=verify-full&sslrootcert=DigiCertGlobalRootCA.pem'`),
    verdicts: ['holds'],
  },
  { name: 'the variable of libpq', template: settings({ PGSSLROOTCERT: '/c/BaltimoreCyberTrustRoot.crt.pem' }), verdicts: ['fails'], says: /The setting PGSSLROOTCERT/ },
  { name: 'no root', template: uri(''), verdicts: ['notApplicable'] },
  { name: 'a root from outside', template: app(`'postgres://app@${host}/o?sslrootcert=\${root}'`, 'param root string'), verdicts: ['undecided'] },
]);
