import type { ReportingConfiguration, ReportingDescriptor } from 'sarif';
import type { Policy } from '../engine/policy';
import { levelOf } from '../engine/policy';
import type { SuppressionRule } from '../engine/suppression-rules';
import { suppressionRules } from '../engine/suppression-rules';
import type { Layer } from '../model/layer';
import type { Level, RuleMeta, Severity } from '../model/rule';
import { compareText } from './check-result';
import { ruleAddress } from './rule-address';
import type { Taxonomies } from './sarif-taxonomies';

/** SARIF's words for our levels. */
export const sarifLevels: Readonly<Record<Level, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** Scores in the bands that code scanning services know: above 9.0 is critical, from 7.0 high, from 4.0 medium. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '1.0',
};

function configuration(rule: RuleMeta, policy: Policy): ReportingConfiguration {
  const level = levelOf(policy, rule);
  return level === 'off' ? { enabled: false } : { level: sarifLevels[level] };
}

function descriptor(rule: RuleMeta, layer: Layer['meta'], policy: Policy, taxonomies: Taxonomies): ReportingDescriptor {
  const relationships = [...taxonomies.relationships(rule)];
  const { id, title, why, condition, severity, sources } = rule;
  const links = sources.map((source) => `- <${source}>`).join('\n');
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\n${condition}`,
      markdown: [why, condition, ...(links === '' ? [] : [links]), `[More about this rule](${ruleAddress(id)})`].join('\n\n'),
    },
    helpUri: ruleAddress(id),
    defaultConfiguration: configuration(rule, policy),
    ...(relationships.length === 0 ? {} : { relationships }),
    properties: {
      tags: ['security', 'postgresql', 'azure', layer.id],
      precision: 'high',
      'security-severity': securitySeverity[severity],
    },
  };
}

/** The rules on suppressions themselves; nothing of theirs is about a server. */
function suppressionDescriptor({ id, title, why, level }: SuppressionRule, { levels }: Policy): ReportingDescriptor {
  const chosen = levels[id] ?? level;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: why, markdown: `${why}\n\n[More about suppressions](${ruleAddress(id)})` },
    helpUri: ruleAddress(id),
    defaultConfiguration: chosen === 'off' ? { enabled: false } : { level: sarifLevels[chosen] },
    properties: { tags: ['postgresql', 'azure', 'suppression'], precision: 'high' },
  };
}

/** Describes all rules, sorted by their ids, with the levels of the policy in use; those on suppressions come last. */
export function sarifRules(layers: readonly Layer[], policy: Policy, taxonomies: Taxonomies): ReportingDescriptor[] {
  const rules = layers.flatMap(({ meta, rules: own }) => own.map((rule) => descriptor(rule, meta, policy, taxonomies)));
  return [...rules.sort((a, b) => compareText(a.id, b.id)), ...suppressionRules.map((rule) => suppressionDescriptor(rule, policy))];
}
