/** The reference of what a template can say about threat protection. */
export const templateReference = 'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servers';
