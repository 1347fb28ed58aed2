import { authentication, CancellationError, EventEmitter, type AuthenticationSessionAccountInformation, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { ChosenTenants } from './chosen-tenants';
import { connectToAzure, connectToEmulator, connectToSamples, type Connected } from './connect';
import type { Session, SessionState } from './session';
import type { Settings } from './settings';
import { UserMessage } from './user-message';
import { signInWithVscode, type VscodeSignIn } from './vscode-credential';

/** Set where somebody signed in to Azure here and did not sign out. */
const rememberedKey = 'signedIn';

/** The account that somebody chose among several. */
const accountKey = 'account';

export interface SessionParts {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly settings: () => Settings;
  /** The address of an emulator on this computer that takes the place of Azure; for development and tests. */
  readonly emulator: string | undefined;
  /** Says whether somebody wants to see a tenant. */
  readonly wantsTenant: ChosenTenants['wants'];
}

function isCancel(error: unknown): boolean {
  return error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError');
}

/** The sign-in of this window. Whatever begins last wins; what began before it ends without a trace. */
export function createSession({ context, log, settings, emulator, wantsTenant }: SessionParts): Session {
  const changed = new EventEmitter<void>();
  let state: SessionState = { kind: 'signed-out' };
  /** What holds until another sign-in has succeeded. */
  let standing: { readonly state: SessionState; readonly connected: Connected } | undefined;
  let attempt = 0;
  let underWay: Promise<void> = Promise.resolve();
  let restored: Promise<void> | undefined;
  let choose = false;

  const become = (next: SessionState): void => {
    state = next;
    changed.fire();
  };
  const settle = (connected: Connected): void => {
    const { to, label, cloud, owner } = connected;
    const next: SessionState = { kind: 'signed-in', to, label, cloud, owner };
    standing = { state: next, connected };
    become(next);
  };
  const leave = (next: SessionState): void => {
    standing = undefined;
    become(next);
  };
  const remember = async (value: boolean): Promise<void> => {
    const account = standing?.connected.account;
    const chosen = value && account !== undefined ? { id: account.id, label: account.label } : undefined;
    // Both at once: who looks in between must not find half of it.
    await Promise.all([context.globalState.update(rememberedKey, value ? true : undefined), context.globalState.update(accountKey, chosen)]);
  };
  const azure = (mode: VscodeSignIn['mode'], account = context.globalState.get<AuthenticationSessionAccountInformation>(accountKey)): Promise<Connected | undefined> =>
    connectToAzure(settings(), { mode, wantsTenant, ...(account === undefined ? {} : { account }) });

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
    return enter(() => azure('silent'));
  };

  /** Another account, or none, may be signed in to VS Code now. */
  const follow = async (provider: string): Promise<void> => {
    const account = standing?.connected.account;
    if (account === undefined || account.provider !== provider || state.kind !== 'signed-in') return;
    const { cloud } = state;
    const now = await signInWithVscode({ cloud, tenant: settings().tenant, mode: 'silent', account }).catch((error: unknown) => {
      log.warn(`Could not look at the accounts: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    });
    if (standing?.connected.account !== account || now?.account.id === account.id) return;
    attempt += 1;
    log.info('Signed out: VS Code’s account is no longer signed in.');
    leave({ kind: 'signed-out' });
    await remember(false);
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
      if (state.kind === 'signed-in' && state.to === 'azure') await enter(() => azure('silent'));
    },
    signIn: () => {
      const mode = choose ? 'choose' : 'ask';
      choose = false;
      return enter(() => azure(mode));
    },
    signInAs: (account) => {
      choose = false;
      return enter(() => connectToAzure(settings(), { wantsTenant, ...(account === undefined ? { mode: 'choose' } : { mode: 'ask', account }) }));
    },
    signInToTenant: async (tenantId) => {
      const { enter: signIn } = await connected();
      if (signIn === undefined) throw new UserMessage('This sign-in is for one tenant only. Sign in with VS Code’s account to see several.');
      await signIn(tenantId);
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
    token: async (scope, tenantId) => {
      const { token } = await connected();
      if (token === undefined) throw new UserMessage('The sample servers are made up: there is no token for them. Sign in to Azure first.');
      return token(scope, tenantId);
    },
    dispose: () => {
      attempt += 1;
      listener.dispose();
      changed.dispose();
    },
  };
}
