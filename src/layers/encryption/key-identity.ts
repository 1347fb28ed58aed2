import type { Address } from '../../model/address';
import { inResource } from '../../model/address';
import type { Resource } from '../../model/resource';
import { settingOf } from '../../model/resource';
import type { Rule } from '../../model/rule';
import { isObject, isUnknown } from '../../model/value';
import type { Judgement } from '../../model/verdict';
import { combine, holds, notApplicable, undecided } from '../../model/verdict';
import { exampleServer } from '../example';
import { whyInherited } from '../server-setting';
import { exampleKey, exampleKeyAddress } from './example';
import type { EncryptionFacts } from './facts';
import { encryptionDocumentation, flexibleTemplateReference } from './sources';

const idPath = ['properties', 'dataEncryption', 'primaryUserAssignedIdentityId'] as const;

/** Whether the server has the identity at all: of a name that is computed nobody can tell. */
function judgeAssignment(resource: Resource, id: unknown, at: Address): Judgement {
  const typeAt = inResource(resource.key, 'identity', 'type');
  const type = settingOf(resource, ['identity', 'type']);
  if (isUnknown(type)) return undecided(typeAt, type.because);
  if (typeof type !== 'string' || !/userassigned/i.test(type)) {
    return { verdict: 'fails', at: typeAt, message: 'The server has no user-assigned identity, without which it cannot use its key.' };
  }
  const assigned = settingOf(resource, ['identity', 'userAssignedIdentities']);
  if (isUnknown(assigned)) return undecided(at, assigned.because);
  const names = isObject(assigned) ? Object.keys(assigned) : [];
  const isKnown = typeof id === 'string' && names.every((name) => name.startsWith('/'));
  if (!isKnown || names.some((name) => name.toLowerCase() === id.toLowerCase())) return holds(at);
  return { verdict: 'fails', at, message: 'The identity that is to use the key is none of those that are assigned to the server.' };
}

/** There is no fix as data: which identity may use the key is for a person to say. */
export const keyIdentity: Rule<EncryptionFacts> = {
  meta: {
    id: 'encryption/key-identity',
    title: 'A server with a key of your own needs an identity that may use it',
    brief: 'no identity for the encryption key',
    severity: 'medium',
    group: 'error',
    why: 'The server reads its key as that identity; without one it cannot be created.',
    condition:
      'dataEncryption names a key and no primaryUserAssignedIdentityId, or the identity of the server is not of the type UserAssigned, or does not hold the one that is named.',
    sources: [encryptionDocumentation, flexibleTemplateReference],
    equivalents: {},
    catalogue: ['PGENC005'],
    appliesTo: ['flexible', 'cluster'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleServer('flexible', ['dataEncryption: {', "  type: 'AzureKeyVault'", `  primaryKeyURI: '${exampleKeyAddress}'`, '}']),
      passing: exampleKey(exampleKeyAddress),
    },
  },
  judge: ({ keyOwner }, { server }) => {
    const { resource } = server;
    const at = inResource(resource.key, ...idPath);
    return [
      combine({ keyOwner }, (values) => {
        if (values.keyOwner === 'service') return notApplicable(at, 'The service looks after the keys.');
        const id = settingOf(resource, idPath);
        const inherited = whyInherited(server);
        if (isUnknown(id)) return id.pieces === undefined && id.refersTo === undefined ? undecided(at, id.because) : judgeAssignment(resource, id, at);
        if (id !== undefined && id !== '') return judgeAssignment(resource, id, at);
        if (inherited !== undefined || resource.existing) return undecided(at, inherited ?? 'the server is deployed elsewhere');
        return { verdict: 'fails', at, message: 'The server has a key of yours and no identity that could use it.' };
      }),
    ];
  },
};
