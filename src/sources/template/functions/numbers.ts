import type { Json } from '../../../model/value';
import type { Functions, TemplateFunction } from './function-call';
import { plain } from './function-call';

const arithmetic = (compute: (a: number, b: number) => number): TemplateFunction =>
  plain((a, b) => {
    if (typeof a !== 'number' || typeof b !== 'number') return undefined;
    const result = compute(a, b);
    return Number.isFinite(result) ? result : undefined;
  });

const comparison = (decide: (order: number) => boolean): TemplateFunction =>
  plain((a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return decide(a - b);
    if (typeof a === 'string' && typeof b === 'string') return decide(a < b ? -1 : a > b ? 1 : 0);
    return undefined;
  });

/** `min` and `max` take numbers one by one, or one array of them. */
const extreme = (pick: (a: number, b: number) => number): TemplateFunction =>
  plain((...values) => {
    const list: readonly Json[] = values.length === 1 && Array.isArray(values[0]) ? (values[0] as Json[]) : values;
    const numbers = list.filter((value) => typeof value === 'number');
    const [first] = numbers;
    return first === undefined || numbers.length < list.length ? undefined : numbers.reduce((a, b) => pick(a, b), first);
  });

export const numbers: Functions = {
  add: arithmetic((a, b) => a + b),
  sub: arithmetic((a, b) => a - b),
  mul: arithmetic((a, b) => a * b),
  div: arithmetic((a, b) => Math.trunc(a / b)),
  mod: arithmetic((a, b) => a % b),
  less: comparison((order) => order < 0),
  lessorequals: comparison((order) => order <= 0),
  greater: comparison((order) => order > 0),
  greaterorequals: comparison((order) => order >= 0),
  min: extreme(Math.min),
  max: extreme(Math.max),
  int: plain((value) => {
    const number = typeof value === 'string' && /^\s*[-+]?\d{1,15}\s*$/.test(value) ? Number(value) : value;
    return typeof number === 'number' ? Math.trunc(number) : undefined;
  }),
  float: plain((value) => {
    const number = typeof value === 'string' && /^\s*[-+]?\d{1,15}(\.\d{1,15})?\s*$/.test(value) ? Number(value) : value;
    return typeof number === 'number' ? number : undefined;
  }),
};
