import { readArmTemplate } from '../../src/sources/arm-template/read';
import { readBicep } from '../../src/sources/bicep/read';
import type { Template } from '../../src/sources/template/template';
import type { Random } from './mutate';
import { singleEdit } from './mutate';

/** How many of the declarations that an edit did not touch were found afterwards, as shares from 0 to 1. */
export interface Tolerance {
  readonly edits: number;
  readonly mean: number;
  /** Of a hundred edits, the worst but one leaves at least this share. */
  readonly firstPercentile: number;
  readonly worst: { readonly share: number; readonly text: string };
}

interface Declared {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const read = (file: string, text: string): Template | undefined => (file.endsWith('.bicep') ? readBicep(file, text) : readArmTemplate(file, text));

function declarationsOf(file: string, text: string): readonly Declared[] {
  const template = read(file, text);
  if (template === undefined) return [];
  const { parameters, variables, outputs, resources, modules } = template;
  const named = (kind: string, declarations: Iterable<{ readonly name: string; readonly start: number; readonly end: number }>): Declared[] =>
    [...declarations].map(({ name, start, end }) => ({ key: `${kind} ${name}`, start, end }));
  return [
    ...named('parameter', parameters.values()),
    ...named('variable', variables.values()),
    ...named('output', outputs.values()),
    ...resources.map(({ symbol, type, start, end }) => ({ key: `resource ${/resources\/\d+$/.test(symbol) ? '' : symbol} ${type ?? ''}`, start, end })),
    ...modules.map(({ symbol, start, end }) => ({ key: `module ${/resources\/\d+$/.test(symbol) ? '' : symbol}`, start, end })),
  ];
}

/** Breaks valid files at one place each, and counts what is still found of the rest. */
export function measureTolerance(files: readonly { readonly file: string; readonly text: string }[], edits: number, random: Random, scraps: readonly string[]): Tolerance {
  const known = files.map(({ file, text }) => ({ file, text, declared: declarationsOf(file, text) })).filter(({ declared }) => declared.length > 1);
  const shares: number[] = [];
  let worst = { share: 1, text: '' };
  for (let count = 0; count < edits; count++) {
    const { file, text, declared } = random.pick(known);
    const edit = singleEdit(text, random, scraps);
    const untouched = declared.filter(({ start, end }) => end < edit.start || start > edit.end);
    if (untouched.length === 0) continue;
    const share = found(untouched, declarationsOf(file, edit.text)) / untouched.length;
    shares.push(share);
    if (share < worst.share) worst = { share, text: edit.text };
  }
  const ordered = shares.sort((a, b) => a - b);
  const mean = ordered.reduce((sum, share) => sum + share, 0) / Math.max(1, ordered.length);
  return { edits: ordered.length, mean, firstPercentile: ordered[Math.floor(ordered.length / 100)] ?? 1, worst };
}

function found(wanted: readonly Declared[], there: readonly Declared[]): number {
  const counts = new Map<string, number>();
  for (const { key } of there) counts.set(key, (counts.get(key) ?? 0) + 1);
  return wanted.filter(({ key }) => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count - 1);
    return count > 0;
  }).length;
}
