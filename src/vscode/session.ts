import type { AuthenticationSessionAccountInformation, Event } from 'vscode';
import type { AccountName, AzureSource } from '../sources/azure/azure-source';
import type { Cloud } from '../sources/azure/cloud';

export type SessionState =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signing-in' }
  /**
   * `sample` is the emulator, in process or at a loopback address: no account, nothing real. `owner` tells accounts apart
   * for what is kept over a restart; without it nothing is. `accounts` are those of VS Code that look together.
   */
  | { readonly kind: 'signed-in'; readonly to: 'azure' | 'sample'; readonly label: string; readonly cloud: Cloud; readonly owner?: string | undefined; readonly accounts?: readonly AccountName[] | undefined }
  | { readonly kind: 'failed'; readonly message: string };

/** The sign-in of this window: at most one at a time. */
export interface Session {
  readonly dispose: () => void;
  readonly state: SessionState;
  readonly onDidChange: Event<void>;
  /**
   * Signs in without asking anybody: to the emulator of the environment, or as the person who was signed in last time.
   * Happens once, however often it is called.
   */
  readonly restore: () => Promise<void>;
  /** Signs in to Azure again without asking anybody, after settings changed; nothing where nobody is signed in to it. */
  readonly reconnect: () => Promise<void>;
  /** Signs in to Azure in the way that the settings say, asking the person where needed. */
  readonly signIn: () => Promise<void>;
  /** Lets exactly these of VS Code's accounts look, and another that the person adds; remembered until they sign out. */
  readonly useAccounts: (accounts: readonly AuthenticationSessionAccountInformation[], another: boolean) => Promise<void>;
  /** Signs in to another tenant of an account. @throws a message for people where that is not possible. */
  readonly signInToTenant: (tenantId: string, accountId?: string) => Promise<void>;
  /** Signs in again as an account that has to, whether it looked so far or not. */
  readonly signInAgain: (accountId: string) => Promise<void>;
  /** Shows sample servers by the emulator, in process. */
  readonly exploreSamples: () => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Azure as the person who is signed in sees it. @throws a message for people when nobody is. */
  readonly source: () => Promise<AzureSource>;
  /**
   * A token of the person who is signed in for another scope than Resource Manager's, such as that of PostgreSQL; of
   * several accounts it is that which the server is read as.
   * @throws a message for people when nobody is signed in, or to samples only.
   */
  readonly token: (scope: string, tenantId?: string, serverId?: string) => Promise<string>;
}
