import { classOf } from './coverage';
import type { FirewallFacts, FirewallRule } from './facts';
import { certainRules } from './judge-rules';
import type { Range } from './range';
import { contains, overlaps } from './range';
import { endOf } from './temporary-rule';

/** A firewall rule whose range is known. */
export type RuleWithRange = FirewallRule & { readonly range: Range };

/**
 * Rules that open the server to the internet or to Azure have findings of their own, and should go: the rules inside
 * of them are then what is left.
 */
export function comparableRules(facts: FirewallFacts): readonly RuleWithRange[] {
  return certainRules(facts).filter(({ range }) => !['internet', 'azure-services'].includes(classOf(range)));
}

/**
 * Finds for each rule the one that reaches farthest of those that start before it, where they have addresses in common.
 * That finds every rule that overlaps or lies within another in one pass. Of two equal rules the first stays.
 */
export function overlappedBy(rules: readonly RuleWithRange[]): ReadonlyMap<RuleWithRange, RuleWithRange> {
  const found = new Map<RuleWithRange, RuleWithRange>();
  let farthest: RuleWithRange | undefined;
  for (const rule of [...rules].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)) {
    if (farthest !== undefined && overlaps(farthest.range, rule.range)) found.set(rule, farthest);
    if (farthest === undefined || rule.range.end > farthest.range.end) farthest = rule;
  }
  return found;
}

const isTemporary = ({ name }: FirewallRule): boolean => name !== undefined && endOf(name) !== undefined;

/**
 * The rules that can go without shutting anybody out, each with the one that lets in the same addresses. A temporary rule
 * will itself be gone, so none counts on it.
 */
export function redundantRules(facts: FirewallFacts): ReadonlyMap<RuleWithRange, RuleWithRange> {
  const rules = comparableRules(facts);
  const lasting = overlappedBy(rules.filter((rule) => !isTemporary(rule)));
  const pairs = [...lasting].filter(([rule, other]) => contains(other.range, rule.range));
  const going = new Set(pairs.map(([rule]) => rule));
  const staying = rules.filter((rule) => !isTemporary(rule) && !going.has(rule));
  const temporary = rules.filter(isTemporary).flatMap((rule): [RuleWithRange, RuleWithRange][] => {
    const other = staying.find(({ range }) => contains(range, rule.range));
    return other === undefined ? [] : [[rule, other]];
  });
  return new Map([...pairs, ...temporary]);
}
