import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import type { EncryptionFacts } from './facts';

const base = ["version: '11'", "createMode: 'Default'"];

export const doubleEncryption = defineRule<EncryptionFacts, boolean>({
  id: 'encryption/double-encryption',
  title: 'A Single Server should encrypt twice',
  brief: 'encrypted once',
  severity: 'low',
  group: 'strict',
  why: 'A second layer of encryption, by another module with another key, still protects the data where the first one fails.',
  condition: 'infrastructureEncryption is not Enabled. Absent, it is off.',
  sources: ['https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers'],
  equivalents: {
    checkov: ['CKV_AZURE_130'],
    kics: ['6425c98b-ca4e-41fe-896a-c78772c131f8'],
    azurepolicy: ['24fba194-95d6-48c0-aea7-f65bf859c598'],
    steampipe: ['postgresql_server_infrastructure_encryption_enabled'],
    cloudsploit: ['postgresqlInfraDoubleEncryption'],
    cis: ['2.0/2.1 4.3.8', '3.0 5.2.8'],
  },
  catalogue: ['PGENC002'],
  appliesTo: ['single'],
  surface: ['template', 'live'],
  given: ({ doubleEncryption: twice }) => [twice],
  holds: (on) => on,
  message: () => 'Infrastructure encryption is off.',
  fix: (at) =>
    at.in === 'resource'
      ? { title: 'Encrypt twice', effect: 'create-only', changes: [{ kind: 'set', at, value: 'Enabled' }] }
      : undefined,
  examples: {
    failing: exampleServer('single', [...base, "infrastructureEncryption: 'Disabled'"]),
    passing: exampleServer('single', [...base, "infrastructureEncryption: 'Enabled'"]),
  },
});
