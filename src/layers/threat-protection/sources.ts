export const defenderDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-defender-for-cloud';

/** The reference of what a template can say about threat protection. */
export const templateReference = 'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers';
