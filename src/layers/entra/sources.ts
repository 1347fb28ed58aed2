/** The service's own pages on Microsoft Entra authentication. */
export const entraDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts';

export const templateDocumentation = 'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers';

/** Of HorizonDB, whose setting is called entraIdAuth. */
export const horizonDocumentation = 'https://learn.microsoft.com/azure/horizondb/security/security-entra-concepts';

export const overviewDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-overview';
