/**
 * Where an Azure cloud answers.
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure,
 * https://learn.microsoft.com/azure/china/resources-developer-guide, https://learn.microsoft.com/graph/deployments
 */
export interface Cloud {
  readonly name: 'public' | 'usgov' | 'china' | 'custom';
  readonly label: string;
  /** Resource Manager's address, without a slash at its end. */
  readonly resourceManager: string;
  /** The scope of Resource Manager's tokens. */
  readonly scope: string;
  /** Where people sign in. */
  readonly authority: string;
  /** Microsoft Graph's address, without a slash at its end; left out where it is not known. */
  readonly graph?: string;
}

export const clouds = {
  public: {
    name: 'public',
    label: 'Azure',
    resourceManager: 'https://management.azure.com',
    scope: 'https://management.azure.com/.default',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
  },
  usgov: {
    name: 'usgov',
    label: 'Azure US Government',
    resourceManager: 'https://management.usgovcloudapi.net',
    scope: 'https://management.usgovcloudapi.net/.default',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
  },
  china: {
    name: 'china',
    label: 'Azure China',
    resourceManager: 'https://management.chinacloudapi.cn',
    scope: 'https://management.chinacloudapi.cn/.default',
    authority: 'https://login.chinacloudapi.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
  },
} as const satisfies Readonly<Record<string, Cloud>>;

/** A cloud of its own at an address, such as Azure Stack or the emulator. */
export function customCloud(resourceManager: string, authority: string = clouds.public.authority): Cloud {
  const address = resourceManager.replace(/\/+$/, '');
  return {
    name: 'custom',
    label: new URL(address).host,
    resourceManager: address,
    scope: `${address}/.default`,
    authority,
  };
}
