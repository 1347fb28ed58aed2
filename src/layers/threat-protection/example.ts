import { exampleServer } from '../example';

/** A Single Server for the pages of the rules whose alert policy is on and has these settings besides, a line each. */
export const exampleAlerts = (...settings: readonly string[]): string =>
  exampleServer(
    'single',
    ["version: '11'", "createMode: 'Default'"],
    [
      "resource alerts 'securityAlertPolicies' = {",
      "  name: 'Default'",
      '  properties: {',
      "    state: 'Enabled'",
      ...settings.map((setting) => `    ${setting}`),
      '  }',
      '}',
    ],
  );
