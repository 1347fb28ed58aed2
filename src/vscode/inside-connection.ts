import { CancellationError, ProgressLocation, window } from 'vscode';
import type { Target } from '../postgres/connect';
import { abortOn } from './abort-on';
import { askLogin, offerToSave, type AskedLogin } from './ask-login';
import { choosePlace, listedText, tenantOf, type Place } from './choose-place';
import { loadPostgres } from './load-postgres';
import { savedPasswords } from './saved-passwords';
import type { Services } from './services';
import { trustedRoots } from './trusted-roots';
import { UserMessage } from './user-message';

/** A place and somebody who signs in there. */
export interface InsideConnection {
  readonly place: Place;
  readonly login: AskedLogin;
  readonly target: Target;
}

/** Asks where to connect and as whom. Nothing is connected yet. */
export async function chooseConnection(services: Services, node: unknown, title: string): Promise<InsideConnection | undefined> {
  const place = await choosePlace(services, node, title);
  if (place === undefined) return undefined;
  const { host, port, server } = place;
  const user = server === undefined ? '' : (listedText(server, 'administratorLogin') ?? '');
  const login = await askLogin(services, { title: `${title}: ${host}`, host, port, user, tenant: server === undefined ? undefined : tenantOf(server), serverId: server?.summary.id });
  if (login === undefined) return undefined;
  const roots = await trustedRoots(services, await loadPostgres());
  const { user: name, database, secret } = login;
  return { place, login, target: { host, port, roots, login: { user: name, database, secret } } };
}

/** Errors of another bundle are known by their names. */
function explained(error: unknown, host: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'Refusal') return new UserMessage(`${error.message} “Diagnose Connection…” shows each step.`);
  return 'severity' in error ? new UserMessage(`${host} refused: ${error.message}. What the transaction had done was undone.`) : error;
}

/** Where a token of Microsoft Entra is the password, a new one: the one before may have ended. */
async function current({ login, target }: InsideConnection): Promise<Target> {
  return login.fresh === undefined ? target : { ...target, login: { ...target.login, secret: await login.fresh() } };
}

export interface UseOptions {
  /** Whether a person may end it; what writes must come to its end. */
  readonly cancellable?: boolean;
}

/**
 * Does something over the connection, with progress, and offers to save a password that was accepted.
 * @throws CancellationError where the person ends it; a message for people where the server is not verified, does not let them in, or refuses.
 */
export async function useConnection<T>(services: Services, connection: InsideConnection, title: string, work: (target: Target) => Promise<T>, { cancellable = false }: UseOptions = {}): Promise<T> {
  const { place: { host, port }, login } = connection;
  const { secrets } = services.context;
  let signal: AbortSignal | undefined;
  try {
    const result = await window.withProgress({ location: ProgressLocation.Notification, title, cancellable }, async (_, token) => {
      signal = abortOn(token);
      return work({ ...(await current(connection)), ...(cancellable ? { signal } : {}) });
    });
    void offerToSave(secrets, { host, port }, login);
    return result;
  } catch (error) {
    if (cancellable && signal?.aborted === true) throw new CancellationError();
    const refused = typeof error === 'object' && error !== null && 'code' in error && error.code === 'password-wrong';
    if (refused && login.saved) await savedPasswords.forget(secrets, { host, port, user: login.user });
    throw explained(error, host);
  }
}
