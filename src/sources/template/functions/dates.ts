import type { Functions } from './function-call';
import { plain } from './function-call';

/** The one format that is read and written: that of utcNow() and of most dates in templates. */
const format = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Years and months have no length that all of them share, so that durations in these are not computed. */
const duration = /^(-?)P(?:(-?\d{1,6})W)?(?:(-?\d{1,6})D)?(?:T(?:(-?\d{1,6})H)?(?:(-?\d{1,6})M)?(?:(-?\d{1,9})S)?)?$/;

const seconds = [604_800, 86_400, 3600, 60, 1] as const;

function written(ms: number): string | undefined {
  const isPossible = Math.abs(ms) < 8e15;
  const text = isPossible ? new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z') : '';
  return format.test(text) ? text : undefined;
}

const read = (text: unknown): number | undefined => {
  const ms = typeof text === 'string' && format.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
};

export const dates: Functions = {
  datetimefromepoch: plain((epoch) => (typeof epoch === 'number' ? written(epoch * 1000) : undefined)),
  datetimetoepoch: plain((text) => {
    const ms = read(text);
    return ms === undefined ? undefined : ms / 1000;
  }),
  datetimeadd: plain((text, added, ...styles) => {
    const ms = read(text);
    const found = typeof added === 'string' ? duration.exec(added) : null;
    if (ms === undefined || found === null || styles.length > 0 || !/\d/.test(found[0])) return undefined;
    const [, sign] = found;
    const parts: readonly (string | undefined)[] = found.slice(2);
    const sum = parts.reduce((total, part, index) => total + Number(part ?? 0) * (seconds[index] ?? 0), 0);
    return written(ms + (sign === '-' ? -sum : sum) * 1000);
  }),
};
