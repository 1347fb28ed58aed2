import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { allowedExtensions } from '../extensions';
import { parameterNeeds } from '../parameter';
import type { OracleFacts } from './facts';
import { readOracleFacts } from './facts';

export const oracle = defineLayer<OracleFacts>({
  id: 'oracle',
  label: 'Migrating from Oracle',
  summary:
    "What stands in for Oracle's Transparent Data Encryption: encryption of storage, keys of your own, double encryption, and pgcrypto for single columns.",
  onRequest: true,
  appliesTo: ['flexible', 'single'],
  needs: [...parameterNeeds('flexible', [allowedExtensions])],
  rules: [],
  read: readOracleFacts,
  describe: ({ keyOwner, doubleEncryption, columnEncryption }, { kind, resource }) => [
    {
      title: 'In place of tablespace encryption',
      text: 'storage is always encrypted by AES-256',
      state: 'default',
      at: inResource(resource.key),
    },
    factLine('In place of the wallet', keyOwner, (owner) => (owner === 'customer' ? 'a key of your own' : "the service's key")),
    ...(kind === 'single' ? [factLine('Double encryption', doubleEncryption, (on) => (on ? 'on' : 'off'))] : []),
    factLine('In place of column encryption', columnEncryption, (allowed) => (allowed ? 'pgcrypto is allowed' : 'pgcrypto is not allowed yet')),
  ],
  text: ({ columnEncryption }) =>
    known(columnEncryption) === true ? 'Storage encrypted, pgcrypto allowed' : 'Storage encrypted',
});
