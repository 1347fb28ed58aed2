import * as vscode from 'vscode';
import { mint, stepIn, usual, type Challenged } from './tokens';

type Account = vscode.AuthenticationSessionAccountInformation;

const manager = 'https://management.azure.com/.default';

/**
 * Registers a Microsoft account provider for tests. It starts signed out, or signed in when the environment variable
 * FIXTURE_SIGN_IN is `signed-in`; the accounts that FIXTURE_ACCOUNTS names are signed in as well. Signing in needs no
 * dialog and yields the emulator's token, or FIXTURE_TOKEN. Like Microsoft's own it answers challenges, by a token that
 * has taken the step that is asked for.
 */
export function activate(context: vscode.ExtensionContext): void {
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  let sessions: vscode.AuthenticationSession[] = [];
  let made = 0;
  /** The steps that accounts have taken, such as a second factor, and those that they take without being asked. */
  const steps = new Map<string, string[]>();
  const ready = new Map<string, string[]>();

  const keyOf = ({ account, scopes }: Pick<vscode.AuthenticationSession, 'account' | 'scopes'>): string => [account.id, ...[...scopes].sort()].join(' ');
  const create = (scopes: readonly string[], account: Account = usual): vscode.AuthenticationSession => {
    made += 1;
    const session = { id: `session-${made}`, accessToken: mint(account.label, scopes, steps.get(account.label) ?? []), account, scopes: [...scopes] };
    const before = sessions.filter((one) => keyOf(one) === keyOf(session));
    sessions = [...sessions.filter((one) => !before.includes(one)), session];
    changed.fire({ added: [session], removed: before, changed: [] });
    return session;
  };
  /** @param label whose sessions end; those of all where left out. */
  const clear = (label?: string): void => {
    const removed = sessions.filter(({ account }) => label === undefined || account.label === label);
    sessions = sessions.filter((one) => !removed.includes(one));
    if (label === undefined || label === usual.label) signedIn = false;
    for (const known of [steps, ready]) {
      if (label === undefined) known.clear();
      else known.delete(label);
    }
    changed.fire({ added: [], removed, changed: [] });
  };

  // Signed in means what it means with a real account: a session for every scope that is asked for.
  let signedIn = process.env['FIXTURE_SIGN_IN'] === 'signed-in';
  const named: readonly Account[] = (process.env['FIXTURE_ACCOUNTS'] ?? '').split(' ').filter((name) => name !== '').map((name) => ({ id: name, label: name }));
  const matching = (scopes: readonly string[] | undefined, account?: Account): vscode.AuthenticationSession[] => {
    if (signedIn && !sessions.some((session) => session.account.id === usual.id)) create([manager]);
    for (const one of named) if (!sessions.some((session) => session.account.id === one.id)) create([manager], one);
    const own = account === undefined ? sessions : sessions.filter((session) => session.account.id === account.id);
    if (scopes === undefined) return own;
    const key = [...scopes].sort().join(' ');
    const found = own.filter((session) => [...session.scopes].sort().join(' ') === key);
    const isIn = account === undefined ? signedIn : own.length > 0;
    if (found.length === 0 && account === undefined && !signedIn) return named.map((one) => create(scopes, one));
    return found.length === 0 && isIn ? [create(scopes, account)] : found;
  };
  const take = (challenged: Challenged, account: Account = usual): vscode.AuthenticationSession => {
    steps.set(account.label, [...new Set([...(steps.get(account.label) ?? []), stepIn(challenged)])]);
    return create(challenged.fallbackScopes ?? [], account);
  };
  const answering = {
    onDidChangeSessions: changed.event,
    getSessions: (scopes: readonly string[] | undefined, { account }: vscode.AuthenticationProviderSessionOptions) => Promise.resolve(matching(scopes, account)),
    createSession: (scopes: readonly string[], { account }: vscode.AuthenticationProviderSessionOptions) => {
      if (account === undefined) signedIn = true;
      return Promise.resolve(create(scopes, account));
    },
    removeSession: () => {
      clear();
      return Promise.resolve();
    },
    getSessionsFromChallenges: (challenged: Challenged, { account = usual }: { readonly account?: Account }) =>
      Promise.resolve([...(steps.get(account.label) ?? []), ...(ready.get(account.label) ?? [])].includes(stepIn(challenged)) ? [take(challenged, account)] : []),
    createSessionFromChallenges: (challenged: Challenged, { account }: { readonly account?: Account }) => Promise.resolve(take(challenged, account)),
  };

  context.subscriptions.push(
    changed,
    // The typings of challenges are a proposal still; extensions that come with VS Code may use it.
    vscode.authentication.registerAuthenticationProvider('microsoft', 'Microsoft', answering, { supportsMultipleAccounts: false, supportsChallenges: true } as vscode.AuthenticationProviderOptions),
    // Another person than the usual one signs in as a further account.
    vscode.commands.registerCommand('fixtureSignIn.signIn', (name?: string) => {
      if (name === undefined) signedIn = true;
      create([manager], name === undefined ? usual : { id: name, label: name });
    }),
    vscode.commands.registerCommand('fixtureSignIn.signOut', clear),
    // Whoever has taken a step elsewhere is not asked for it again.
    vscode.commands.registerCommand('fixtureSignIn.ready', (name: string, step: string) => void ready.set(name, [...(ready.get(name) ?? []), step])),
  );
}
