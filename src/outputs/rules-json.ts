import type { Layer } from '../model/layer';
import { compareText } from './check-result';
import { ruleRows } from './rule-row';

/** Renders the rules as a JSON array for other programs, sorted by id. */
export function formatRulesJson(layers: readonly Layer[]): string {
  const rows = layers.flatMap(ruleRows).sort((a, b) => compareText(a.id, b.id));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}
