import { randomBytes } from 'node:crypto';
import { env, window } from 'vscode';
import type { Action } from '../action-log';
import type { Preset, RoleWish } from '../../postgres/inside/create-role';
import { chooseConnection, useConnection, type InsideConnection } from '../inside-connection';
import { loadPostgres, type Postgres } from '../load-postgres';
import { again, lookInto } from '../look-into';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

/** Enough that nobody guesses it, in letters that no client stumbles over. */
const passwordBytes = 24;

const presetItems: readonly { label: string; detail: string; preset: Preset }[] = [
  { preset: 'read-only', label: '$(eye) Read only', detail: 'SELECT on tables of one schema: those of now, and later ones that the role you signed in as creates' },
  { preset: 'read-write', label: '$(edit) Read and write', detail: 'SELECT, INSERT, UPDATE and DELETE on tables of one schema: of now, and later ones that the role you signed in as creates' },
  { preset: 'owner', label: '$(tools) Owner', detail: 'Also creates tables in the schema; for migrations' },
  { preset: 'monitoring', label: '$(graph) Monitoring', detail: 'pg_monitor: statistics and settings, no data' },
];

interface SignIn {
  readonly signIn: RoleWish['signIn'];
  readonly validUntil?: string;
  /** A password that was made up here, to hand over once the role exists. */
  readonly generated?: string;
}

async function askPassword(postgres: Postgres, title: string): Promise<SignIn | undefined> {
  const make = { label: '$(key) Make one up and copy it', detail: 'Recommended. It is on the clipboard once the role exists, and nowhere else.' };
  const type = { label: '$(edit) Type one…', detail: 'It is not sent: the server gets its SCRAM verifier' };
  const choice = await window.showQuickPick([make, type], { title, placeHolder: 'Which password?' });
  if (choice === undefined) return undefined;
  const generated = choice === make ? randomBytes(passwordBytes).toString('base64url') : undefined;
  const password =
    generated ??
    (await window.showInputBox({
      title,
      prompt: 'Password, at least 12 characters',
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (text.length < 12 ? 'At least 12 characters.' : undefined),
    }));
  if (password === undefined) return undefined;
  const until = await window.showInputBox({
    title,
    prompt: 'Day at whose beginning the password ends; empty for no end',
    value: postgres.yearAfter(new Date()),
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' || postgres.isDay(text) ? undefined : 'A day, such as 2027-06-30.'),
  });
  if (until === undefined) return undefined;
  const verifier = await postgres.scramVerifier(password);
  return { signIn: { by: 'password', verifier }, ...(until === '' ? {} : { validUntil: until }), ...(generated === undefined ? {} : { generated }) };
}

async function askPrincipal(title: string): Promise<SignIn | undefined> {
  const types = [
    { type: 'group' as const, label: '$(organization) Group', detail: 'Recommended: members come and go without a change on the server' },
    { type: 'user' as const, label: '$(person) User', detail: 'One person' },
    { type: 'service' as const, label: '$(server-process) Service principal or managed identity', detail: 'An application' },
  ];
  const type = (await window.showQuickPick(types, { title, placeHolder: 'What is it in Microsoft Entra?' }))?.type;
  if (type === undefined) return undefined;
  const objectId = await window.showInputBox({
    title,
    prompt: 'Object id in Microsoft Entra',
    placeHolder: '11111111-2222-3333-4444-555555555555',
    ignoreFocusOut: true,
    validateInput: (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text.trim()) ? undefined : 'An object id, such as 11111111-2222-3333-4444-555555555555.'),
  });
  return objectId === undefined ? undefined : { signIn: { by: 'entra', objectId: objectId.trim(), type } };
}

async function askSignIn(postgres: Postgres, title: string): Promise<SignIn | undefined> {
  const entra = { label: '$(azure) Microsoft Entra', detail: 'No password to keep or to lose. You have to be signed in as an Entra administrator of the server.' };
  const password = { label: '$(key) Password', detail: 'By SCRAM' };
  const choice = await window.showQuickPick([entra, password], { title, placeHolder: 'How does it sign in?' });
  if (choice === undefined) return undefined;
  return choice === entra ? askPrincipal(title) : askPassword(postgres, title);
}

