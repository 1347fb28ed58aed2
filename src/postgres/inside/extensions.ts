import type { Connection } from '../connect';

export const watchedExtensions = ['pgcrypto', 'pgaudit'] as const;
export type WatchedExtension = (typeof watchedExtensions)[number];

export interface ExtensionState {
  readonly name: WatchedExtension;
  /** Whether this server has it to create. */
  readonly available: boolean;
  /** Whether azure.extensions lets it be created; unknown on a server without that parameter. */
  readonly allowed: boolean | undefined;
  /** Whether shared_preload_libraries loads it; unknown where this login may not see that. */
  readonly preloaded: boolean | undefined;
  /** Whether it is created in the database of the connection. */
  readonly created: boolean;
}

interface Row {
  readonly allow_list: string | null;
  readonly preload: string | null;
  readonly available: string[];
  readonly created: string[];
}

const sql = `
  select current_setting('azure.extensions', true) as allow_list,
    (select setting from pg_settings where name = 'shared_preload_libraries') as preload,
    array(select name::text from pg_available_extensions) as available,
    array(select extname::text from pg_extension) as created`;

const names = (list: string): string[] => list.toLowerCase().split(',').map((name) => name.trim());

/** Reads how far pgcrypto and pgaudit have come: allow-listed, preloaded, created in this database. */
export async function readExtensions({ query }: Connection): Promise<readonly ExtensionState[]> {
  const [row] = await query<Row>(sql);
  if (row === undefined) return [];
  return watchedExtensions.map((name) => ({
    name,
    available: row.available.includes(name),
    allowed: row.allow_list === null ? undefined : names(row.allow_list).includes(name),
    preloaded: row.preload === null ? undefined : names(row.preload).includes(name),
    created: row.created.includes(name),
  }));
}
