import { inResource } from '../../model/address';
import { readSetting, text } from '../../model/fact';
import type { Rule } from '../../model/rule';
import { combine, holds, notApplicable, undecided } from '../../model/verdict';
import type { EncryptionFacts } from './facts';
import { vaultKeyOf } from './key-vault';
import { encryptionDocumentation } from './sources';
import { exampleVault, safeVault } from './vault-example';

const least = 3072;

export const keySize: Rule<EncryptionFacts> = {
  meta: {
    id: 'encryption/key-size',
    title: `The encryption key should have ${least} bits or more`,
    brief: 'short encryption key',
    severity: 'low',
    group: 'strict',
    why: 'RSA keys of 2048 bits are not thought to be safe for as long as backups and copies may be kept.',
    condition: `keySize of the RSA key that primaryKeyURI names is less than ${least}. Absent, it is 2048; the documentation recommends 4096.`,
    sources: [encryptionDocumentation, 'https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/keys'],
    equivalents: {},
    catalogue: ['PGENC008'],
    appliesTo: ['flexible'],
    surface: ['template'],
    examples: { failing: exampleVault(safeVault, ['keySize: 2048']), passing: exampleVault(safeVault) },
  },
  judge: (_, context) => {
    const found = vaultKeyOf(context);
    if (found === undefined) return [];
    const { key, because } = found;
    if (key === undefined) return [undecided(inResource(context.server.resource.key, 'properties', 'dataEncryption', 'primaryKeyURI'), because)];
    const type = readSetting(key, ['properties', 'kty'], { as: text, absent: { default: 'RSA' } });
    const size = readSetting(key, ['properties', 'keySize'], { as: (value) => (typeof value === 'number' ? value : undefined), absent: { default: 2048 } });
    return [
      combine({ type, size }, (values) => {
        if (!/^rsa/i.test(values.type)) return notApplicable(type.at, 'The key is no RSA key.');
        if (values.size >= least) return holds(size.at);
        return {
          verdict: 'fails',
          at: size.at,
          message: `The key has ${values.size} bits${size.kind === 'default' ? ', which is the default' : ''}.`,
          ...(size.at.in === 'resource'
            ? { fix: { title: 'Ask for 4096 bits', effect: 'create-only', changes: [{ kind: 'set', at: size.at, value: 4096 }] } }
            : {}),
        };
      }),
    ];
  },
};
