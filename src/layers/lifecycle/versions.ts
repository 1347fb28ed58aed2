/** A major version of PostgreSQL and how long it is looked after. Dates are such as 2026-11-12. */
export interface MajorVersion {
  readonly major: string;
  /** The last day on which the community mends the version. */
  readonly communityEnd: string;
  /** The last day of the support that Azure includes; the later one where its pages disagree. */
  readonly standardEnd: string;
  /** The last day of the support that Azure charges for, where it offers that. */
  readonly extendedEnd?: string;
}

/** The day on which the dates were compared with their sources. */
export const versionsChecked = '2026-11-23';

export const versionSources: readonly string[] = [
  'https://learn.microsoft.com/azure/postgresql/configure-maintain/concepts-version-policy',
  'https://learn.microsoft.com/azure/postgresql/configure-maintain/extended-support',
  'https://www.postgresql.org/support/versioning/',
];

/**
 * For 11 to 13 Azure's pages gave first 2026-03-31 and then 2026-07-31 as the end of included support, for 14 both
 * 2026-11-12 and 2026-12-11.
 */
export const majorVersions: readonly MajorVersion[] = [
  { major: '9.5', communityEnd: '2021-02-11', standardEnd: '2021-02-11' },
  { major: '9.6', communityEnd: '2021-11-11', standardEnd: '2021-11-11' },
  { major: '10', communityEnd: '2022-11-10', standardEnd: '2022-11-10' },
  { major: '11', communityEnd: '2023-11-09', standardEnd: '2026-07-31', extendedEnd: '2026-11-08' },
  { major: '12', communityEnd: '2024-11-14', standardEnd: '2026-07-31', extendedEnd: '2027-11-13' },
  { major: '13', communityEnd: '2025-11-13', standardEnd: '2026-07-31', extendedEnd: '2028-11-12' },
  { major: '14', communityEnd: '2026-11-12', standardEnd: '2026-12-11', extendedEnd: '2029-11-11' },
  { major: '15', communityEnd: '2027-11-11', standardEnd: '2027-11-11' },
  { major: '16', communityEnd: '2028-11-09', standardEnd: '2028-11-09' },
  { major: '17', communityEnd: '2029-11-08', standardEnd: '2029-11-08' },
  { major: '18', communityEnd: '2030-11-14', standardEnd: '2030-11-14' },
];

/** Finds the major version that a text such as 16, 10.2 or 9.6 means; until 9.6 it took two numbers to name one. */
export function majorVersion(text: string): MajorVersion | undefined {
  const [first = '', second = ''] = text.trim().split('.');
  const major = Number(first) < 10 ? `${first}.${second}` : first;
  return majorVersions.find((version) => version.major === major);
}
