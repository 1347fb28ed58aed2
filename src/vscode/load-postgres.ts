import type * as postgres from '../bundles/postgres';

/** What talks to servers in PostgreSQL's protocol, which is not part of what is loaded at activation. */
export type Postgres = typeof postgres;

/** Loads it when it is first needed. */
export const loadPostgres = (): Promise<Postgres> => import('../bundles/postgres');
