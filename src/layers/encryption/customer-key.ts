import { defineRule } from '../../model/rule';
import { exampleServer } from '../example';
import { exampleKey, exampleKeyAddress } from './example';
import type { EncryptionFacts, KeyOwner } from './facts';
import { encryptionDocumentation } from './sources';

/** There is no fix as data: such a key is chosen when the server is created, and has to exist before. */
export const customerKey = defineRule<EncryptionFacts, KeyOwner>({
  id: 'encryption/customer-key',
  title: 'Data should be encrypted by a key of your own',
  brief: "encrypted by the service's key",
  severity: 'low',
  group: 'strict',
  why: 'With a key of your own you can rotate it, see its use, and take it away from the server.',
  condition: 'dataEncryption names no key of the customer; of a Single Server: there is no key among its children, or Azure says so (byokEnforcement). Absent, the service looks after the keys; the data is encrypted in either case.',
  sources: [encryptionDocumentation],
  equivalents: {
    checkov: ['CKV2_AZURE_17'],
    azurepolicy: ['18adea5e-f416-4d0f-8aa8-d24321e3e274', '12c74c95-0efd-48da-b8d9-2a7d68470c92'],
    cloudsploit: ['postgresqlCMKEncrypted'],
    steampipe: ['postgres_sql_server_encrypted_at_rest_using_cmk'],
    mcsb: ['DP-5'],
  },
  catalogue: ['PGENC001'],
  appliesTo: ['flexible', 'single', 'cluster'],
  surface: ['template', 'live'],
  given: ({ keyOwner }) => [keyOwner],
  holds: (owner) => owner === 'customer',
  message: () => "The data is encrypted by the service's key.",
  examples: {
    failing: exampleServer('flexible', ['dataEncryption: {', "  type: 'SystemManaged'", '}']),
    passing: exampleKey(exampleKeyAddress),
  },
});
