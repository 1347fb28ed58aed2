/** The documents on logs and audits. */
export const auditDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-audit';

export const loggingParameters =
  'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-18-reporting-logging-what-log.md';

export const customParameters =
  'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes/param-12-customized-options.md';
