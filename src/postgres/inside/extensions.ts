import type { Connection } from '../connect';

export const watchedExtensions = ['pgcrypto', 'pgaudit'] as const;
export type WatchedExtension = (typeof watchedExtensions)[number];

/** How far an extension has come on the whole server; in which databases it is created is for each of them to say. */
export interface ExtensionState {
  readonly name: WatchedExtension;
  /** Whether this server has it to create. */
  readonly available: boolean;
  /** Whether azure.extensions lets it be created; unknown on a server without that parameter. */
  readonly allowed: boolean | undefined;
  /** Whether shared_preload_libraries loads it; unknown where this login may not see that. */
  readonly preloaded: boolean | undefined;
}

interface Row {
  readonly allow_list: string | null;
  readonly preload: string | null;
  readonly available: string[];
}

const sql = `
  select current_setting('azure.extensions', true) as allow_list,
    (select setting from pg_settings where name = 'shared_preload_libraries') as preload,
    array(select name::text from pg_available_extensions) as available`;

const names = (list: string): string[] => list.toLowerCase().split(',').map((name) => name.trim());

/** Reads whether pgcrypto and pgaudit are there, allow-listed and preloaded. */
export async function readExtensions({ query }: Connection): Promise<readonly ExtensionState[]> {
  const [row] = await query<Row>(sql);
  if (row === undefined) return [];
  return watchedExtensions.map((name) => ({
    name,
    available: row.available.includes(name),
    allowed: row.allow_list === null ? undefined : names(row.allow_list).includes(name),
    preloaded: row.preload === null ? undefined : names(row.preload).includes(name),
  }));
}
