import type { AzureSource } from '../sources/azure/azure-source';
import { clouds, customCloud } from '../sources/azure/cloud';
import type { ScanOptions } from './commands/scan';

/** Azure as somebody who is signed in sees it, and what people call that cloud. */
export interface ConnectedAzure {
  readonly source: AzureSource;
  readonly cloud: string;
}

const isLoopback = ({ hostname }: URL): boolean => /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(hostname);

/**
 * Makes the way to Azure; nobody is asked for a token before the first call. An address of this computer is an emulator,
 * which gets its own token and never a real one.
 */
export async function connectAzure({ cloud, share, tenant }: Pick<ScanOptions, 'cloud' | 'share' | 'tenant'>): Promise<ConnectedAzure> {
  const { createAzureSource } = await import('../bundles/azure');
  const pace = { share: () => share, userAgent: 'postgresql-security-cli' };
  if (cloud instanceof URL && isLoopback(cloud)) {
    const { createEmulatorOverHttp } = await import('../bundles/emulator');
    const azure = createEmulatorOverHttp(cloud.origin, tenant);
    return { source: createAzureSource({ ...azure, ...pace }), cloud: azure.cloud.label };
  }
  const chosen = cloud instanceof URL ? customCloud(cloud.href) : clouds[cloud];
  const { createIdentityCredential } = await import('../bundles/identity');
  const credential = createIdentityCredential('default', { authority: chosen.authority, ...(tenant === undefined ? {} : { tenantId: tenant }) });
  return { source: createAzureSource({ credential, cloud: chosen, ...pace }), cloud: chosen.label };
}
