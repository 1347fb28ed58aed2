const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/**
 * A server that a nested deployment deploys, for the pages of rules; in ARM JSON, as Bicep would need two files.
 * @param scope where the expressions of the nested deployment are computed. @param type how it declares the password.
 */
export function nestedServer(scope: 'inner' | 'outer', type = 'securestring'): string {
  const inner = scope === 'inner';
  const template = {
    $schema: schema,
    contentVersion: '1.0.0.0',
    parameters: { password: { type: 'securestring' } },
    resources: [
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '2024-03-01',
        name: 'orders',
        properties: {
          mode: 'Incremental',
          expressionEvaluationOptions: { scope },
          ...(inner ? { parameters: { administratorPassword: { value: "[parameters('password')]" } } } : {}),
          template: {
            $schema: schema,
            contentVersion: '1.0.0.0',
            ...(inner ? { parameters: { administratorPassword: { type } } } : {}),
            resources: [
              {
                type: 'Microsoft.DBforPostgreSQL/flexibleServers',
                apiVersion: '2025-08-01',
                name: 'pg-orders',
                location: 'westeurope',
                properties: { administratorLogin: 'orders_owner', administratorLoginPassword: `[parameters('${inner ? 'administratorPassword' : 'password'}')]` },
              },
            ],
          },
        },
      },
    ],
  };
  return JSON.stringify(template, undefined, 2);
}
