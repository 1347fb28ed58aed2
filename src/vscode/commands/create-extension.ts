import { window } from 'vscode';
import type { WatchedExtension } from '../../postgres/inside/extensions';
import type { Inside } from '../../postgres/inside/inside';
import { chooseConnection, useConnection, type InsideConnection } from '../inside-connection';
import { loadPostgres, type Postgres } from '../load-postgres';
import { again, lookInto } from '../look-into';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

const purposes: Readonly<Record<WatchedExtension, string>> = {
  pgcrypto: 'Encrypts and hashes single columns',
  pgaudit: 'Logs who did what; what is logged is for its parameters to say',
};

async function askExtension(postgres: Postgres, title: string, inside: Inside): Promise<WatchedExtension | undefined> {
  const items = inside.extensions.map(({ name }) => {
    const created = postgres.databasesWith(inside, name, true);
    return { label: name, description: created.length > 0 ? `created in ${created.join(', ')}` : 'created nowhere', detail: purposes[name], name };
  });
  const choice = await window.showQuickPick(items, { title, placeHolder: 'Which extension?' });
  if (choice === undefined) return undefined;
  const state = inside.extensions.find(({ name }) => name === choice.name);
  const why = state === undefined ? undefined : postgres.whyNotCreated(state);
  if (why !== undefined) throw new UserMessage(why);
  return choice.name;
}

/** Asks in which of the databases that have not got it; all of these are proposed. */
async function askDatabases(postgres: Postgres, title: string, inside: Inside, extension: WatchedExtension): Promise<readonly string[] | undefined> {
  const missing = postgres.databasesWith(inside, extension, false);
  const unread = inside.databases.filter((database) => 'because' in database).map(({ name }) => name);
  if (missing.length === 0) throw new UserMessage(`${extension} is created in every database${unread.length > 0 ? ` that could be looked into; ${unread.join(', ')} could not` : ''}.`);
  const placeHolder = unread.length > 0 ? `In which databases? ${unread.join(', ')} could not be looked into.` : 'In which databases?';
  const chosen = await window.showQuickPick(missing.map((label) => ({ label, picked: true })), { title, placeHolder, canPickMany: true });
  return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ label }) => label);
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** Asks what to create where, shows the SQL, runs it, and says what the server tells afterwards. */
export async function createExtensionOver(services: Services, connection: InsideConnection): Promise<boolean> {
  const postgres = await loadPostgres();
  const { host } = connection.place;
  const title = `Create Extension on ${host}`;
  const before = await lookInto(services, connection);
  const extension = await askExtension(postgres, title, before);
  if (extension === undefined) return false;
  const databases = await askDatabases(postgres, title, before, extension);
  if (databases === undefined) return false;
  const steps = postgres.createExtensionSteps(extension, databases);
  const question = `Create extension ${extension} on ${host}?`;
  if ((await window.showInformationMessage(question, { modal: true, detail: postgres.shownSteps(steps) }, 'Create Extension')) === undefined) return false;
  const later = again(connection);
  let failure: Error | undefined;
  try {
    await useConnection(services, later, question.replace('?', ''), (target) =>
      postgres.carryOutSteps(target, steps, (done, failed) => `${extension} is created in ${done.map(({ database }) => database).join(', ')} now, but not in ${failed.database}`),
    );
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  const after = await lookInto(services, later);
  const created = postgres.databasesWith(after, extension, true);
  const done = databases.every((database) => created.includes(database));
  await services.actionLog.add({
    at: new Date().toISOString(),
    who: connection.login.user,
    server: host,
    what: `Create extension ${extension} in ${databases.join(', ')}`,
    before: `created in ${list(postgres.databasesWith(before, extension, true))}`,
    after: `created in ${list(created)}`,
    outcome: done ? 'done' : 'failed',
  });
  if (failure !== undefined) throw failure;
  if (!done) throw new UserMessage(`${host} took the statements, and reading it again shows ${extension} in ${list(created)} only.`);
  void window.showInformationMessage(`${host} has ${extension} in ${created.join(', ')}.`);
  return true;
}

/** Creates pgcrypto or pgaudit in databases, after its SQL was seen. */
export async function createExtension(services: Services, node?: unknown): Promise<boolean> {
  const connection = await chooseConnection(services, node, 'Create Extension');
  return connection === undefined ? false : createExtensionOver(services, connection);
}
