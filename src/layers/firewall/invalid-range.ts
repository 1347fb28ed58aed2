import type { Change, Fix } from '../../model/fix';
import type { Rule } from '../../model/rule';
import type { Judgement } from '../../model/verdict';
import { combine, holds } from '../../model/verdict';
import { exampleFirewall } from './example';
import type { FirewallFacts, FirewallRule } from './facts';
import { subject } from './facts';
import { countAddresses, formatAddress, ipv6Message, isIpv6, parseAddress, parseRange, rangeOf } from './range';
import { addingRulesDocumentation, firewallDocumentation, horizonDocumentation } from './sources';

/** A rule that is refused lets nobody in: mended, it may open no more than the addresses of one office. */
const mostOpened = 256;

/** Writes both ends anew; only where somebody wrote both. */
function rewrite(rule: FirewallRule, start: string, end: string, title: string): Fix | undefined {
  const range = rangeOf(start, end);
  if (range === undefined || countAddresses(range) > mostOpened) return undefined;
  const changes = [[rule.start, start], [rule.end, end]] as const;
  const steps = changes.flatMap(([{ at }, value]): Change[] => (at.in === 'resource' ? [{ kind: 'set', at, value }] : []));
  return rule.start.kind === 'set' && rule.end.kind === 'set' ? { title, changes: steps, effect: 'safe' } : undefined;
}

/** Somebody who wrote a network where an address belongs meant its first and its last address. */
function networkFix(rule: FirewallRule, start: string, end: string): Fix | undefined {
  const parsed = start.includes('/') && (end === start || parseAddress(end) !== undefined) ? parseRange(start) : undefined;
  if (parsed?.ok !== true) return undefined;
  const [first, last] = [formatAddress(parsed.range.start), formatAddress(parsed.range.end)];
  return rewrite(rule, first, last, `Write ${start} as ${first} to ${last}`);
}

function whyNoAddress(text: string): string {
  if (isIpv6(text)) return `${text} ${ipv6Message}`;
  if (text.includes('/')) return `${text} is a network; a firewall rule takes its first and its last address`;
  return `"${text}" is not an IPv4 address`;
}

function judgeEnds(rule: FirewallRule, start: string, end: string): Judgement {
  const fails = (at: Judgement['at'], why: string, fix: Fix | undefined): Judgement => ({
    verdict: 'fails',
    at,
    message: `${subject(rule)} has no valid range: ${why}.`,
    ...(fix === undefined ? {} : { fix }),
  });
  const [first, last] = [parseAddress(start), parseAddress(end)];
  if (first === undefined) return fails(rule.start.at, whyNoAddress(start), networkFix(rule, start, end));
  if (last === undefined) return fails(rule.end.at, whyNoAddress(end), undefined);
  if (first <= last) return holds(rule.at);
  return fails(rule.end.at, `it ends at ${end}, before it starts at ${start}`, rewrite(rule, end, start, 'Swap the start and the end address'));
}

export const invalidRange: Rule<FirewallFacts> = {
  meta: {
    id: 'firewall/invalid-range',
    title: 'A firewall rule must have a valid IPv4 range',
    brief: 'invalid firewall rule',
    severity: 'medium',
    group: 'error',
    why: 'The service refuses such a rule, so the deployment fails.',
    condition:
      'A firewall rule starts after it ends, or its start or end is no IPv4 address in dotted form: an IPv6 address, a network in CIDR notation or another text. An absent address is left to the checks of the language.',
    sources: [firewallDocumentation, addingRulesDocumentation, horizonDocumentation],
    equivalents: {},
    catalogue: ['PGNET016'],
    appliesTo: ['flexible', 'single', 'cluster', 'horizon'],
    surface: ['template', 'live'],
    examples: {
      failing: exampleFirewall([['office', '203.0.113.15', '203.0.113.0']]),
      passing: exampleFirewall([['office', '203.0.113.0', '203.0.113.15']]),
    },
  },
  judge: ({ rules }) =>
    rules.map((rule) =>
      combine({ start: rule.start, end: rule.end }, (values) => judgeEnds(rule, values.start, values.end)),
    ),
};
