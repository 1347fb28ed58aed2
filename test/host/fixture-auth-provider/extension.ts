import * as vscode from 'vscode';
import { emulatorToken } from '../../../src/emulator/emulator-credential';
import { samplePerson } from '../../../src/emulator/sample-fleet';

const usual = { id: samplePerson.objectId, label: samplePerson.principalName };

/**
 * Registers a Microsoft account provider for tests. It starts signed out, or signed in when the environment variable
 * FIXTURE_SIGN_IN is `signed-in`. Signing in needs no dialog and yields the emulator's token, or FIXTURE_TOKEN.
 */
export function activate(context: vscode.ExtensionContext): void {
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  let sessions: vscode.AuthenticationSession[] = [];

  const create = (scopes: readonly string[], account: vscode.AuthenticationSessionAccountInformation = usual): vscode.AuthenticationSession => {
    const session = {
      id: `session-${sessions.length + 1}`,
      accessToken: process.env['FIXTURE_TOKEN'] ?? emulatorToken,
      account,
      scopes: [...scopes],
    };
    sessions = [...sessions, session];
    changed.fire({ added: [session], removed: [], changed: [] });
    return session;
  };
  const clear = (): void => {
    const removed = sessions;
    sessions = [];
    signedIn = false;
    changed.fire({ added: [], removed, changed: [] });
  };

  // Signed in means what it means with a real account: a session for every scope that is asked for.
  let signedIn = process.env['FIXTURE_SIGN_IN'] === 'signed-in';
  const matching = (scopes: readonly string[] | undefined, account?: vscode.AuthenticationSessionAccountInformation): vscode.AuthenticationSession[] => {
    const own = account === undefined ? sessions : sessions.filter((session) => session.account.id === account.id);
    if (scopes === undefined) return own;
    const key = [...scopes].sort().join(' ');
    const found = own.filter((session) => [...session.scopes].sort().join(' ') === key);
    const isIn = account === undefined ? signedIn : own.length > 0;
    return found.length === 0 && isIn ? [create(scopes, account)] : found;
  };

  context.subscriptions.push(
    changed,
    vscode.authentication.registerAuthenticationProvider(
      'microsoft',
      'Microsoft',
      {
        onDidChangeSessions: changed.event,
        getSessions: (scopes, { account }) => Promise.resolve(matching(scopes, account)),
        createSession: (scopes) => {
          signedIn = true;
          return Promise.resolve(create(scopes));
        },
        removeSession: () => {
          clear();
          return Promise.resolve();
        },
      },
      { supportsMultipleAccounts: false },
    ),
    // Another person than the usual one signs in as a second account.
    vscode.commands.registerCommand('fixtureSignIn.signIn', (name?: string) => {
      signedIn = true;
      create(['https://management.azure.com/.default'], name === undefined ? usual : { id: name, label: name });
    }),
    vscode.commands.registerCommand('fixtureSignIn.signOut', clear),
  );
}
