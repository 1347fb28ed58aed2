import { CORE_SCHEMA, load } from 'js-yaml';
import type { Expression, ObjectEntry } from './expression';

/** YAML is read for its values: all of them stand at the beginning of the file. */
const nowhere = { start: 0, end: 0 } as const;

/** Turns what YAML means into expressions. Parts that are shared stay shared; one that holds itself is missing there. */
function expressionOf(value: unknown, known: Map<object, Expression>): Expression {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return { kind: 'literal', ...nowhere, value };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'literal', ...nowhere, value };
  if (typeof value !== 'object') return { kind: 'missing', ...nowhere, because: 'JSON has no such value' };
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, { kind: 'missing', ...nowhere, because: 'the value contains itself' });
  const whole: Expression = Array.isArray(value)
    ? { kind: 'array', ...nowhere, close: undefined, items: (value as readonly unknown[]).map((item) => expressionOf(item, known)) }
    : { kind: 'object', ...nowhere, close: undefined, members: Object.entries(value).map(([key, item]) => entryOf(key, expressionOf(item, known))) };
  known.set(value, whole);
  return whole;
}

const entryOf = (key: string, value: Expression): ObjectEntry => ({ kind: 'entry', ...nowhere, key, keySpan: nowhere, value });

/** Reads a YAML file of one document, or nothing where it is none. Brackets nest as deep as the library lets them: 100. */
export function readYaml(text: string): Expression | undefined {
  try {
    return expressionOf(load(text, { schema: CORE_SCHEMA }), new Map());
  } catch {
    return undefined;
  }
}
