import { authentication, window, type AuthenticationSessionAccountInformation, type QuickPickItem } from 'vscode';
import { chooseCloud } from '../choose-cloud';
import type { Services } from '../services';
import { UserMessage } from '../user-message';
import { providerOf } from '../vscode-credential';

interface AccountItem extends QuickPickItem {
  /** None for another account that is not signed in to VS Code yet. */
  readonly account?: AuthenticationSessionAccountInformation;
}

/** Lets somebody who has several accounts say which of them look, side by side; what was read as the others goes. */
export async function chooseAccounts({ session, settings }: Services): Promise<void> {
  const now = settings();
  if (now.signInWith !== 'vscode') throw new UserMessage('Accounts are chosen for VS Code’s own sign-in. The setting “Sign In: With” names another way.');
  const known = await authentication.getAccounts(providerOf(chooseCloud(now)));
  // By their names, as above the tree; VS Code has them in the order in which they signed in.
  const accounts = [...known].sort((one, other) => one.label.localeCompare(other.label, 'en'));
  const looking = session.state.kind === 'signed-in' ? (session.state.accounts ?? []) : [];
  const looks = (label: string): boolean => looking.some((one) => one.label === label);
  const items: AccountItem[] = [
    ...accounts.map((account) => ({ label: `$(account) ${account.label}`, description: looks(account.label) ? 'shown now' : '', picked: looks(account.label), account })),
    { label: '$(add) Another account…', description: 'VS Code asks for it' },
  ];
  const picked = await window.showQuickPick(items, { canPickMany: true, title: 'Choose Accounts', placeHolder: 'Whose servers should be shown?' });
  if (picked === undefined) return;
  if (picked.length === 0) throw new UserMessage('Choose at least one account; all stay as they were. “Sign Out” takes all of them away.');
  await session.useAccounts(picked.flatMap(({ account }) => account ?? []), picked.some(({ account }) => account === undefined));
  const { state } = session;
  if (state.kind === 'failed') throw new UserMessage(state.message);
}

/** Signs in again as an account that has to, and lists everything. */
export async function signInAgain({ session, fleet }: Services, node: unknown): Promise<void> {
  const { isFleetNode } = await import('../tree/node');
  const account = isFleetNode(node) && node.kind === 'failure' ? node.failure.account : undefined;
  if (account === undefined) throw new UserMessage('Choose an account that could not be read in the tree of servers.');
  await session.signInAgain(account.id);
  const { state } = session;
  if (state.kind === 'failed') throw new UserMessage(state.message);
  await fleet.refresh();
}
