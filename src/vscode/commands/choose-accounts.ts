import { authentication, ThemeIcon, window, type AuthenticationSessionAccountInformation, type QuickPickItem } from 'vscode';
import { chooseCloud } from '../choose-cloud';
import type { Services } from '../services';
import { UserMessage } from '../user-message';
import { providerOf } from '../vscode-credential';

interface AccountItem extends QuickPickItem {
  readonly account: AuthenticationSessionAccountInformation;
}

interface Choice {
  readonly accounts: readonly AuthenticationSessionAccountInformation[];
  /** Whether VS Code is to ask for one more. */
  readonly another: boolean;
}

/** Asks which accounts look. Another one is a button and no row, as whoever selects all rows does not mean to sign in. */
function ask(items: readonly AccountItem[]): Promise<Choice | undefined> {
  const pick = window.createQuickPick<AccountItem>();
  pick.title = 'Choose Accounts';
  pick.placeholder = 'Whose servers should be shown? + adds an account';
  pick.canSelectMany = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ picked }) => picked === true);
  pick.buttons = [{ iconPath: new ThemeIcon('add'), tooltip: 'Add another account, for which VS Code asks' }];
  return new Promise((resolve) => {
    const end = (another: boolean): void => {
      resolve({ accounts: pick.selectedItems.map(({ account }) => account), another });
      pick.hide();
    };
    pick.onDidAccept(() => end(false));
    pick.onDidTriggerButton(() => end(true));
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
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
  const items = accounts.map((account) => ({ label: `$(account) ${account.label}`, description: looks(account.label) ? 'shown now' : '', picked: looks(account.label), account }));
  const choice = await ask(items);
  if (choice === undefined) return;
  if (choice.accounts.length === 0 && !choice.another) throw new UserMessage('Choose at least one account; all stay as they were. “Sign Out” takes all of them away.');
  await session.useAccounts(choice.accounts, choice.another);
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
