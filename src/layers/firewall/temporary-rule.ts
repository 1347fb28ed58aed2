/**
 * Firewall rules for a while carry their end in their name, as the service knows no end of a rule and keeps no note beside
 * it: `desk-until-20261125T0530Z`, in UTC. Whoever reads the rules, by any tool, sees when it should be gone.
 */
const ending = /-until-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z$/i;

const hour = 3_600_000;
const minute = 60_000;

/** How long a temporary rule stays where nobody says otherwise, and how long at most, in hours. */
export const usualHours = 8;
export const mostHours = 24;

/** The longest part before the end, so that a name stays within the 80 characters that every client takes. */
const longestStem = 55;

const digits = (number: number, count = 2): string => String(number).padStart(count, '0');

/** When a rule of this name should be gone, in milliseconds since 1970; nothing for a name that tells no end. */
export function endOf(name: string): number | undefined {
  const match = ending.exec(name);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0] = match.slice(1).map(Number);
  const end = Date.UTC(year, month - 1, day, hours, minutes);
  // A day that no calendar has would silently become another one.
  return endingOf(end).toLowerCase() === match[0].toLowerCase() ? end : undefined;
}

function endingOf(end: number): string {
  const date = new Date(end);
  const day = `${digits(date.getUTCFullYear(), 4)}${digits(date.getUTCMonth() + 1)}${digits(date.getUTCDate())}`;
  return `-until-${day}T${digits(date.getUTCHours())}${digits(date.getUTCMinutes())}Z`;
}

/** The end of a rule that begins now, at a whole minute. Never more than `mostHours` away. */
export function endAfter(now: number, hours: number): number {
  return Math.floor((now + Math.min(hours, mostHours) * hour) / minute) * minute;
}

/** Names a rule that should be gone at an end. A name that says an end already gets the new one instead. */
export function temporaryName(stem: string, end: number): string {
  const plain = stem.replace(ending, '').slice(0, longestStem).replace(/-+$/, '');
  return `${plain === '' ? 'temporary' : plain}${endingOf(end)}`;
}

/** "2026-11-25 05:30 UTC". */
export function formatEnd(end: number): string {
  return `${new Date(end).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Returns what is wrong with a number of hours that somebody typed, or nothing. */
export function validateHours(text: string): string | undefined {
  const hours = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || Number.isNaN(hours)) return 'Enter a number of hours, such as 8.';
  if (hours * hour < 5 * minute) return 'Azure takes up to five minutes to apply a rule, so it must stay longer than that.';
  return hours > mostHours ? `A temporary rule stays ${mostHours} hours at most. Who needs access for longer gets a rule of their own.` : undefined;
}
