import type { AccountName, AzureSource } from '../sources/azure/azure-source';
import type { Cloud } from '../sources/azure/cloud';
import type { AccountChoice } from './sign-in-accounts';
import type { VscodeAccount } from './vscode-credential';

/** One of VS Code's accounts, and Azure as it sees it. Its id tells it apart from the same account in another cloud. */
export interface ConnectedAccount extends AccountName {
  readonly signedIn: VscodeAccount;
  readonly source: AzureSource;
}

/** VS Code's accounts that look. */
export interface ConnectedAccounts {
  readonly provider: string;
  readonly members: readonly ConnectedAccount[];
  /** To be remembered. */
  readonly choice: AccountChoice;
}

/** Azure, or something that looks like it, as somebody who is signed in sees it. */
export interface Connected {
  readonly source: AzureSource;
  readonly to: 'azure' | 'sample';
  /** Who is signed in, or what is shown instead. */
  readonly label: string;
  readonly cloud: Cloud;
  /** Tells accounts apart; nothing where what is read is not worth keeping. */
  readonly owner?: string;
  /**
   * A token of whoever is signed in for another scope, in a tenant where one is named; none where nothing is real. Of
   * several accounts it is that which the server is read as.
   */
  readonly token?: (scope: string, tenantId: string | undefined, serverId: string | undefined) => Promise<string>;
  /** Signs in to another tenant of an account, where each has a sign-in of its own. */
  readonly enter?: (tenantId: string, accountId: string | undefined) => Promise<void>;
  /** The accounts of VS Code that this goes by, where it does. */
  readonly accounts?: ConnectedAccounts;
}
