import { check } from '../engine/check';
import { layers } from '../layers/catalog';
import type { Finding } from '../model/finding';
import type { LayerMeta } from '../model/layer-id';
import type { RuleMeta } from '../model/rule';
import type { RuleSettings } from '../model/settings';
import { defaultSettings } from '../model/settings';
import type { PageExample, PageFix } from '../outputs/rule-page';
import { renderRulePage } from '../outputs/rule-page';
import { writeArmTemplate } from '../sources/arm-template/write-template';
import { readBicep } from '../sources/bicep/read';
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

/** Everything that all rules find in a template that stands for itself. */
export function findingsIn(text: string, language: PageExample['language'] = 'bicep'): readonly Finding[] {
  const file = `example.${language}`;
  const program = openProgram({
    files: [file],
    host: { read: (name) => (name === file ? text : undefined), resolve: (_, reference) => reference },
  });
  return program.entries.flatMap((entry) => check(program.snapshot(entry), { layers, profile: 'all', today, settings }).findings);
}

function fixesOf(rule: RuleMeta): readonly PageFix[] {
  if (rule.examples === undefined) return [];
  const fixes = findingsIn(rule.examples.failing, rule.examples.language).flatMap((finding) =>
    finding.rule.id === rule.id && finding.fix !== undefined ? [finding.fix] : [],
  );
  return fixes.filter(({ title }, index) => fixes.findIndex((other) => other.title === title) === index);
}

/** The examples of a rule; those in Bicep also as what they are in ARM JSON. */
export function examplesOf({ examples }: RuleMeta): readonly PageExample[] {
  if (examples === undefined) return [];
  const { failing, passing, language = 'bicep' } = examples;
  const inJson = (bicep: string): string => writeArmTemplate(readBicep('example.bicep', bicep));
  const written: PageExample = { language, failing, passing };
  return language === 'json' ? [written] : [written, { language: 'json', failing: inJson(failing), passing: inJson(passing) }];
}

/** The page of a rule, with the fix that it has for its failing example. */
export function rulePageOf(rule: RuleMeta, layer: LayerMeta): string {
  return renderRulePage(rule, layer, fixesOf(rule), examplesOf(rule));
}
