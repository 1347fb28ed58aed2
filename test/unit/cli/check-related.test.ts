import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runIn } from './run-command';
import { withFolder } from './temporary-folder';

const server = `resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: 'db'
  location: 'westeurope'
  sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
  properties: { version: '17' }
}
`;

const rule = (start: string, end: string): string => `resource rule 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-08-01' = {
  parent: server
  name: 'office'
  properties: {
    startIpAddress: ${start}
    endIpAddress: ${end}
  }
}
`;

interface Shown {
  readonly ruleId: string;
  readonly related: readonly { readonly message: string; readonly range: { readonly start: { readonly line: number } } | null }[];
}

/** What is related to the findings of one rule, with the lines. */
async function related(folder: string, ruleId: string): Promise<readonly string[][]> {
  const { out } = await runIn(folder, ['check', '--format', 'json', '.']);
  const { findings } = JSON.parse(out) as { readonly findings: readonly Shown[] };
  return findings.filter((one) => one.ruleId === ruleId).map((one) => one.related.map(({ message, range }) => `${range?.start.line ?? 0}: ${message}`));
}

test('a finding on the range of a firewall rule relates to its end, and to where both ends come from', async () => {
  await withFolder({ 'main.bicep': `param last string = '255.255.255.255'\nparam first string = '0.0.0.0'\n${server}${rule('first', 'last')}` }, async (folder) => {
    assert.deepEqual(await related(folder, 'firewall/open-to-internet'), [
      ['1: default of the parameter last', '2: default of the parameter first', '14: The range ends at 255.255.255.255.'],
    ]);
  });
});

test('the other rules on ranges do so too, and one address has no other end', async () => {
  await withFolder({ 'broad.bicep': server + rule(`'203.0.112.0'`, `'203.0.115.255'`), 'private.bicep': server + rule(`'10.0.0.0'`, `'10.0.0.7'`) }, async (folder) => {
    assert.deepEqual(await related(folder, 'firewall/broad-range'), [['12: The range ends at 203.0.115.255.']]);
    assert.deepEqual(await related(folder, 'firewall/private-range'), [['12: The range ends at 10.0.0.7.']]);
  });
  await withFolder({ 'one.bicep': server + rule(`'10.0.0.1'`, `'10.0.0.1'`) }, async (folder) => {
    assert.deepEqual(await related(folder, 'firewall/private-range'), [[]]);
  });
});
