import { exampleKey } from './example';

/** A server whose key and vault are part of the template, for the pages of rules. */
export function exampleVault(vault: readonly string[], key: readonly string[] = ['keySize: 4096']): string {
  const lines = [
    "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {",
    "  name: 'orders'",
    "  location: 'westeurope'",
    '  properties: {',
    '    tenantId: tenant().tenantId',
    '    sku: {',
    "      family: 'A'",
    "      name: 'standard'",
    '    }',
    ...vault.map((line) => `    ${line}`),
    '  }',
    '}',
    '',
    "resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {",
    '  parent: vault',
    "  name: 'postgresql'",
    '  properties: {',
    "    kty: 'RSA'",
    ...key.map((line) => `    ${line}`),
    '  }',
    '}',
    '',
  ];
  return [...lines, exampleKey('KEY').replace("'KEY'", 'key.properties.keyUri')].join('\n');
}

export const safeVault: readonly string[] = [
  'enablePurgeProtection: true',
  'softDeleteRetentionInDays: 90',
  "publicNetworkAccess: 'Disabled'",
];
