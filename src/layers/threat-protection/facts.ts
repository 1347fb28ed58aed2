import { inResource } from '../../model/address';
import type { Codec, Fact } from '../../model/fact';
import { readSetting } from '../../model/fact';
import type { Resource } from '../../model/resource';
import { isOneServer } from '../../model/resource';
import type { Context } from '../../model/rule';
import { isList, isUnknown } from '../../model/value';
import { enabledOrDisabled, trueOrFalse, wholeNumber } from '../derived-fact';

/** What holds the setting of each kind of server; there is one of it, named Default. */
export const threatProtectionTypes = {
  flexible: 'Microsoft.DBforPostgreSQL/flexibleServers/advancedThreatProtectionSettings',
  single: 'Microsoft.DBforPostgreSQL/servers/securityAlertPolicies',
} as const;

export interface ThreatProtectionFacts {
  /** Whether the server itself has it switched on. */
  readonly enabled: Fact<boolean>;
  /** The kinds of alert that a Single Server leaves out. */
  readonly disabledAlerts: Fact<readonly string[]>;
  /** The addresses that alerts of a Single Server are sent to. */
  readonly receivers: Fact<readonly string[]>;
  /** Whether alerts of a Single Server go to the owners of the subscription. */
  readonly toOwners: Fact<boolean>;
  /** For how many days a Single Server keeps records of what was detected; 0 is without end. */
  readonly recordDays: Fact<number>;
}

const words: Codec<readonly string[]> = (value) => {
  if (!isList(value) || value.some(isUnknown)) return undefined;
  return value.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
};

function everything<T>(fact: Fact<T>): ThreatProtectionFacts {
  const same = fact as Fact<never>;
  return { enabled: same, disabledAlerts: same, receivers: same, toOwners: same, recordDays: same };
}

function readPolicy(policy: Resource, isSingle: boolean): ThreatProtectionFacts {
  const nothing = { kind: 'notApplicable', because: 'Only a Single Server has it.', at: inResource(policy.key) } as const;
  const enabled = readSetting(policy, ['properties', 'state'], {
    as: enabledOrDisabled,
    absent: { unknown: 'the setting does not say whether it is on' },
  });
  if (!isSingle) return { enabled, disabledAlerts: nothing, receivers: nothing, toOwners: nothing, recordDays: nothing };
  const list = (name: string): Fact<readonly string[]> =>
    readSetting(policy, ['properties', name], { as: words, absent: { default: [] } });
  return {
    enabled,
    disabledAlerts: list('disabledAlerts'),
    receivers: list('emailAddresses'),
    toOwners: readSetting(policy, ['properties', 'emailAccountAdmins'], { as: trueOrFalse, absent: { default: false } }),
    recordDays: readSetting(policy, ['properties', 'retentionDays'], { as: wholeNumber, absent: { default: 0 } }),
  };
}

/**
 * Reads the threat protection of one server. It can as well be on for the whole subscription, which is why its absence
 * in a template says nothing: https://learn.microsoft.com/azure/postgresql/security/security-defender-for-cloud
 */
export function readThreatProtectionFacts({ server, snapshot }: Context): ThreatProtectionFacts {
  const { resource } = server;
  const at = inResource(resource.key);
  if (!isOneServer(server)) return everything({ kind: 'notApplicable', because: 'Not read of clusters.', at });
  const { kind } = server;
  const { items, complete } = snapshot.children(resource.key, threatProtectionTypes[kind]);
  const [policy] = items;
  if (policy !== undefined) return readPolicy(policy, kind === 'single');
  const because = complete === true ? 'it can be on for the whole subscription' : complete.because;
  return everything({ kind: 'unknown', because, at });
}
