import { formatRange, rangeOf } from '../../layers/firewall/range';
import { nameOf, settingOf, type Resource, type Server } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { firewallRuleType } from './firewall-rule';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** "office: 203.0.113.0–203.0.113.15". */
export function ruleInWords(rule: Resource, name = nameOf(rule)): string {
  const [start, end] = [settingOf(rule, ['properties', 'startIpAddress']), settingOf(rule, ['properties', 'endIpAddress'])];
  const range = typeof start === 'string' && typeof end === 'string' ? rangeOf(start, end) : undefined;
  return range === undefined ? `${name}: a range that cannot be read` : `${name}: ${formatRange(range)}`;
}

const noRule = (names: readonly string[]): string => `no rule ${names.join(', ')}`;

/**
 * Says what a server has under the names of firewall rules. A rule that is not there counts as gone only where all rules
 * were read.
 */
export function ruleStates(snapshot: Snapshot, server: Server, names: readonly string[]): string {
  const { items, complete } = snapshot.children(server.resource.key, firewallRuleType(server));
  const found = names.map((name) => ({ name, rule: items.find((rule) => typeof rule.name === 'string' && same(rule.name, name)) }));
  const missing = found.filter(({ rule }) => rule === undefined).map(({ name }) => name);
  const there = found.flatMap(({ name, rule }) => (rule === undefined ? [] : [ruleInWords(rule, name)]));
  if (missing.length === 0) return there.join('; ');
  return [...there, complete === true ? noRule(missing) : `${missing.join(', ')}: not known, ${complete.because}`].join('; ');
}

/** What `ruleStates` says once these rules are there, and the others are gone. */
export function wantedRules(there: readonly string[], gone: readonly string[]): string {
  return [...there, ...(gone.length === 0 ? [] : [noRule(gone)])].join('; ');
}
