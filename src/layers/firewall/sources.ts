/** The service's own pages on its firewall. */
export const firewallDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-firewall-rules';

/** Of HorizonDB, whose rules stand below a pool of the cluster. */
export const horizonDocumentation = 'https://learn.microsoft.com/azure/horizondb/network/concepts-network-public';

export const publicAccessDocumentation = 'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-public';

export const addingRulesDocumentation =
  'https://learn.microsoft.com/azure/postgresql/network/how-to-networking-servers-deployed-public-access-add-firewall-rules';
