/** What is different in a cloud of Azure that is not the public one. */
export interface SovereignCloud {
  readonly label: string;
  /** The end of the names of its databases, behind ".database.". */
  readonly suffix: string;
  /** Where people and applications sign in. */
  readonly authority: string;
  /** Its name in the Azure CLI. */
  readonly cli: string;
  /** Its name in Spring Cloud Azure. */
  readonly spring: string;
}

/**
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure,
 * https://learn.microsoft.com/azure/china/resources-developer-guide,
 * https://learn.microsoft.com/cli/azure/manage-clouds-azure-cli
 */
const sovereign: readonly SovereignCloud[] = [
  { label: 'Azure US Government', suffix: 'usgovcloudapi.net', authority: 'https://login.microsoftonline.us', cli: 'AzureUSGovernment', spring: 'azure_us_government' },
  { label: 'Azure China', suffix: 'chinacloudapi.cn', authority: 'https://login.chinacloudapi.cn', cli: 'AzureChinaCloud', spring: 'azure_china' },
];

/** The names that Azure gives to servers for PostgreSQL, in each of its clouds; nobody else can have a name below them. */
const azureDomains = ['.postgres.database.azure.com', ...sovereign.map(({ suffix }) => `.postgres.database.${suffix}`), '.postgres.cosmos.azure.com'];

/** The domain of Azure that a host has a name below; nothing for any other host. */
export function azureDomainOf(host: string): string | undefined {
  const name = host.toLowerCase();
  return azureDomains.find((domain) => name.endsWith(domain) && name.length > domain.length);
}

/** The cloud of a host by its name, where that is not the public one. */
export const sovereignCloudOf = (host: string): SovereignCloud | undefined => sovereign.find(({ suffix }) => host.toLowerCase().endsWith(`.${suffix}`));
