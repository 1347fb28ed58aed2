import type { Fix } from '../../model/fix';
import type { Judgement, Related } from '../../model/verdict';
import { combine, notApplicable } from '../../model/verdict';
import type { FirewallFacts, FirewallRule } from './facts';
import { hasNoEndpoint } from './facts';
import type { Range } from './range';
import { formatAddress, rangeOf } from './range';

/** A sentence for findings that only matter while the server has a public endpoint, where nobody knows whether it has. */
function condition({ endpoint }: FirewallFacts): string {
  return endpoint.kind === 'unknown' ? ` This holds when the server has a public endpoint, which cannot be decided: ${endpoint.because}.` : '';
}

/** A rule that lets nobody in is no danger now; another check tells that it is there. */
function withoutEffect(rule: FirewallRule): Judgement {
  return notApplicable(rule.at, 'The server has no public endpoint, so its firewall rules have no effect.');
}

/** A failure that only matters while the server has a public endpoint. */
export function failing(facts: FirewallFacts, judgement: Omit<Judgement, 'verdict'>): Judgement {
  return { verdict: 'fails', ...judgement, message: judgement.message + condition(facts) };
}

/** Judges one firewall rule by its range; a rule without a valid range is the matter of another check. */
export function judgeRange(facts: FirewallFacts, rule: FirewallRule, decide: (range: Range) => Judgement): Judgement {
  if (hasNoEndpoint(facts)) return withoutEffect(rule);
  const { start, end, at, range: known } = rule;
  if (known !== undefined) return decide(known);
  return combine({ start, end }, (values) => {
    const range = rangeOf(values.start, values.end);
    return range === undefined ? notApplicable(at, 'The rule has no valid range.') : decide(range);
  });
}

/** The rules that are deployed for sure and whose range is known. */
export function certainRules({ rules }: FirewallFacts): readonly (FirewallRule & { readonly range: Range })[] {
  return rules.filter((rule): rule is FirewallRule & { readonly range: Range } => rule.range !== undefined && rule.resource.when === true);
}

function removalTitle(rules: readonly FirewallRule[]): string {
  const [only] = rules;
  if (rules.length !== 1 || only === undefined) return `Remove the ${rules.length} firewall rules`;
  return only.name === undefined ? 'Remove this firewall rule' : `Remove the firewall rule "${only.name}"`;
}

/** Taking rules away cuts off whoever connects by them, unless nobody can. */
export function removal(rules: readonly FirewallRule[], effect: Fix['effect'] = 'interrupts'): Fix {
  return { title: removalTitle(rules), changes: rules.map(({ at }) => ({ kind: 'remove', at })), effect };
}

/** The other end of a range, beside a finding about the range that stands at its start; one address has no other end. */
export function relatedEnd({ end }: FirewallRule, range: Range): readonly Related[] {
  return range.start === range.end ? [] : [{ at: end.at, message: `The range ends at ${formatAddress(range.end)}.` }];
}

/** At most this many rules are shown beside a finding. */
const mostRelated = 10;

export function relatedRules(rules: readonly FirewallRule[], say: (rule: FirewallRule) => string): readonly Related[] {
  return rules.slice(0, mostRelated).map((rule) => ({ at: rule.at, message: say(rule) }));
}
