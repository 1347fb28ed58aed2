import { exampleServer } from '../example';
import type { PrincipalType } from './facts';

interface ExampleSignIn {
  readonly entra: 'Enabled' | 'Disabled';
  readonly passwords: 'Enabled' | 'Disabled';
  readonly administrator?: { readonly name: string; readonly type: PrincipalType };
}

/** A Flexible Server in Bicep with these ways to sign in. */
export function exampleSignIn({ entra, passwords, administrator }: ExampleSignIn): string {
  const authConfig = ['authConfig: {', `  activeDirectoryAuth: '${entra}'`, `  passwordAuth: '${passwords}'`, '}'];
  const child =
    administrator === undefined
      ? []
      : [
          "resource administrator 'administrators' = {",
          "  name: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10'",
          '  properties: {',
          `    principalName: '${administrator.name}'`,
          `    principalType: '${administrator.type}'`,
          '    tenantId: tenant().tenantId',
          '  }',
          '}',
        ];
  return exampleServer('flexible', authConfig, child);
}
