import type { Layer } from '../model/layer';
import { count } from './count';
import { ruleRows } from './rule-row';

/** Renders the rules for people, layer by layer, with the level that each has in the profile `recommended`. */
export function formatRulesText(layers: readonly Layer[]): string {
  const chapters = layers
    .map((layer) => ({ label: layer.meta.label, rows: ruleRows(layer) }))
    .filter(({ rows }) => rows.length > 0);
  const all = chapters.flatMap(({ rows }) => rows);
  const width = Math.max(0, ...all.map(({ id }) => id.length));
  const blocks = chapters.map(({ label, rows }) =>
    [label, ...rows.map((row) => `  ${row.id.padEnd(width)}  ${row.levels.recommended.padEnd(7)}  ${row.title}`), ''].join('\n'),
  );
  return `${[...blocks, `${count(all.length, 'rule')}; the levels are those of the profile recommended.`].join('\n')}\n`;
}
