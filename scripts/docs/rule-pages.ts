import { check } from '../../src/engine/check';
import { layers } from '../../src/layers/catalog';
import type { Finding } from '../../src/model/finding';
import type { RuleId, RuleMeta } from '../../src/model/rule';
import type { RuleSettings } from '../../src/model/settings';
import { defaultSettings } from '../../src/model/settings';
import { renderRuleIndex } from '../../src/outputs/rule-index';
import type { PageFix } from '../../src/outputs/rule-page';
import { renderRulePage } from '../../src/outputs/rule-page';
import { openProgram } from '../../src/sources/template/open-program';

/** Pages must not change from one day to the next, so the examples are judged as of a fixed day. */
const today = '2026-11-24';

/** The examples of rules that ask for what somebody wishes are written for these wishes. */
const settings: RuleSettings = {
  ...defaultSettings,
  serverNames: ['psql-*'],
  administratorGroupNames: ['*-administrators'],
  requiredTags: ['owner'],
  allowedSkus: ['GeneralPurpose', 'MemoryOptimized'],
  requiredParameters: { log_lock_waits: 'on' },
};

/** Everything that all rules find in a Bicep text that stands for itself. */
export function findingsIn(bicep: string): readonly Finding[] {
  const file = 'example.bicep';
  const program = openProgram({
    files: [file],
    host: { read: (name) => (name === file ? bicep : undefined), resolve: (_, reference) => reference },
  });
  return program.entries.flatMap((entry) => check(program.snapshot(entry), { layers, profile: 'all', today, settings }).findings);
}

/** Says which rules fail in a Bicep text. */
export function failingRules(bicep: string): readonly RuleId[] {
  return findingsIn(bicep).flatMap(({ rule, outcome }) => (outcome === 'fail' ? [rule.id] : []));
}

function fixesOf(rule: RuleMeta): readonly PageFix[] {
  if (rule.examples === undefined) return [];
  const fixes = findingsIn(rule.examples.failing).flatMap((finding) =>
    finding.rule.id === rule.id && finding.fix !== undefined ? [finding.fix] : [],
  );
  return fixes.filter(({ title }, index) => fixes.findIndex((other) => other.title === title) === index);
}

/** The text of every page by its path below docs/rules. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = layers.flatMap(({ meta, rules }) =>
    rules.map((rule) => [`${rule.id}.md`, renderRulePage(rule, meta, fixesOf(rule))] as const),
  );
  return new Map([['README.md', renderRuleIndex(layers)], ...pages]);
}
