/** The documents on secrets in templates and on passwords. */
export const parameterAdvice =
  'https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#security-recommendations-for-parameters';

export const linterRules = 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter';

export const scramDocumentation = 'https://learn.microsoft.com/azure/postgresql/security/security-connect-scram';
