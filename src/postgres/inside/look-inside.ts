import { connect, type Target } from '../connect';
import { readExtensions } from './extensions';
import { publicCreatesSql, roleFindings } from './findings';
import type { Inside } from './report';
import { readRoles } from './roles';
import { readSessions } from './sessions';

/** Connects and reads roles, sessions and extensions, as the one who signs in sees them. */
export async function lookInside(target: Target): Promise<Inside> {
  const connection = await connect(target);
  try {
    const roles = await readRoles(connection);
    const [schema] = await connection.query<{ creates: boolean }>(publicCreatesSql);
    const { host, login } = target;
    return {
      host,
      database: login.database,
      user: login.user,
      roles,
      findings: roleFindings(roles, schema?.creates === true),
      sessions: await readSessions(connection),
      extensions: await readExtensions(connection),
    };
  } finally {
    await connection.end();
  }
}
