import { settingOf } from '../model/resource';
import { userOf } from '../postgres/connection-strings/connection';
import { askText } from './ask-text';
import { hostOf, type ReadServer } from './read-server';

/** A database of a server, and the role that enters it, as the server expects its name. */
export interface Entrance {
  readonly host: string;
  readonly database: string;
  readonly user: string;
}

/** Asks which database, and as which role; the administrator of the server is proposed. */
export async function askEntrance(read: ReadServer, title: string): Promise<Entrance | undefined> {
  const { resource, kind } = read.server;
  const host = hostOf(read);
  const database = await askText(title, 'Database', 'postgres');
  if (database === undefined) return undefined;
  const login = settingOf(resource, ['properties', 'administratorLogin']);
  const role = await askText(title, 'Role to sign in as', typeof login === 'string' ? login : '');
  return role === undefined ? undefined : { host, database, user: userOf(role, { kind, host }) };
}
