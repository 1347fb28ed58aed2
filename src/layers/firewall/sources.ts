/** The service's own pages on its firewall. */
export const firewallDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-firewall-rules';

export const publicAccessDocumentation = 'https://learn.microsoft.com/azure/postgresql/network/concepts-networking-public';

export const addingRulesDocumentation =
  'https://learn.microsoft.com/azure/postgresql/network/how-to-networking-servers-deployed-public-access-add-firewall-rules';
