import type { Inside } from '../postgres/inside/inside';
import { useConnection, type InsideConnection } from './inside-connection';
import { loadPostgres } from './load-postgres';
import type { Services } from './services';

/** Connects, reads what is inside the server, and keeps it with the server where a list has it. */
export async function lookInto(services: Services, connection: InsideConnection): Promise<Inside> {
  const { lookInside } = await loadPostgres();
  const { host, server } = connection.place;
  const inside = await useConnection(services, connection, `Looking into ${host}`, (target) => lookInside(target), { cancellable: true });
  if (server !== undefined) services.inside.put(server.summary.id, inside);
  return inside;
}

/** The same connection later: nobody is asked about the password again. */
export const again = (connection: InsideConnection): InsideConnection => ({ ...connection, login: { ...connection.login, saved: true } });
