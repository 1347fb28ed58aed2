import type { FirewallRule } from '../../layers/firewall/facts';
import { isPrivateRange } from '../../layers/firewall/coverage';
import { contains, countAddresses, formatCount, formatRange, isAzureServices, parseAddress, type Range } from '../../layers/firewall/range';
import type { Change } from '../../model/fix';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { cutOff, type CutOffQuestion } from '../changes/cut-off';
import { planned, type Plan } from '../plan';
import { rangeProperties } from './edit-firewall-rule';
import { firewallRuleType } from './firewall-rule';
import { closesOnlyWay } from './only-way';
import { openingOf } from './opening';
import { openingDanger } from './opening-words';
import { ruleName } from './rule-name';
import { ruleStates, wantedRules } from './rule-states';

/** A rule for clients that are known. */
export interface NamedRule {
  readonly name: string;
  readonly range: Range;
}

/** The rules that let in every service of Azure. */
export function azureServicesRules(rules: readonly FirewallRule[]): readonly FirewallRule[] {
  return rules.filter(({ range }) => range !== undefined && isAzureServices(range));
}

/** Addresses that were seen, by what has to be done about each. */
export interface ClientsToName {
  /** Those that come in by "every service in Azure" alone: without a rule of their own they are refused. */
  readonly unnamed: readonly string[];
  /** Those that another rule lets in. */
  readonly named: readonly string[];
  /** Those that no firewall rule is for: private ones, and IPv6. */
  readonly other: readonly string[];
}

/** Sorts the addresses of clients that were seen by whether another rule lets them in. */
export function clientsToName(rules: readonly FirewallRule[], addresses: readonly string[]): ClientsToName {
  const ranges = rules.flatMap(({ range }) => (range === undefined || isAzureServices(range) ? [] : [range]));
  const all = [...new Set(addresses)].map((text) => ({ text, number: parseAddress(text) }));
  const isPublic = (number: number | undefined): number is number => number !== undefined && !isPrivateRange({ start: number, end: number });
  const covered = (number: number): boolean => ranges.some((range) => contains(range, { start: number, end: number }));
  const texts = (wanted: (number: number | undefined) => boolean): string[] => all.filter(({ number }) => wanted(number)).map(({ text }) => text);
  return {
    unnamed: texts((number) => isPublic(number) && !covered(number)),
    named: texts((number) => isPublic(number) && covered(number)),
    other: texts((number) => !isPublic(number)),
  };
}

/** Plans rules for named clients in the place of "every service in Azure": the new ones first, and read back. */
export function planReplaceAzureServices(subject: Subject, open: readonly FirewallRule[], named: readonly NamedRule[], seen?: CutOffQuestion['seen']): Plan {
  const { snapshot, server } = subject;
  const label = nameOf(server.resource);
  const names = open.map(ruleName);
  const type = firewallRuleType(server);
  const changes: readonly Change[] = [
    ...named.map(({ name, range }): Change => ({ kind: 'add', parent: server.resource.key, type, name, body: { properties: rangeProperties(range) } })),
    ...open.map(({ at }): Change => ({ kind: 'remove', at })),
  ];
  const dangers = named.flatMap(({ range }) => openingDanger(label, openingOf(subject, range)) ?? []);
  const list = named.map(({ name, range }) => `• ${name}: ${formatRange(range)}, ${formatCount(countAddresses(range))}`).join('\n');
  return {
    title: `Replace “every service in Azure” by ${named.length === 1 ? 'a named rule' : `${named.length} named rules`} on ${label}`,
    detail: [
      list,
      `These are added and read back first; only then ${names.join(' and ')} (0.0.0.0) ${names.length === 1 ? 'is' : 'are'} deleted.`,
      'Addresses of services in Azure can change; those of a NAT gateway or a private endpoint stay.',
    ],
    confirm: 'Replace Rule',
    changes,
    effects: [planned('interrupts', 'Services in Azure that none of these rules names are refused the next time.')],
    cutOff: cutOff({ snapshot, server, changes, seen }),
    ...(closesOnlyWay(subject, changes) ? { typed: label } : {}),
    ...(dangers[0] === undefined ? {} : { danger: dangers[0] }),
    state: (after) => ruleStates(after, server, [...named.map(({ name }) => name), ...names]),
    wanted: wantedRules(named.map(({ name, range }) => `${name}: ${formatRange(range)}`), names),
  };
}
