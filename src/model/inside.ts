/**
 * The types of what a connection to a database tells. They are no types of Resource Manager; in a snapshot they are
 * children of the server like others.
 */
export const insideTypes = {
  /** One per server: who looked when, and how many sessions they could not look into. */
  reading: 'PostgreSQL/readings',
  role: 'PostgreSQL/roles',
  database: 'PostgreSQL/databases',
  extension: 'PostgreSQL/extensions',
  session: 'PostgreSQL/sessions',
} as const;

const all: ReadonlySet<string> = new Set(Object.values(insideTypes));

export const isInsideType = (type: string): boolean => all.has(type);
