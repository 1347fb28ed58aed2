import type { Comparison, Difference } from '../engine/compare';
import { cellText as text } from './cell-text';
import { count } from './count';

export interface ComparisonTitles {
  /** What the two are called, such as "Azure has" and "template says". */
  readonly one: string;
  readonly other: string;
  /** The heading; without it, both names. */
  readonly heading?: string;
}

/** Lets long names, such as those that the portal gives to rules, be broken where they are: else they push the values out of sight. */
const breakable = (cell: string): string => cell.replace(/[^\s`]{25,}/g, (word) => word.replace(/[a-z](?=[A-Z])|\\_/g, '$&<wbr>'));

function rows(differences: readonly Difference[]): string[] {
  return differences.map(({ title, one, other, certain }) => `| ${breakable(text(title))} | ${one === undefined ? '—' : text(one)} | ${other === undefined ? '—' : text(other)}${certain ? '' : ' *(cannot be compared)*'} |`);
}

/** Renders a comparison as a document for people, layer by layer. */
export function formatComparison({ differences, same }: Comparison, { one, other, heading = `${one} and ${other}` }: ComparisonTitles): string {
  const layers = [...new Map(differences.map(({ layer }) => [layer.id, layer])).values()];
  const certain = differences.filter((difference) => difference.certain).length;
  const open = differences.length - certain;
  return `${[
    `# ${text(heading)}`,
    '',
    `${count(certain, 'setting')} differ${certain === 1 ? 's' : ''}, ${same} ${same === 1 ? 'is' : 'are'} the same${open === 0 ? '' : `, ${open} cannot be compared`}.`,
    '',
    ...layers.flatMap((layer) => [`## ${layer.label}`, '', `| | ${text(one)} | ${text(other)} |`, '|---|---|---|', ...rows(differences.filter((difference) => difference.layer.id === layer.id)), '']),
  ]
    .join('\n')
    .trimEnd()}\n`;
}
