import { emulatorToken, renewedToken } from '../../../src/emulator/emulator-credential';
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
  const { access_token: { acrs, nbf } } = JSON.parse(Buffer.from(claims ?? '', 'base64').toString('utf8')) as { readonly access_token: Readonly<Record<string, { readonly value: string }>> };
  return acrs?.value ?? nbf?.value ?? '';
}

/** The token of an account: the emulator's own, unless it is one of those that only tests within a process know. */
export function mint(label: string, scopes: readonly string[], steps: readonly string[]): string {
  const fixed = process.env['FIXTURE_TOKEN'];
  if (fixed !== undefined) return fixed;
  if (people[label] === undefined) return steps.length > 0 ? renewedToken : emulatorToken;
  const tenant = scopes.find((scope) => scope.startsWith('VSCODE_TENANT:'))?.slice('VSCODE_TENANT:'.length);
  return tokenOf(label, tenant ?? '', steps);
}
