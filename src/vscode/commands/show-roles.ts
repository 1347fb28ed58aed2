import { env } from 'vscode';
import { insideFindings } from '../inside-findings';
import { chooseConnection, useConnection, type InsideConnection } from '../inside-connection';
import { loadPostgres } from '../load-postgres';
import type { Services } from '../services';
import { createRoleOver } from './create-role';

async function show(services: Services, connection: InsideConnection): Promise<void> {
  const postgres = await loadPostgres();
  const { host, server } = connection.place;
  const inside = await useConnection(services, connection, `Looking into ${host}`, (target) => postgres.lookInside(target));
  if (server !== undefined) services.inside.put(server.summary.id, inside);
  const text = postgres.insideText(inside, await insideFindings(services, inside, server));
  const again = { ...connection, login: { ...connection.login, saved: true } };
  await services.diagnoses.show({
    title: `Roles of ${host}`,
    text,
    actions: [
      {
        title: 'Create Role…',
        run: async () => {
          if (await createRoleOver(services, again)) await show(services, again);
        },
      },
      { title: 'Read Again', run: () => show(services, again) },
      { title: 'Copy Report', run: () => env.clipboard.writeText(text) },
    ],
  });
}

/** Connects and shows roles with what is risky about them, who is connected, and the extensions that matter here. */
export async function showRoles(services: Services, node?: unknown): Promise<boolean> {
  const connection = await chooseConnection(services, node, 'PostgreSQL Roles');
  if (connection === undefined) return false;
  await show(services, connection);
  return true;
}
