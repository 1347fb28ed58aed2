const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What is younger is news, and not worth a word. */
const youngest = 5 * minute;

const units = [
  [day, 'day', 'days'],
  [hour, 'h', 'h'],
  [minute, 'min', 'min'],
] as const;

/** Says how long ago something was, such as "5 min ago"; empty for what was just now. */
export function sinceWhen(at: number, now: number): string {
  const age = now - at;
  if (age < youngest) return '';
  const [length, one, many] = units.find(([least]) => age >= least) ?? units[2];
  const number = Math.floor(age / length);
  return `${number} ${number === 1 ? one : many} ago`;
}
