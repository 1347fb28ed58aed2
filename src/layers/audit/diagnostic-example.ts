import { exampleServer } from '../example';

/** A server whose logs are sent to a workspace, for the pages of rules. @param logs the entry of the list of logs. */
export function diagnosticExample(logs: string): string {
  const server = exampleServer('flexible', ["version: '17'"]);
  const setting = [
    "resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {",
    "  name: 'logs'",
    '  scope: server',
    '  properties: {',
    "    workspaceId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/orders/providers/Microsoft.OperationalInsights/workspaces/orders'",
    '    logs: [',
    `      ${logs}`,
    '    ]',
    '  }',
    '}',
  ];
  return [server, '', ...setting].join('\n');
}
