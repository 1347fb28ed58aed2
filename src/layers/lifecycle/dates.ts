const day = 24 * 60 * 60 * 1000;

/** The date so many days later; both such as 2026-11-12. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A date such as 2026-11-12 in words that no reader can take for another: 12 November 2026. */
export function spellDate(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${dayOfMonth ?? ''} ${months[(month ?? 0) - 1] ?? ''} ${year ?? ''}`;
}
