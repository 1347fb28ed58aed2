import { defineRule } from '../../model/rule';
import { exampleKey, exampleKeyAddress } from './example';
import type { EncryptionFacts } from './facts';
import { versionedKey } from './facts';
import { encryptionDocumentation } from './sources';

export const unversionedKey = defineRule<EncryptionFacts, boolean>({
  id: 'encryption/unversioned-key',
  title: 'The key should be named without its version',
  brief: 'key tied to one version',
  severity: 'medium',
  group: 'warning',
  why: 'A key that is named with its version stays on that version: after a rotation somebody has to change the server before the old version ends.',
  condition:
    'primaryKeyURI or geoBackupKeyURI ends with the version of the key, 32 hexadecimal digits, or is the property keyUriWithVersion of a key in the template. Without a key of the customer there is nothing to judge.',
  sources: [encryptionDocumentation],
  equivalents: {},
  catalogue: ['PGENC004'],
  appliesTo: ['flexible', 'cluster'],
  surface: ['template', 'live'],
  given: ({ keyHasVersion, backupKeyHasVersion }) => [keyHasVersion, backupKeyHasVersion],
  holds: (hasVersion) => !hasVersion,
  message: () => 'The key is named with its version, so the server does not follow its rotation.',
  fix: (at, _, { key, backupKey }) => {
    const fact = at === key.at ? key : backupKey;
    const address = fact.kind === 'set' ? versionedKey.exec(fact.value)?.groups?.['key'] : undefined;
    if (address === undefined || at.in !== 'resource') return undefined;
    return { title: 'Follow the rotation of the key', effect: 'safe', changes: [{ kind: 'set', at, value: address }] };
  },
  examples: {
    failing: exampleKey(`${exampleKeyAddress}/0123456789abcdef0123456789abcdef`),
    passing: exampleKey(exampleKeyAddress),
  },
});
