import { levelIn, profiles } from '../engine/profile';
import type { Effect, Fix } from '../model/fix';
import type { LayerMeta } from '../model/layer-id';
import { kindNames } from '../model/resource';
import type { RuleMeta } from '../model/rule';
import { compareText } from './check-result';
import { toolNames } from './tool-names';

/** What a rule's page tells about a fix. */
export type PageFix = Pick<Fix, 'title' | 'effect'>;

const effects: Readonly<Record<Effect, string>> = {
  safe: 'Connections stay as they are.',
  'needs-value': 'Whoever deploys has to give the value from then on.',
  restart: 'The server restarts.',
  interrupts: 'It can cut off who connects that way now.',
  'replaces-list': 'It replaces the list that the live server has.',
  'create-only': 'It can only be chosen when the server is created.',
  irreversible: 'It cannot be undone.',
  costs: 'It costs money.',
};

/** Keeps the few characters that our texts hold from meaning anything to Markdown. */
export const plain = (text: string): string => text.replace(/[<*|]/g, '\\$&').replaceAll(/\b_|_\b/g, '\\_');

/** What a rule that judges no server judges. */
export const everything = 'everything that is read';

const surfaces = { template: 'Bicep files and ARM templates', live: 'servers in Azure' } as const;

/** The same examples in each language that they are written in. */
export interface PageExample {
  readonly language: 'bicep' | 'json';
  readonly failing: string;
  readonly passing: string;
}

const languages = { bicep: 'Bicep', json: 'ARM JSON' } as const;

function examples(all: readonly PageExample[]): string[] {
  if (all.length === 0) return [];
  const blocks = (of: 'failing' | 'passing'): string[] =>
    all.flatMap(({ language, [of]: code }) => [`In ${languages[language]}:`, '', `\`\`\`${language}`, code.trimEnd(), '```', '']);
  return ['## Examples', '', '### This fails', '', ...blocks('failing'), '### This passes', '', ...blocks('passing')];
}

function howToFix(rule: RuleMeta, fixes: readonly PageFix[]): string[] {
  const offered = fixes.map(({ title, effect }) => `- ${plain(title)}. ${effects[effect]}`);
  const lines =
    offered.length > 0
      ? ['In the failing example, the quick fix is:', '', ...offered]
      : [`There is no quick fix${rule.examples === undefined ? '' : ': it takes a value or a decision of yours. Follow the passing example'}.`];
  return ['## How to fix', '', ...lines, ''];
}

function equals({ equivalents }: RuleMeta): string[] {
  const rows = Object.entries(equivalents)
    .filter(([, ids]) => ids.length > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([tool, ids]) => `- ${toolNames[tool] ?? tool}: ${ids.map((id) => `\`${id}\``).join(', ')}`);
  return rows.length === 0 ? [] : ['## Equal checks of other tools', '', ...rows, ''];
}

function supersedes({ supersedes: others = [] }: RuleMeta): string[] {
  if (others.length === 0) return [];
  const links = others.map((id) => `[${id}](../${id}.md)`).join(', ');
  return [`Where it fails, these say nothing about the same server: ${links}.`, ''];
}

const templateRule = (rule: RuleMeta): RuleMeta => ({ ...rule, group: rule.groupInTemplates ?? rule.group });

/**
 * Renders the page of a rule as Markdown.
 * @param fixes what the rule offers for its failing example. @param examplesOf the rule's examples, one for each language.
 */
export function renderRulePage(rule: RuleMeta, layer: LayerMeta, fixes: readonly PageFix[] = [], examplesOf: readonly PageExample[] = []): string {
  const kinds = rule.appliesTo.map((kind) => kindNames[kind]).join(', ') || everything;
  const lines = [
    `# ${plain(rule.title)}`,
    '',
    `\`${rule.id}\` in the layer [${plain(layer.label)}](../README.md)`,
    '',
    plain(rule.why),
    '',
    '| | |',
    '|---|---|',
    `| Severity | ${rule.severity} |`,
    ...profiles.map((profile) => `| Level in the profile \`${profile}\` | ${levelIn(profile, rule)} |`),
    ...(rule.groupInTemplates === undefined
      ? []
      : profiles.map((profile) => `| Level of templates in the profile \`${profile}\` | ${levelIn(profile, templateRule(rule))} |`)),
    ...(rule.wish === undefined ? [] : [`| Level once \`${rule.wish}\` is set | ${levelIn('all', rule)} |`]),
    `| Applies to | ${kinds} |`,
    `| Checked in | ${rule.surface.map((surface) => surfaces[surface]).join(', ')}${rule.inside === true ? ', once somebody has connected to a database (PostgreSQL Roles and Sessions…)' : ''} |`,
    '',
    '## When it fails',
    '',
    plain(rule.condition),
    '',
    ...supersedes(rule),
    ...examples(examplesOf),
    ...howToFix(rule, fixes),
    '## Sources',
    '',
    ...rule.sources.map((source) => `- <${source}>`),
    '',
    ...equals(rule),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
