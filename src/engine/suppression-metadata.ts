import { inResource } from '../model/address';
import type { ResourceAddress } from '../model/address';
import type { Resource } from '../model/resource';
import { settingOf } from '../model/resource';
import type { Value } from '../model/value';
import { isList, isObject } from '../model/value';
import type { RuleNames, Suppression, SuppressionNotice } from './suppression';
import type { ReadSuppressions, WrittenAt } from './suppression';

/** Where resources of templates hold suppressions; Resource Manager ignores metadata. */
export const metadataPath = ['metadata', 'postgresqlSecurity', 'suppress'] as const;

/** What texts hold that use it; most hold it not, and their resources need not be looked at. */
export const mayHoldMetadata = (text: string): boolean => /postgresqlSecurity/i.test(text);

const textOf = (value: Value | undefined): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);

/** Reads the suppressions in the metadata of resources. @param locate where an address is written. */
export function metadataSuppressions(
  resources: readonly Resource[], names: RuleNames, locate: (address: ResourceAddress) => WrittenAt | undefined,
): ReadSuppressions {
  const suppressions: Suppression[] = [];
  const notices: SuppressionNotice[] = [];
  for (const resource of resources) {
    const list = settingOf(resource, metadataPath);
    if (!isList(list)) continue;
    for (const [index, item] of list.entries()) {
      const at = locate(inResource(resource.key, ...metadataPath, index));
      if (at === undefined || !isObject(item)) continue;
      const name = textOf(item['rule']) ?? '';
      const rule = names.find(name);
      const reason = textOf(item['reason']);
      const expires = textOf(item['expires']);
      if (rule === undefined) {
        notices.push({ id: 'suppression/unknown-rule', message: names.explain(name) ?? `There is no rule "${name}".`, at });
        continue;
      }
      if (reason === undefined) notices.push({ id: 'suppression/no-reason', message: 'The suppression gives no reason. Write why it is right as its "reason".', at });
      suppressions.push({ rule, ...(reason ? { reason } : {}), ...(expires ? { expires } : {}), at, scope: { key: resource.key } });
    }
  }
  return { suppressions, notices };
}
