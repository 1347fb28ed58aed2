/** The names that Azure gives to servers for PostgreSQL, in each of its clouds; nobody else can have a name below them. */
const azureDomains = [
  '.postgres.database.azure.com',
  '.postgres.database.usgovcloudapi.net',
  '.postgres.database.chinacloudapi.cn',
  '.postgres.cosmos.azure.com',
];

/** Whether a host is a server of Azure by its name, to which a token of Microsoft Entra may go. */
export const takesTokens = (host: string): boolean => {
  const name = host.toLowerCase();
  return azureDomains.some((domain) => name.endsWith(domain) && name.length > domain.length);
};