/** A limit keeps one application from taking all connections away from the others. */
async function askLimit(title: string): Promise<Pick<RoleWish, 'connectionLimit'> | undefined> {
  const text = await window.showInputBox({
    title,
    prompt: 'At most how many connections at the same time; empty for no limit',
    value: '20',
    ignoreFocusOut: true,
    validateInput: (typed) => (/^([1-9]\d{0,4})?$/.test(typed.trim()) ? undefined : 'A number of connections, such as 20, or nothing.'),
  });
  if (text === undefined) return undefined;
  return text.trim() === '' ? {} : { connectionLimit: Number(text) };
}

async function askWish(postgres: Postgres, connection: InsideConnection): Promise<{ wish: RoleWish; generated: string | undefined } | undefined> {
  const title = `Create Role on ${connection.place.host}`;
  const signIn = await askSignIn(postgres, title);
  if (signIn === undefined) return undefined;
  const entra = signIn.signIn.by === 'entra' ? ', exactly as the object is called in Microsoft Entra' : '';
  const name = await window.showInputBox({ title, prompt: `Name of the role${entra}`, ignoreFocusOut: true, validateInput: (text) => postgres.validateName(text) });
  if (name === undefined) return undefined;
  const preset = (await window.showQuickPick(presetItems, { title, placeHolder: `What may ${name} do?` }))?.preset;
  if (preset === undefined) return undefined;
  const database = await window.showInputBox({ title, prompt: 'Database', value: connection.login.database, ignoreFocusOut: true, validateInput: postgres.validateIdentifier });
  if (database === undefined) return undefined;
  const schema = preset === 'monitoring' ? 'public' : await window.showInputBox({ title, prompt: 'Schema', value: 'public', ignoreFocusOut: true, validateInput: postgres.validateIdentifier });
  if (schema === undefined) return undefined;
  const limit = await askLimit(title);
  if (limit === undefined) return undefined;
  const { signIn: by, validUntil, generated } = signIn;
  return { wish: { name, signIn: by, preset, database, schema, ...limit, ...(validUntil === undefined ? {} : { validUntil }) }, generated };
}

/** Asks what role, shows the SQL, runs it, and says how it ended. */
export async function createRoleOver(services: Services, connection: InsideConnection): Promise<boolean> {
  const postgres = await loadPostgres();
  const asked = await askWish(postgres, connection);
  if (asked === undefined) return false;
  const { wish, generated } = asked;
  const { host } = connection.place;
  const steps = postgres.createRoleSteps(wish);
  const question = `Create role ${postgres.visibleText(wish.name)} on ${host}?`;
  if ((await window.showInformationMessage(question, { modal: true, detail: postgres.shownSteps(steps) }, 'Create Role')) === undefined) return false;
  const log = (outcome: Action['outcome'], after: string): Promise<void> =>
    services.actionLog.add({
      at: new Date().toISOString(),
      who: connection.login.user,
      server: host,
      what: `Create role ${wish.name} (${wish.preset})`,
      before: 'not there',
      after,
      outcome,
    });
  try {
    await useConnection(services, connection, question.replace('?', ''), (target) =>
      postgres.carryOutSteps(target, steps, (_, failed) => `The role exists now, but not its rights in ${failed.database}`),
    );
  } catch (error) {
    await log('failed', 'not created, or not whole');
    throw error;
  }
  // Before anything else: it is nowhere but here.
  if (generated !== undefined) await env.clipboard.writeText(generated);
  const { roles } = await lookInto(services, again(connection));
  if (!roles.some(({ name }) => name === wish.name)) {
    await log('unknown', 'not there when it was read again');
    throw new UserMessage(`${host} took the statements, and reading it again shows no role ${wish.name}.`);
  }
  await log('done', 'created');
  void window.showInformationMessage(`${host} has the role ${wish.name}.${generated === undefined ? '' : ' Its password is on the clipboard.'}`);
  return true;
}

/** Creates a role with the least that its purpose needs. */
export async function createRole(services: Services, node?: unknown): Promise<boolean> {
  const connection = await chooseConnection(services, node, 'Create Role');
  return connection === undefined ? false : createRoleOver(services, connection);
}
