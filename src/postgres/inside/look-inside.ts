import { connect, type Target } from '../connect';
import { readDatabases } from './databases';
import { readExtensions } from './extensions';
import type { Inside } from './inside';
import { readRoles } from './roles';
import { readSessions } from './sessions';

/** Connects and reads roles, sessions, extensions and databases, as the one who signs in sees them. */
export async function lookInside(target: Target, now: () => Date = () => new Date()): Promise<Inside> {
  const connection = await connect(target);
  try {
    const { host, login } = target;
    // Before the connections to other databases, which would be counted among the sessions.
    const sessions = await readSessions(connection);
    return {
      host,
      at: now().toISOString(),
      database: login.database,
      user: login.user,
      roles: await readRoles(connection),
      ...sessions,
      extensions: await readExtensions(connection),
      databases: await readDatabases(target, connection),
    };
  } finally {
    await connection.end();
  }
}
