/** The documents on encryption in transit. */
export const tlsDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-tls';

export const singleTlsDocumentation =
  'https://learn.microsoft.com/azure/postgresql/single-server/concepts-ssl-connection-security';

export const singleTemplateReference = 'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers';

/** What a template that leaves out the minimum of a Single Server gets. */
export const singleMinimumDefault = 'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.PostgreSQL.MinTLS';

export const sslParameterReference =
  'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-16-connections-authentication-ssl.md';

/** What the modes of clients mean. */
export const libpqDocumentation = 'https://www.postgresql.org/docs/current/libpq-ssl.html';

export const clusterTlsDocumentation = 'https://learn.microsoft.com/azure/cosmos-db/postgresql/howto-ssl-connection-security';
