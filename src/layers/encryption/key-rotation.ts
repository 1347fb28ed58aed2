import type { Address } from '../../model/address';
import { inResource } from '../../model/address';
import type { Resource } from '../../model/resource';
import { settingOf } from '../../model/resource';
import type { Rule } from '../../model/rule';
import { isList, isUnknown, valueAt } from '../../model/value';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import type { EncryptionFacts } from './facts';
import { vaultKeyOf } from './key-vault';
import { encryptionDocumentation } from './sources';
import { exampleVault, safeVault } from './vault-example';

const secondsOfDay = 86_400;
const near = 30;

const rotation = [
  'rotationPolicy: {',
  '  lifetimeActions: [',
  '    {',
  '      trigger: {',
  "        timeAfterCreate: 'P1Y'",
  '      }',
  '      action: {',
  "        type: 'rotate'",
  '      }',
  '    }',
  '  ]',
  '}',
];

function judgeRotation(key: Resource, at: Address): Judgement {
  const policy = settingOf(key, ['properties', 'rotationPolicy']);
  if (isUnknown(policy)) return undecided(at, policy.because);
  if (policy === undefined && key.existing) return undecided(at, 'the key is deployed elsewhere');
  const actions = valueAt(policy, ['lifetimeActions']);
  if (isUnknown(actions)) return undecided(at, actions.because);
  const types = isList(actions) ? actions.map((action) => valueAt(action, ['action', 'type'])) : [];
  if (types.some((type) => typeof type === 'string' && type.toLowerCase() === 'rotate')) return holds(at);
  const open = types.find(isUnknown);
  if (open !== undefined) return undecided(at, open.because);
  return { verdict: 'fails', at, message: "The server's key is never rotated by itself: it has no rotation policy that says so." };
}

/** @param today such as 2026-11-24. */
function judgeExpiry(key: Resource, today: string): readonly Judgement[] {
  const path = ['properties', 'attributes', 'exp'] as const;
  const at = inResource(key.key, ...path);
  const end = settingOf(key, path);
  if (end === undefined) return [];
  if (typeof end !== 'number') return [undecided(at, isUnknown(end) ? end.because : 'the date is not written as a number')];
  const left = Math.floor(end / secondsOfDay - Date.parse(today) / 1000 / secondsOfDay);
  if (left >= near) return [holds(at)];
  const when = left < 0 ? 'has expired' : `expires in ${left} day${left === 1 ? '' : 's'}`;
  return [{ verdict: 'fails', at, message: `The server's key ${when}: without it the server is inaccessible.` }];
}

/** There is no fix as data: how often a key changes is for a person to say. */
export const keyRotation: Rule<EncryptionFacts> = {
  meta: {
    id: 'encryption/key-rotation',
    title: 'The encryption key should be rotated before it expires',
    brief: 'encryption key is not rotated',
    severity: 'low',
    group: 'info',
    why: 'A key that nobody rotates is forgotten until it expires, and the server with it becomes inaccessible.',
    condition: `The key that primaryKeyURI names has no rotationPolicy with the action rotate, or it expires within ${near} days.`,
    sources: [encryptionDocumentation, 'https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation'],
    equivalents: {},
    catalogue: ['PGENC009'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: { failing: exampleVault(safeVault), passing: exampleVault(safeVault, ['keySize: 4096', ...rotation]) },
  },
  judge: (_, context) => {
    const found = vaultKeyOf(context);
    if (found === undefined) return [];
    const { key, because } = found;
    if (key === undefined) return [undecided(inResource(context.server.resource.key, 'properties', 'dataEncryption', 'primaryKeyURI'), because)];
    return [judgeRotation(key, inResource(key.key, 'properties', 'rotationPolicy')), ...judgeExpiry(key, context.today)];
  },
};
