import { isPrivateRange, without } from '../../layers/firewall/coverage';
import type { FirewallRule } from '../../layers/firewall/facts';
import { certainRules } from '../../layers/firewall/judge-rules';
import { contains, countAddresses, isAzureServices, overlaps, type Range } from '../../layers/firewall/range';
import { endOf } from '../../layers/firewall/temporary-rule';
import { known } from '../../model/fact';
import type { Subject } from '../../model/rule';
import { firewallOf } from '../reach/reach';
import { ruleName } from './rule-name';

/** What a rule for a range lets in, held against what the server lets in without it. */
export interface Opening {
  readonly range: Range;
  /** The parts of it that nothing lets in now. */
  readonly parts: readonly Range[];
  /** The names of other rules that let in some of it now. */
  readonly others: readonly string[];
  /** The rule that gets the range lets in some of it now, which no one other rule does. */
  readonly own: boolean;
  /** The rule that gets the range lets in all of it now. */
  readonly narrower: boolean;
  /** Why more of it may be let in already. */
  readonly gap: string | undefined;
  /** Public access is off, so that rules let nobody in. */
  readonly isOff: boolean;
}

/** Compares what a rule for a range would let in with the rules that are there. @param rule the one that gets the range; a new one where left out. */
export function openingOf(subject: Subject, range: Range, rule?: FirewallRule): Opening {
  const facts = firewallOf(subject);
  const azure = isAzureServices(range);
  // Which addresses are Azure's nobody tells: the sign for all of Azure and a range say nothing of each other.
  const rules = certainRules(facts).filter((one) => isAzureServices(one.range) === azure);
  const isOwn = ({ resource }: FirewallRule): boolean => resource.key === rule?.resource.key;
  const own = rules.filter(isOwn).map((one) => one.range);
  const rest = without(range, own);
  const others = rules.filter((one) => !isOwn(one) && rest.some((part) => overlaps(part, one.range)));
  // One rule that lets in all of it says more than many that let in a part each. A temporary one will itself be gone, and
  // the widest should be.
  const isTemporary = (one: FirewallRule): boolean => endOf(ruleName(one)) !== undefined;
  const [best] = others
    .filter((one) => rest.every((part) => contains(one.range, part)))
    .sort((a, b) => Number(isTemporary(a)) - Number(isTemporary(b)) || countAddresses(a.range) - countAddresses(b.range));
  const parts = rest.flatMap((part) => without(part, others.map((one) => one.range)));
  return {
    range,
    parts: !azure && parts.every(isPrivateRange) ? [] : parts,
    others: (best === undefined ? others : [best]).map(ruleName),
    own: own.some((one) => overlaps(one, range)) && !(best !== undefined && contains(best.range, range)),
    narrower: rest.length === 0,
    gap: facts.gap,
    isOff: known(facts.endpoint) === 'closed',
  };
}
