import { authentication, CancellationError, EventEmitter, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { ChosenTenants } from './chosen-tenants';
import { connectToAzure, connectToEmulator, connectToSamples } from './connect';
import type { AzureSignIn } from './connect-accounts';
import type { Connected } from './connected';
import type { Session, SessionState } from './session';
import type { Settings } from './settings';
import type { AccountChoice } from './sign-in-accounts';
import { UserMessage } from './user-message';

/** Set where somebody signed in to Azure here and did not sign out. */
const rememberedKey = 'signedIn';

/** The accounts that look, and those that somebody left out. */
const accountsKey = 'accounts';

const nobody: AccountChoice = { used: [], left: [] };

export interface SessionParts {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly settings: () => Settings;
  /** The address of an emulator on this computer that takes the place of Azure; for development and tests. */
  readonly emulator: string | undefined;
  /** Says whether somebody wants to see a tenant. */
  readonly wantsTenant: ChosenTenants['wants'];
  /** The transport to Azure; the network where left out. */
  readonly httpClient?: AzureSignIn['httpClient'];
}

function isCancel(error: unknown): boolean {
  return error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError');
}

/** The sign-in of this window. Whatever begins last wins; what began before it ends without a trace. */
export function createSession({ context, log, settings, emulator, wantsTenant, httpClient }: SessionParts): Session {
  const changed = new EventEmitter<void>();
  let state: SessionState = { kind: 'signed-out' };
  /** What holds until another sign-in has succeeded. */
  let standing: { readonly state: SessionState; readonly connected: Connected } | undefined;
  let attempt = 0;
  let underWay: Promise<void> = Promise.resolve();
  let restored: Promise<void> | undefined;
  let choose = false;
  let following = 0;

  const become = (next: SessionState): void => {
    state = next;
    changed.fire();
  };
  const settle = (connected: Connected): void => {
    const { to, label, cloud, owner, accounts } = connected;
    const next: SessionState = { kind: 'signed-in', to, label, cloud, owner, accounts: accounts?.members.map(({ id, label: name }) => ({ id, label: name })) };
    standing = { state: next, connected };
    become(next);
  };
  const leave = (next: SessionState): void => {
    standing = undefined;
    become(next);
  };
  const remember = async (value: boolean): Promise<void> => {
    const choice = value ? standing?.connected.accounts?.choice : undefined;
    // Both at once: who looks in between must not find half of it.
    await Promise.all([context.globalState.update(rememberedKey, value ? true : undefined), context.globalState.update(accountsKey, choice)]);
  };
  const azure = (how: Pick<AzureSignIn, 'mode' | 'only' | 'before'>): Promise<Connected | undefined> =>
    connectToAzure(settings(), { ...how, wantsTenant, httpClient, choice: context.globalState.get<AccountChoice>(accountsKey) ?? nobody, onError: (message) => log.warn(`Sign-in: ${message}`) });
  const accountsNow = (): AzureSignIn['before'] => standing?.connected.accounts;

  /** @param open connects, or yields nothing where nobody is signed in. */
  const enter = (open: () => Promise<Connected | undefined>): Promise<void> => {
    attempt += 1;
    const mine = attempt;
    const run = async (): Promise<void> => {
      try {
        const connection = await open();
        if (mine !== attempt) return;
        if (connection === undefined) {
          leave({ kind: 'signed-out' });
          return;
        }
        log.info(`Signed in: ${connection.cloud.label}.`);
        settle(connection);
        if (connection.to === 'azure') await remember(true);
      } catch (error) {
        if (mine !== attempt) return;
        if (isCancel(error)) {
          become(standing?.state ?? { kind: 'signed-out' });
          return;
        }
        const message = error instanceof Error ? error.message : String(error);
        log.error(`Sign-in: ${message}`);
        leave({ kind: 'failed', message });
      }
    };
    become({ kind: 'signing-in' });
    underWay = run();
    return underWay;
  };

  const restore = (): Promise<void> => {
    if (emulator !== undefined) return enter(() => connectToEmulator(emulator));
    if (context.globalState.get(rememberedKey) !== true) return Promise.resolve();
    return enter(() => azure({ mode: 'silent' }));
  };

  /** Other accounts, or none, may be signed in to VS Code now. */
  const follow = async (provider: string): Promise<void> => {
    const before = standing;
    const accounts = before?.connected.accounts;
    if (accounts === undefined || accounts.provider !== provider || state.kind !== 'signed-in') return;
    following += 1;
    const mine = following;
    let now: Connected | undefined;
    try {
      now = await azure({ mode: 'silent', before: accounts });
    } catch (error) {
      log.warn(`Could not look at the accounts: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    const namesOf = (one: Connected | undefined): string => JSON.stringify([one?.owner, one?.accounts?.members.map(({ id }) => id)]);
    if (mine !== following || standing !== before || namesOf(now) === namesOf(before?.connected)) return;
    attempt += 1;
    log.info(now === undefined ? 'Signed out: VS Code’s account is no longer signed in.' : 'VS Code’s accounts have changed.');
    if (now === undefined) leave({ kind: 'signed-out' });
    else settle(now);
    await remember(now !== undefined);
  };
  const connected = async (): Promise<Connected> => {
    await underWay;
    if (standing !== undefined) return standing.connected;
    throw new UserMessage(state.kind === 'failed' ? state.message : 'Nobody is signed in to Azure. Sign in first, or explore the sample servers.');
  };
  const listener = authentication.onDidChangeSessions(({ provider }) => void follow(provider.id));

  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    restore: () => (restored ??= restore()),
    reconnect: async () => {
      if (state.kind === 'signed-in' && state.to === 'azure') await enter(() => azure({ mode: 'silent' }));
    },
    signIn: () => {
      const mode = choose ? 'choose' : 'ask';
      choose = false;
      return enter(() => azure({ mode }));
    },
    useAccounts: (accounts, another) => {
      choose = false;
      return enter(() => azure({ mode: 'ask', only: { accounts, another }, before: accountsNow() }));
    },
    signInToTenant: async (tenantId, accountId) => {
      const { enter: signIn } = await connected();
      if (signIn === undefined) throw new UserMessage('This sign-in is for one tenant only. Sign in with VS Code’s account to see several.');
      await signIn(tenantId, accountId);
    },
    signInAgain: async (accountId) => {
      const { enter: signIn, accounts } = await connected();
      if (accounts?.members.some(({ id }) => id === accountId) === true) await signIn?.('', accountId);
      else await enter(() => azure({ mode: 'ask', only: { accounts: accounts?.choice.used ?? [], another: false }, before: accounts }));
    },
    // Where an emulator is named, its servers are the samples: there are no two worlds of them.
    exploreSamples: () => enter(emulator === undefined ? connectToSamples : () => connectToEmulator(emulator)),
    signOut: async () => {
      attempt += 1;
      // The next person may be another one.
      choose = true;
      leave({ kind: 'signed-out' });
      await remember(false);
    },
    source: async () => (await connected()).source,
    token: async (scope, tenantId, serverId) => {
      const { token } = await connected();
      if (token === undefined) throw new UserMessage('The sample servers are made up: there is no token for them. Sign in to Azure first.');
      return token(scope, tenantId, serverId);
    },
    dispose: () => {
      attempt += 1;
      listener.dispose();
      changed.dispose();
    },
  };
}
