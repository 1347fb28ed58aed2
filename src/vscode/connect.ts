import type { AzureSource } from '../sources/azure/azure-source';
import type { Cloud } from '../sources/azure/cloud';
import { chooseCloud } from './choose-cloud';
import type { ChosenTenants } from './chosen-tenants';
import { readSettings, type Settings } from './settings';
import { UserMessage } from './user-message';
import { providerOf, signInWithVscode, type VscodeSignIn } from './vscode-credential';

/** Azure, or something that looks like it, as somebody who is signed in sees it. */
export interface Connected {
  readonly source: AzureSource;
  readonly to: 'azure' | 'sample';
  /** Who is signed in, or what is shown instead. */
  readonly label: string;
  readonly cloud: Cloud;
  /** Tells accounts apart; nothing where what is read is not worth keeping. */
  readonly owner?: string;
  /** A token of whoever is signed in for another scope, in a tenant where one is named; none where nothing is real. */
  readonly token?: (scope: string, tenantId: string | undefined) => Promise<string>;
  /** Signs in to another tenant of the account, where each has a sign-in of its own. */
  readonly enter?: (tenantId: string) => Promise<void>;
  /** The account of VS Code that this goes by, where it does. */
  readonly account?: { readonly provider: string; readonly id: string; readonly label: string };
}

/** Shows sample servers by the emulator in this process. The SDKs and the emulator are read from disk here, not before. */
export async function connectToSamples(): Promise<Connected> {
  const [{ createSampleAzure }, { createAzureSource }] = await Promise.all([import('../bundles/emulator'), import('../bundles/azure')]);
  const azure = createSampleAzure();
  return { source: createAzureSource(azure), to: 'sample', label: 'samples', cloud: azure.cloud };
}

/** Asked for before each call, so that a change of the setting holds at once. */
const share = (): number => readSettings().scanShare;

function emulatorAt<T>(address: string, create: (url: string) => T): T {
  try {
    return create(address);
  } catch {
    throw new UserMessage(
      `POSTGRESQL_SECURITY_EMULATOR is “${address}”, which is no address of this computer. It has to be like http://127.0.0.1:4170.`,
    );
  }
}

/**
 * Shows the servers of an emulator that runs on this computer.
 * @throws a message for people where the address is not one of this computer.
 */
export async function connectToEmulator(address: string): Promise<Connected> {
  const [{ createEmulatorOverHttp }, { createAzureSource }] = await Promise.all([import('../bundles/emulator'), import('../bundles/azure')]);
  const azure = emulatorAt(address, createEmulatorOverHttp);
  return { source: createAzureSource(azure), to: 'sample', label: new URL(address).host, cloud: azure.cloud, owner: `emulator ${address}` };
}

/** Who signs in, and how. */
export interface AzureSignIn extends Pick<VscodeSignIn, 'mode' | 'account'> {
  readonly wantsTenant: ChosenTenants['wants'];
}

/**
 * Signs in to Azure in the way that the settings say.
 * @returns `undefined` where nobody is signed in and the mode is silent.
 * @throws CancellationError where the person does not want to; else a message for people.
 */
export async function connectToAzure(settings: Settings, { mode, account: chosen, wantsTenant }: AzureSignIn): Promise<Connected | undefined> {
  const { signInWith, tenant } = settings;
  const cloud = chooseCloud(settings);
  const ownerOf = (by: string, id: string): string => [by, id, cloud.resourceManager, tenant].join(' ');
  if (signInWith === 'vscode') {
    const signedIn = await signInWithVscode({ cloud, tenant, mode, ...(chosen === undefined ? {} : { account: chosen }) });
    if (signedIn === undefined) return undefined;
    const { account, ask, enter, credential, credentialFor } = signedIn;
    const owner = ownerOf(providerOf(cloud), account.id);
    const { createAzureSource } = await import('../bundles/azure');
    // Somebody who chose a tenant wants to see that tenant only.
    const source = createAzureSource({ credential, cloud, share, ...(tenant === '' ? { credentialFor, wantsTenant: (id) => wantsTenant(owner, id) } : {}) });
    return { source, to: 'azure', label: account.label, cloud, owner, token: ask, enter, account: { provider: providerOf(cloud), id: account.id, label: account.label } };
  }
  const [{ createIdentityCredential }, { createAzureSource }] = await Promise.all([import('../bundles/identity'), import('../bundles/azure')]);
  const credential = createIdentityCredential(signInWith, { authority: cloud.authority, ...(tenant === '' ? {} : { tenantId: tenant }) });
  const source = createAzureSource({ credential, cloud, share });
  // Asks for a first token: better to hear now that the Azure CLI is not signed in.
  const { name, objectId } = await source.principal();
  const token = async (scope: string, tenantId: string | undefined): Promise<string> => {
    const made = await credential.getToken(scope, tenantId === undefined ? {} : { tenantId });
    if (made === null) throw new UserMessage('The sign-in gave no token for PostgreSQL.');
    return made.token;
  };
  return { source, to: 'azure', label: name, cloud, owner: ownerOf(signInWith, objectId), token };
}
