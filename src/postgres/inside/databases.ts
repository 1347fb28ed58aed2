import { connect, type Connection, type Target } from '../connect';
import { Refusal } from '../refusal';
import { watchedExtensions, type WatchedExtension } from './extensions';

/** What was read in one database. */
export interface DatabaseRead {
  readonly name: string;
  /** The watched extensions that are created in it. */
  readonly extensions: readonly WatchedExtension[];
  /** Whether everybody may create objects in the schema public; false too where there is no such schema. */
  readonly publicCreates: boolean;
}

/** A database that could not be looked into, and why: a sentence without its end. */
export interface DatabaseUnread {
  readonly name: string;
  readonly because: string;
}

export type Database = DatabaseRead | DatabaseUnread;

export const isRead = (database: Database): database is DatabaseRead => 'extensions' in database;

/** Databases of the service itself, which nobody but Azure may enter. */
const ofAzure = ['azure_maintenance', 'azure_sys'];

/** How many connections are open at the same time beside the first. */
const atOnce = 3;

const listSql = `
  select datname::text as name, datallowconn as allows, has_database_privilege(oid, 'CONNECT') as may
  from pg_database where not datistemplate and not (datname = any($1)) order by 1`;

const readSql = `
  select array(select extname::text from pg_extension where extname = any($1) order by 1) as extensions,
    exists (
      select from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
      where n.nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE') as public_creates`;

async function readOne(connection: Connection, name: string): Promise<DatabaseRead> {
  const [row] = await connection.query<{ extensions: WatchedExtension[]; public_creates: boolean }>(readSql, [watchedExtensions]);
  return { name, extensions: row?.extensions ?? [], publicCreates: row?.public_creates ?? false };
}

function whyNot(error: unknown): string {
  const words = error instanceof Refusal ? error.words.detail : error instanceof Error ? error.message : String(error);
  return words.replace(/\.$/, '');
}

async function enter(target: Target, name: string): Promise<Database> {
  try {
    const connection = await connect({ ...target, login: { ...target.login, database: name } });
    try {
      return await readOne(connection, name);
    } finally {
      await connection.end();
    }
  } catch (error) {
    // That somebody ended it is no fact about a database.
    target.signal?.throwIfAborted();
    return { name, because: whyNot(error) };
  }
}

/** Reads every database but templates and those of the service, each over a connection of its own, a few at a time. */
export async function readDatabases(target: Target, first: Connection): Promise<readonly Database[]> {
  const listed = await first.query<{ name: string; allows: boolean; may: boolean }>(listSql, [ofAzure]);
  const found: Database[] = [];
  const waiting = [...listed.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, { name, allows, may }] = next;
      if (!allows) found[index] = { name, because: 'it takes no connections' };
      else if (!may) found[index] = { name, because: `${target.login.user} may not connect to it` };
      else found[index] = name === target.login.database ? await readOne(first, name) : await enter(target, name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}
