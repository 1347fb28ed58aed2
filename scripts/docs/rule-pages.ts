import { findingsIn, rulePageOf } from '../../src/cli/rule-page-of';
import { layers } from '../../src/layers/catalog';
import type { RuleId } from '../../src/model/rule';
import type { PageExample } from '../../src/outputs/rule-page';
import { renderRuleIndex } from '../../src/outputs/rule-index';

/** Says which rules fail in a template. */
export function failingRules(text: string, language: PageExample['language'] = 'bicep'): readonly RuleId[] {
  return findingsIn(text, language).flatMap(({ rule, outcome }) => (outcome === 'fail' ? [rule.id] : []));
}

/** The text of every page by its path below docs/rules. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = layers.flatMap(({ meta, rules }) => rules.map((rule) => [`${rule.id}.md`, rulePageOf(rule, meta)] as const));
  return new Map([['README.md', renderRuleIndex(layers)], ...pages]);
}
