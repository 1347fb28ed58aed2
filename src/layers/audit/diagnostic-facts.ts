import type { Address } from '../../model/address';
import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import type { ExtensionNeed } from '../../model/layer';
import type { Resource } from '../../model/resource';
import { settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Unknown, Value } from '../../model/value';
import { isList, isUnknown, valueAt } from '../../model/value';

export const diagnosticSettingsNeed: ExtensionNeed = { extension: 'Microsoft.Insights/diagnosticSettings', of: ['flexible', 'single', 'cluster'] };

/** One diagnostic setting of a server: which of its logs are sent somewhere. */
export interface DiagnosticSetting {
  readonly resource: Resource;
  readonly at: Address;
  /** The categories and groups of logs that are sent, in lower case. */
  readonly logs: Fact<readonly string[]>;
}

export interface DiagnosticFacts {
  readonly settings: readonly DiagnosticSetting[];
  /** Why there may be more, where not all of them could be read. */
  readonly complete: true | Unknown;
}

/** The name of a category that is switched on, nothing where it is off, or unknown. */
function nameOf(entry: Value): string | Unknown | undefined {
  const enabled = valueAt(entry, ['enabled']);
  const name = valueAt(entry, ['categoryGroup']) ?? valueAt(entry, ['category']);
  if (enabled === undefined || enabled === false || enabled === 'false') return undefined;
  if (isUnknown(enabled)) return enabled;
  return isUnknown(name) ? name : typeof name === 'string' ? name.toLowerCase() : undefined;
}

/** The logs that a setting sends. */
export function readLogs(resource: Resource): Fact<readonly string[]> {
  const at = inResource(resource.key, 'properties', 'logs');
  const value = settingOf(resource, ['properties', 'logs']);
  if (value === undefined) {
    const because = 'the template only refers to the setting, which is deployed elsewhere';
    return resource.existing ? { kind: 'unknown', because, at } : { kind: 'default', value: [], at };
  }
  if (isUnknown(value)) return { kind: 'unknown', because: value.because, at };
  if (!isList(value)) return { kind: 'unknown', because: 'the logs are not written as a list', at };
  const names = value.map(nameOf);
  const open = names.find(isUnknown);
  return open === undefined
    ? { kind: 'set', value: names.filter((name): name is string => typeof name === 'string'), at }
    : { kind: 'unknown', because: open.because, at };
}

/** Reads where the logs of a server go: https://learn.microsoft.com/azure/postgresql/monitor/concepts-logging */
export function readDiagnostics({ server, snapshot }: Subject): DiagnosticFacts {
  const { items, complete } = snapshot.children(server.resource.key, diagnosticSettingsNeed.extension);
  const settings = items.map((resource) => ({ resource, at: inResource(resource.key), logs: readLogs(resource) }));
  return { settings, complete };
}

/** The logs of PostgreSQL itself, by name or in a group. */
const wanted: readonly string[] = ['postgresqllogs', 'audit', 'alllogs'];

export const sendsLogs = (names: readonly string[]): boolean => names.some((name) => wanted.includes(name));
