import { escapeIdentifier } from 'pg';
import type { SqlStep } from './carry-out-steps';
import { isRead, type DatabaseRead } from './databases';
import { watchedExtensions, type ExtensionState, type WatchedExtension } from './extensions';
import type { Inside } from './inside';

/**
 * Writes what creates an extension in databases. The schema is named: this connection looks for names in pg_catalog
 * only, where nothing of ours belongs.
 */
export function createExtensionSteps(extension: WatchedExtension, databases: readonly string[], schema = 'public'): readonly SqlStep[] {
  if (!watchedExtensions.includes(extension)) throw new RangeError('Only pgcrypto and pgaudit are created here.');
  return databases.map((database) => ({ database, statements: [`CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(extension)} WITH SCHEMA ${escapeIdentifier(schema)}`] }));
}

/** Says why PostgreSQL would refuse to create an extension, and what to do first; nothing where it would not. */
export function whyNotCreated({ name, available, allowed, preloaded }: ExtensionState): string | undefined {
  if (!available) return `This server does not have ${name}.`;
  if (allowed === false) return `${name} is not in the server parameter azure.extensions, so it cannot be created. Add it there first.`;
  if (name === 'pgaudit' && preloaded === false) return 'pgaudit is not in the server parameter shared_preload_libraries, so it cannot be created. Add it there first, and restart the server.';
  return undefined;
}

/** The databases that were looked into and have the extension, or that have not. */
export function databasesWith({ databases }: Pick<Inside, 'databases'>, extension: WatchedExtension, has: boolean): readonly string[] {
  return databases.filter((database): database is DatabaseRead => isRead(database) && database.extensions.includes(extension) === has).map(({ name }) => name);
}
