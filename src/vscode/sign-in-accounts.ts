import { authentication, type AuthenticationSessionAccountInformation } from 'vscode';
import { explained, providerOf, signInWithVscode, type VscodeAccount, type VscodeSignIn } from './vscode-credential';

/** Which of VS Code's accounts look. */
export interface AccountChoice {
  /** Those that looked last. */
  readonly used: readonly AuthenticationSessionAccountInformation[];
  /** The ids of those that somebody left out. */
  readonly left: readonly string[];
}

export interface AccountsSignIn extends Pick<VscodeSignIn, 'cloud' | 'tenant' | 'mode'> {
  readonly choice: AccountChoice;
  /** Exactly these accounts look, and one that VS Code is to ask for; all that there are where left out. */
  readonly only?: { readonly accounts: readonly AuthenticationSessionAccountInformation[]; readonly another: boolean } | undefined;
  readonly onError: (message: string) => void;
}

export interface SignedInAccounts {
  /** By their names. */
  readonly signedIn: readonly VscodeAccount[];
  /** Accounts that looked before and have to sign in again. */
  readonly missing: readonly AuthenticationSessionAccountInformation[];
  readonly choice: AccountChoice;
}

/** Signs in as those whom somebody wants now, asking them where needed, one after the other. */
async function signInWanted({ cloud, tenant, mode, only }: AccountsSignIn): Promise<VscodeAccount[]> {
  const wanted: readonly Pick<VscodeSignIn, 'mode' | 'account'>[] =
    only === undefined ? (mode === 'silent' ? [] : [{ mode }]) : [...only.accounts.map((account) => ({ mode: 'ask', account }) as const), ...(only.another ? [{ mode: 'choose' } as const] : [])];
  const found: VscodeAccount[] = [];
  for (const one of wanted) {
    const signedIn = await signInWithVscode({ cloud, tenant, ...one });
    if (signedIn !== undefined && !found.some(({ account }) => account.id === signedIn.account.id)) found.push(signedIn);
  }
  return found;
}

/**
 * Signs in with all of VS Code's accounts that this extension may use and that nobody left out. VS Code lists accounts
 * that it has not been asked for as well: those are no accounts of this extension, and nothing is asked for them.
 * @returns `undefined` where nobody is signed in and nobody may be asked.
 * @throws CancellationError where the person does not want to; else a message for people.
 */
export async function signInAccounts(request: AccountsSignIn): Promise<SignedInAccounts | undefined> {
  const { cloud, tenant, choice, only, onError } = request;
  const wanted = await signInWanted(request);
  const known = await Promise.resolve(authentication.getAccounts(providerOf(cloud))).catch((error: unknown) => {
    throw explained(error);
  });
  const isWanted = ({ id }: AuthenticationSessionAccountInformation): boolean => wanted.some(({ account }) => account.id === id);
  const left = only === undefined ? choice.left.filter((id) => !wanted.some(({ account }) => account.id === id)) : known.filter((one) => !isWanted(one)).map(({ id }) => id);
  const tried = await Promise.all(
    known
      .filter((account) => !isWanted(account) && !left.includes(account.id))
      .map(async (account) => ({
        account,
        signedIn: await signInWithVscode({ cloud, tenant, mode: 'silent', account }).catch((error: unknown) => {
          onError(`${account.label}: ${error instanceof Error ? error.message : String(error)}`);
          return undefined;
        }),
      })),
  );
  const signedIn = [...wanted, ...tried.flatMap((one) => one.signedIn ?? [])].sort((one, other) => one.account.label.localeCompare(other.account.label, 'en'));
  if (signedIn.length === 0) return undefined;
  const missing = tried.flatMap((one) => (one.signedIn === undefined && choice.used.some(({ id }) => id === one.account.id) ? one.account : []));
  return { signedIn, missing, choice: { used: [...signedIn.map(({ account }) => account), ...missing].map(({ id, label }) => ({ id, label })), left } };
}
