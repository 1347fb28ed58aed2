/** The documents on logs and audits. */
export const auditDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-audit';

/** Of clusters: each role of nodes is set by itself. */
export const clusterAuditDocumentation = 'https://learn.microsoft.com/azure/cosmos-db/postgresql/how-to-enable-audit';

export const defenderDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-defender-for-cloud';

const reference =
  'https://github.com/MicrosoftDocs/azure-databases-docs/blob/main/articles/postgresql/server-parameters/includes';

export const loggingParameters = `${reference}/param-18-reporting-logging-what-log.md`;

export const thresholdParameters = `${reference}/param-18-reporting-logging-when-log.md`;

export const customParameters = `${reference}/param-12-customized-options.md`;
