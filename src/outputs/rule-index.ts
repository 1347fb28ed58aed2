import { levelIn } from '../engine/profile';
import type { Layer } from '../model/layer';
import { kindNames } from '../model/resource';
import type { RuleMeta } from '../model/rule';
import { compareText } from './check-result';
import { everything, plain } from './rule-page';

function row(rule: RuleMeta): string {
  const cells = [
    `[${rule.id}](${rule.id}.md)`,
    plain(rule.title),
    rule.severity,
    levelIn('recommended', rule),
    levelIn('strict', rule),
    levelIn('resilience', rule),
    rule.appliesTo.map((kind) => kindNames[kind]).join(', ') || everything,
  ];
  return `| ${cells.join(' | ')} |`;
}

const head = [
  '| Rule | What is right | Severity | recommended | strict | resilience | Applies to |',
  '|---|---|---|---|---|---|---|',
];

/** Renders the list of all rules' pages as Markdown, one table for each layer. */
export function renderRuleIndex(layers: readonly Layer[]): string {
  const chapters = layers
    .filter(({ rules }) => rules.length > 0)
    .map(({ meta, rules }) => {
      const rows = [...rules].sort((a, b) => compareText(a.id, b.id)).map(row);
      return ['', `## ${plain(meta.label)}`, '', plain(meta.summary), '', ...head, ...rows].join('\n');
    });
  const introduction =
    'Each rule has a page: why it matters, when it fails, how to fix it, and where that is written. The levels are those of three profiles; the profile `all` shows every rule.';
  return `${['# Rules', '', introduction, ...chapters].join('\n')}\n`;
}
