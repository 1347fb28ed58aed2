import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf, holdFix } from './hold-fix';
import { Opened, type Files } from './open';

describe('fixes of what is given elsewhere keep their promise', () => {
  const secret = "@secure()\nparam password string\nresource pg 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {\n  name: 'pg'\n  properties: { administratorLogin: 'orders', administratorLoginPassword: password }\n}\n";
  const module = (version: string, parameters: string): Files => ({
    'main.bicep': `module pg 'br/public:avm/res/db-for-postgre-sql/flexible-server:${version}' = {\n  name: 'pg'\n  params: {\n    name: 'pg'\n${parameters}  }\n}\n`,
  });
  for (const [what, files, expected] of [
    ['a parameters file of Bicep', { 'main.bicep': secret, 'main.bicepparam': "using 'main.bicep'\n\nparam password = 'not-A-real-1'\n" }, ['access/literal-password']],
    ['the call of a module of the registry', module('0.11.0', `    publicNetworkAccess: 'Enabled'\n    firewallRules: [\n      { name: 'all', startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' }\n    ]\n    configurations: [{ name: 'require_secure_transport', value: 'off' }]\n`), ['firewall/open-to-internet', 'network/public-access', 'tls/require-encryption', 'backup/retention', 'audit/audit-extension']],
    ['the call of an old module of the registry', module('0.1.0', ''), ['backup/retention', 'audit/audit-extension']],
  ] satisfies [string, Files, string[]][]) {
    it(`in ${what}`, () => {
      const opened = new Opened(files);
      const findings = findingsOf(opened);
      const mended = findings.filter((finding) => holdFix(opened, findings, finding)).map(({ rule }): string => rule.id);
      for (const id of expected) assert.ok(mended.includes(id), `${id} is not among ${mended.join(', ')}`);
    });
  }
});
