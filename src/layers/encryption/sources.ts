/** The documents on encryption at rest. */
export const encryptionDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-data-encryption';

export const flexibleTemplateReference =
  'https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers';
