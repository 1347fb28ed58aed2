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
  { name: 'nothing said', template: uri(''), verdicts: ['holds'] },
  local,
  open,
  none,
]);

testWideRule(tls, 'tls/connection-string-unverified', [
  { name: 'require', template: uri('?sslmode=require'), verdicts: ['fails'], says: /takes any certificate: sslmode=require/, fixed: true },
  { name: 'verify-ca', template: uri('?sslmode=verify-ca'), verdicts: ['holds'] },
  { name: 'verify-full', template: uri('?sslmode=verify-full'), verdicts: ['holds'] },
  open,
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
  { name: 'no root', template: uri(''), verdicts: ['notApplicable'] },
  { name: 'a root from outside', template: app(`'postgres://app@${host}/o?sslrootcert=\${root}'`, 'param root string'), verdicts: ['undecided'] },
]);
