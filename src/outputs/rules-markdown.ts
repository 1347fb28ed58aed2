import type { Layer } from '../model/layer';
import type { RuleRow } from './rule-row';
import { kindNames } from '../model/resource';
import { ruleRows } from './rule-row';

/** Keeps a text inside its cell and its characters from meaning anything to Markdown. */
const cell = (text: string): string => text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s+/g, ' ');

function line(row: RuleRow): string {
  const equals = Object.entries(row.equivalents).map(([tool, ids]) => `${tool}: ${ids.join(', ')}`);
  const cells = [
    `[${row.id}](${row.docs})`,
    cell(row.title),
    row.severity,
    row.levels.recommended,
    row.levels.strict,
    cell(row.appliesTo.map((kind) => kindNames[kind]).join(', ')),
    cell(equals.join('; ')),
  ];
  return `| ${cells.join(' | ')} |`;
}

const head = [
  '| rule | what is right | severity | recommended | strict | applies to | equal checks of other tools |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

/** Renders the rules as Markdown, one table for each layer. */
export function formatRulesMarkdown(layers: readonly Layer[]): string {
  const chapters = layers.flatMap((layer) => {
    const rows = ruleRows(layer);
    if (rows.length === 0) return [];
    return [['', `## ${cell(layer.meta.label)}`, '', cell(layer.meta.summary), '', ...head, ...rows.map(line)].join('\n')];
  });
  return `${['# Rules', ...chapters].join('\n')}\n`;
}
