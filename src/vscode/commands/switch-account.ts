import { authentication, window, type AuthenticationSessionAccountInformation, type QuickPickItem } from 'vscode';
import { chooseCloud } from '../choose-cloud';
import type { Services } from '../services';
import { UserMessage } from '../user-message';
import { providerOf } from '../vscode-credential';

interface AccountItem extends QuickPickItem {
  readonly account: AuthenticationSessionAccountInformation | 'another';
}

/** Lets somebody who has several accounts say which one looks; what was read with the other one goes. */
export async function switchAccount({ session, settings }: Services): Promise<void> {
  const now = settings();
  if (now.signInWith !== 'vscode') throw new UserMessage('Accounts are chosen for VS Code’s own sign-in. The setting “Sign In: With” names another way.');
  const accounts = await authentication.getAccounts(providerOf(chooseCloud(now)));
  const current = session.state.kind === 'signed-in' ? session.state.label : '';
  const items: AccountItem[] = [
    ...accounts.map((account) => ({ label: `$(account) ${account.label}`, ...(account.label === current ? { description: 'signed in here' } : {}), account })),
    { label: '$(add) Another account…', account: 'another' },
  ];
  const picked = await window.showQuickPick(items, { title: 'Switch Account', placeHolder: 'Whose servers should be shown?' });
  if (picked === undefined) return;
  await session.signInAs(picked.account === 'another' ? undefined : picked.account);
  const { state } = session;
  if (state.kind === 'failed') throw new UserMessage(state.message);
}
