import { env } from 'vscode';
import { insideFindings } from '../inside-findings';
import { chooseConnection, type InsideConnection } from '../inside-connection';
import { loadPostgres } from '../load-postgres';
import { again, lookInto } from '../look-into';
import type { Services } from '../services';
import { createExtensionOver } from './create-extension';
import { createRoleOver } from './create-role';

async function show(services: Services, connection: InsideConnection): Promise<void> {
  const { insideText } = await loadPostgres();
  const { host, server } = connection.place;
  const inside = await lookInto(services, connection);
  const text = insideText(inside, await insideFindings(services, inside, server));
  const later = again(connection);
  const showAfter = async (change: Promise<boolean>): Promise<void> => {
    if (await change) await show(services, later);
  };
  await services.diagnoses.show({
    title: `Roles of ${host}`,
    text,
    actions: [
      { title: 'Create Role…', run: () => showAfter(createRoleOver(services, later)) },
      { title: 'Create Extension…', run: () => showAfter(createExtensionOver(services, later)) },
      { title: 'Read Again', run: () => show(services, later) },
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
