import { emulatorToken } from '../../../src/emulator/emulator-credential';
import { samplePerson } from '../../../src/emulator/sample-fleet';
import { people, tokenOf } from '../../unit/sources/azure/several-people';

/** The account that signs in where nobody is named. */
export const usual = { id: samplePerson.objectId, label: samplePerson.principalName };

/** What a challenge of Azure's asks for, as VS Code hands it on. */
export interface Challenged {
  readonly challenges: readonly { readonly scheme: string; readonly params: Readonly<Record<string, string>> }[];
  readonly fallbackScopes?: readonly string[];
}

/** The step that the claims of a challenge ask for. @throws where they do not arrive as Azure sends them. */
export function stepIn({ challenges }: Challenged): string {
  const claims = challenges.find(({ scheme }) => scheme.toLowerCase() === 'bearer')?.params['claims'];
  const { access_token: { acrs: { value } } } = JSON.parse(Buffer.from(claims ?? '', 'base64').toString('utf8')) as { readonly access_token: { readonly acrs: { readonly value: string } } };
  return value;
}

/** The token of an account: the emulator's own, unless it is one of those that only tests within a process know. */
export function mint(label: string, scopes: readonly string[], steps: readonly string[]): string {
  if (people[label] === undefined || process.env['FIXTURE_TOKEN'] !== undefined) return process.env['FIXTURE_TOKEN'] ?? emulatorToken;
  const tenant = scopes.find((scope) => scope.startsWith('VSCODE_TENANT:'))?.slice('VSCODE_TENANT:'.length);
  return tokenOf(label, tenant ?? '', steps);
}
