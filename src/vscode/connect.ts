import { chooseCloud } from './choose-cloud';
import { connectAccounts, ownerOf, share, type AzureSignIn } from './connect-accounts';
import type { Connected } from './connected';
import type { Settings } from './settings';
import { UserMessage } from './user-message';

/** Shows sample servers by the emulator in this process. The SDKs and the emulator are read from disk here, not before. */
export async function connectToSamples(): Promise<Connected> {
  const [{ createSampleAzure }, { createAzureSource }] = await Promise.all([import('../bundles/emulator'), import('../bundles/azure')]);
  const azure = createSampleAzure();
  return { source: createAzureSource(azure), to: 'sample', label: 'samples', cloud: azure.cloud };
}

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

/**
 * Signs in to Azure in the way that the settings say.
 * @returns `undefined` where nobody is signed in and the mode is silent.
 * @throws CancellationError where the person does not want to; else a message for people.
 */
export async function connectToAzure(settings: Settings, how: AzureSignIn): Promise<Connected | undefined> {
  const { signInWith, tenant } = settings;
  const cloud = chooseCloud(settings);
  if (signInWith === 'vscode') return connectAccounts(settings, cloud, how);
  const [{ createIdentityCredential }, { createAzureSource }] = await Promise.all([import('../bundles/identity'), import('../bundles/azure')]);
  // As Azure's SDKs have it, this names a user-assigned identity of the machine.
  const clientId = process.env['AZURE_CLIENT_ID'] ?? '';
  const credential = createIdentityCredential(signInWith, { authority: cloud.authority, ...(tenant === '' ? {} : { tenantId: tenant }), ...(clientId === '' ? {} : { clientId }) });
  const source = createAzureSource({ credential, cloud, share });
  // Asks for a first token: better to hear now that the Azure CLI is not signed in.
  const { name, objectId } = await source.principal();
  const token = async (scope: string, tenantId: string | undefined): Promise<string> => {
    const made = await credential.getToken(scope, tenantId === undefined ? {} : { tenantId });
    if (made === null) throw new UserMessage('The sign-in gave no token for PostgreSQL.');
    return made.token;
  };
  return { source, to: 'azure', label: name, cloud, owner: ownerOf(signInWith, objectId, cloud, tenant), token };
}
