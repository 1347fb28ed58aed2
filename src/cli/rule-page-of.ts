import { check } from '../engine/check';
import { layers } from '../layers/catalog';
import type { Finding } from '../model/finding';
import type { LayerMeta } from '../model/layer-id';
import type { RuleMeta } from '../model/rule';
import type { RuleSettings } from '../model/settings';
import { defaultSettings } from '../model/settings';
import type { PageFix } from '../outputs/rule-page';
import { renderRulePage } from '../outputs/rule-page';
import { openProgram } from '../sources/template/open-program';

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

function fixesOf(rule: RuleMeta): readonly PageFix[] {
  if (rule.examples === undefined) return [];
  const fixes = findingsIn(rule.examples.failing).flatMap((finding) =>
    finding.rule.id === rule.id && finding.fix !== undefined ? [finding.fix] : [],
  );
  return fixes.filter(({ title }, index) => fixes.findIndex((other) => other.title === title) === index);
}

/** The page of a rule, with the fix that it has for its failing example. */
export function rulePageOf(rule: RuleMeta, layer: LayerMeta): string {
  return renderRulePage(rule, layer, fixesOf(rule));
}
