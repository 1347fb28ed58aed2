import type { Expression } from './expression';

/** What one comparison of a filter asks of an item: the part of it at a path, and what that is compared with. */
interface Comparison {
  readonly path: readonly string[];
  /** Nothing where the part has only to be there. */
  readonly operator?: string;
  readonly value?: string | number | boolean | null;
}

/** A filter of a JSONPath: [?(@.price > 3 && @.name == 'a')]. All comparisons have to hold, or one. */
export interface Filter {
  readonly comparisons: readonly Comparison[];
  readonly every: boolean;
}

const part = String.raw`\s*@(?<path>(?:\.[\w$-]+|\['[^'\\]*'\])+)\s*`;
const literal = String.raw`'(?<text>[^'\\]*)'|"(?<double>[^"\\]*)"|(?<number>-?\d+(?:\.\d+)?)|(?<word>true|false|null)`;
const comparison = new RegExp(String.raw`${part}(?:(?<operator>===?|!==?|<=?|>=?)\s*(?:${literal})\s*)?(?<joint>&&|\|\||$)`, 'y');

function valueOf({ text, double, number, word }: Readonly<Record<string, string | undefined>>): Comparison['value'] {
  if (number !== undefined) return Number(number);
  if (word !== undefined) return word === 'null' ? null : word === 'true';
  return text ?? double;
}

/** Reads what stands between the parentheses, or nothing where it is not understood: a pattern, a calculation. */
export function readFilter(text: string): Filter | undefined {
  const comparisons: Comparison[] = [];
  const joints = new Set<string>();
  comparison.lastIndex = 0;
  for (;;) {
    const groups = comparison.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const path = [...(groups['path'] ?? '').matchAll(/\.([\w$-]+)|\['([^']*)'\]/g)].map(([, name, quoted]) => name ?? quoted ?? '');
    const { operator, joint } = groups;
    const value = valueOf(groups);
    comparisons.push({ path, ...(operator === undefined || value === undefined ? {} : { operator, value }) });
    if (joint === undefined || joint === '') break;
    joints.add(joint);
  }
  return joints.size > 1 ? undefined : { comparisons, every: !joints.has('||') };
}

/** Only values of one kind are compared; different ones are not equal. */
function compare(written: Comparison['value'], operator: string, value: NonNullable<Comparison['value']> | null): boolean {
  if (operator.startsWith('=')) return written === value;
  if (operator.startsWith('!')) return written !== value;
  if (!(typeof written === 'number' && typeof value === 'number') && !(typeof written === 'string' && typeof value === 'string')) return false;
  const [first] = operator;
  return (operator.endsWith('=') && written === value) || (first === '<' ? written < value : written > value);
}

function holdsFor(item: Expression, { path, operator, value }: Comparison): boolean {
  let found: Expression | undefined = item;
  for (const name of path) {
    const member: unknown = found?.kind === 'object' ? found.members.findLast((one) => one.kind === 'entry' && one.key === name) : undefined;
    found = (member as { readonly value: Expression } | undefined)?.value;
  }
  if (operator === undefined || value === undefined) return found !== undefined;
  return found?.kind === 'literal' ? compare(found.value, operator, value) : found !== undefined && operator.startsWith('!');
}

/** Whether a filter lets an item of a list pass. */
export const passes = (item: Expression, { comparisons, every }: Filter): boolean =>
  every ? comparisons.every((one) => holdsFor(item, one)) : comparisons.some((one) => holdsFor(item, one));
