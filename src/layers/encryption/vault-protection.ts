import type { ResourceAddress } from '../../model/address';
import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import { known, readSetting, text } from '../../model/fact';
import type { Change } from '../../model/fix';
import type { Resource } from '../../model/resource';
import type { Rule } from '../../model/rule';
import type { Json } from '../../model/value';
import type { Judgement } from '../../model/verdict';
import { holds, undecided } from '../../model/verdict';
import { trueOrFalse } from '../derived-fact';
import type { EncryptionFacts } from './facts';
import { vaultKeyOf } from './key-vault';
import { encryptionDocumentation } from './sources';
import { exampleVault, safeVault } from './vault-example';

/** One thing that a vault can lack. */
interface Lack {
  readonly fact: Fact<boolean>;
  readonly message: string;
  readonly change: Change;
}

const days = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/**
 * What a vault says of its protection. Soft delete is on unless it is switched off, for 90 days; purge protection is off
 * unless it is switched on: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
 */
function lacksOf(vault: Resource): readonly Lack[] {
  const at = (...path: readonly string[]): ResourceAddress => inResource(vault.key, 'properties', ...path);
  const set = (value: Json, ...path: readonly string[]): Change => ({ kind: 'set', at: at(...path), value });
  const read = (name: string, otherwise: boolean): Fact<boolean> =>
    readSetting(vault, ['properties', name], { as: trueOrFalse, absent: { default: otherwise } });
  const retention = readSetting(vault, ['properties', 'softDeleteRetentionInDays'], { as: (value) => days(value), absent: { default: 90 } });
  const access = readSetting(vault, ['properties', 'publicNetworkAccess'], { as: text, absent: { default: 'Enabled' } });
  const action = readSetting(vault, ['properties', 'networkAcls', 'defaultAction'], { as: text, absent: { default: 'Allow' } });
  const isClosed = known(access)?.toLowerCase() === 'disabled' || known(action)?.toLowerCase() === 'deny';
  const open = access.kind === 'unknown' ? access : action;
  const closed: Fact<boolean> = isClosed || open.kind !== 'unknown' ? { kind: 'set', value: isClosed, at: access.at } : { kind: 'unknown', because: open.because, at: access.at };
  const kept = known(retention);
  const long: Fact<boolean> = kept === undefined ? { kind: 'unknown', because: retention.kind === 'unknown' ? retention.because : 'it is not said', at: retention.at } : { kind: 'set', value: kept >= 90, at: retention.at };
  return [
    { fact: read('enablePurgeProtection', false), message: 'purge protection is off', change: set(true, 'enablePurgeProtection') },
    { fact: read('enableSoftDelete', true), message: 'soft delete is off', change: set(true, 'enableSoftDelete') },
    { fact: long, message: 'deleted keys are kept for less than 90 days', change: set(90, 'softDeleteRetentionInDays') },
    { fact: closed, message: 'every network can reach it', change: set('Disabled', 'publicNetworkAccess') },
  ];
}

function judgeVault(vault: Resource, server: ResourceAddress, isTemplate: boolean): Judgement {
  const lacks = lacksOf(vault);
  const failing = lacks.filter(({ fact }) => known(fact) === false);
  const [first] = failing;
  if (first === undefined) {
    const open = lacks.find(({ fact }) => fact.kind === 'unknown')?.fact;
    return open?.kind === 'unknown' ? undecided(open.at, open.because) : holds(inResource(vault.key));
  }
  return {
    verdict: 'fails',
    at: first.fact.at,
    message: `The vault of the server's key can lose it or lets strangers near it: ${failing.map(({ message }) => message).join(', ')}.`,
    related: [{ at: server, message: 'The server whose data the key encrypts.' }],
    // A live vault is none of the server's own parts.
    ...(isTemplate ? { fix: { title: 'Protect the key vault', effect: 'irreversible', changes: failing.map(({ change }) => change) } } : {}),
  };
}

export const vaultProtection: Rule<EncryptionFacts> = {
  meta: {
    id: 'encryption/vault-protection',
    title: 'The vault of the encryption key must keep it safe',
    brief: 'key vault can lose the encryption key',
    severity: 'medium',
    group: 'warning',
    why: 'Whoever purges the key destroys the data: a server without its key is inaccessible, and so are its backups.',
    condition:
      'The vault that primaryKeyURI names has no purge protection (absent, it is off), or soft delete is off (absent, it is on), or deleted keys are kept for less than 90 days, or neither publicNetworkAccess nor networkAcls closes it to all networks.',
    sources: [encryptionDocumentation, 'https://learn.microsoft.com/azure/key-vault/general/best-practices'],
    equivalents: {},
    catalogue: ['PGENC006'],
    appliesTo: ['flexible'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleVault(['enablePurgeProtection: true', 'softDeleteRetentionInDays: 7', "publicNetworkAccess: 'Disabled'"]),
      passing: exampleVault(safeVault),
    },
  },
  judge: (_, context) => {
    const { server, snapshot } = context;
    const at = inResource(server.resource.key, 'properties', 'dataEncryption', 'primaryKeyURI');
    const found = vaultKeyOf(context);
    if (found === undefined) return [];
    return [found.vault === undefined ? undecided(at, found.because) : judgeVault(found.vault, at, snapshot.origin === 'template')];
  },
};
