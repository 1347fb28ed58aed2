import { authentication, CancellationError, workspace, type AuthenticationSessionAccountInformation } from 'vscode';
import type { GetTokenOptions, TokenCredential } from '@azure/core-auth';
import type { Cloud } from '../sources/azure/cloud';
import { createClaimsChallenges, type ClaimsChallenges } from './claims-challenges';
import { tokenExpiry } from './token';
import { UserMessage } from './user-message';

export interface VscodeSignIn {
  readonly cloud: Cloud;
  /** Empty for the home tenant. */
  readonly tenant: string;
  /** `ask` may open a browser; `choose` also asks which account; `silent` uses what is there. */
  readonly mode: 'silent' | 'ask' | 'choose';
  /** The account that somebody chose; VS Code's own choice where left out. */
  readonly account?: AuthenticationSessionAccountInformation;
}

export interface VscodeAccount {
  readonly credential: TokenCredential;
  /** The same account in another tenant; a token is good for one tenant only. */
  readonly credentialFor: (tenantId: string) => TokenCredential;
  /** Signs in to a tenant of the account, which may want more than the sign-in so far. */
  readonly enter: (tenantId: string) => Promise<void>;
  /** A token for something else than Resource Manager, for which the person may be asked to agree. */
  readonly ask: (scope: string, tenantId: string | undefined) => Promise<string>;
  readonly account: AuthenticationSessionAccountInformation;
}

/** The values of VS Code's own setting for the sovereign clouds. */
const sovereign: Readonly<Partial<Record<Cloud['name'], string>>> = { usgov: 'USGovernment', china: 'ChinaCloud' };

/** The provider of VS Code that signs in to a cloud. */
export function providerOf(cloud: Cloud): 'microsoft' | 'microsoft-sovereign-cloud' {
  return sovereign[cloud.name] === undefined ? 'microsoft' : 'microsoft-sovereign-cloud';
}

/** VS Code signs in to the one sovereign cloud that its own setting names. */
function checkSovereign({ name, label }: Cloud): void {
  const wanted = sovereign[name];
  if (wanted === undefined || workspace.getConfiguration('microsoft-sovereign-cloud').get('environment') === wanted) return;
  throw new UserMessage(`VS Code is not set up for ${label}. Set “microsoft-sovereign-cloud.environment” to ${wanted}, then sign in again.`);
}

/** VS Code adds the tenant to the scopes under a name of its own. */
function scopesFor(scopes: string | readonly string[], tenant: string): string[] {
  return [...(typeof scopes === 'string' ? [scopes] : scopes), ...(tenant === '' ? [] : [`VSCODE_TENANT:${tenant}`])];
}

/** The error that Azure's SDKs know as "somebody has to sign in". */
function signInNeeded(why: string): Error {
  const error = new Error(why);
  error.name = 'AuthenticationRequiredError';
  return error;
}

/** Tells a person's "no" from a sign-in that did not work. */
export function explained(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (/cancel|did not consent|user denied/i.test(message)) return new CancellationError();
  if (/timed out waiting for authentication provider/i.test(message)) {
    return new UserMessage('VS Code’s Microsoft sign-in did not start. Enable the built-in extension “Microsoft Account”, or choose another way in the setting “Sign In: With”.');
  }
  return new UserMessage(`Signing in did not work: ${message}`);
}

interface CredentialParts {
  readonly provider: string;
  readonly account: AuthenticationSessionAccountInformation;
  readonly challenges: ClaimsChallenges;
}

function credentialOf({ provider, account, challenges }: CredentialParts, tenant: string): TokenCredential {
  return {
    getToken: async (scopes: string | string[], options: GetTokenOptions = {}) => {
      const wanted = scopesFor(scopes, options.tenantId ?? tenant);
      const { claims } = options;
      const session =
        claims === undefined
          ? await authentication.getSession(provider, wanted, { account, silent: true })
          : await challenges.answer(claims, wanted).catch((error: unknown) => {
              throw signInNeeded(`Azure asks ${account.label} for a further step, such as a second factor (${error instanceof Error ? error.message : String(error)})`);
            });
      if (session === undefined) throw signInNeeded(`${account.label} is not signed in any more, or not for this tenant`);
      return { token: session.accessToken, expiresOnTimestamp: tokenExpiry(session.accessToken) };
    },
  };
}

/**
 * Signs in with VS Code's own Microsoft account.
 * @returns `undefined` where nobody is signed in and nobody may be asked.
 * @throws CancellationError where the person does not want to; else a message for people.
 */
export async function signInWithVscode({ cloud, tenant, mode, account: chosen }: VscodeSignIn): Promise<VscodeAccount | undefined> {
  checkSovereign(cloud);
  const provider = providerOf(cloud);
  const scopes = scopesFor(cloud.scope, tenant);
  const whose = chosen === undefined ? {} : { account: chosen };
  try {
    const session =
      mode === 'silent'
        ? await authentication.getSession(provider, scopes, { silent: true, ...whose })
        : await authentication.getSession(provider, scopes, { createIfNone: true, clearSessionPreference: mode === 'choose', ...whose });
    if (session === undefined) return undefined;
    const { account } = session;
    const ask = async (scope: string, tenantId = tenant): Promise<string> => {
      const detail = scope.startsWith(cloud.graph ?? '-') ? 'It lets names of users, groups and applications be looked up in your directory.' : 'It is the password for PostgreSQL, and good for about an hour.';
      const wanted = scopesFor(scope, tenantId);
      return Promise.resolve(authentication.getSession(provider, wanted, { account, createIfNone: { detail } })).then(
        ({ accessToken }) => accessToken,
        (error: unknown) => {
          throw explained(error);
        },
      );
    };
    const challenges = createClaimsChallenges(provider, account);
    const parts: CredentialParts = { provider, account, challenges };
    const enter = async (tenantId: string): Promise<void> => {
      try {
        if (await challenges.askAgain(scopesFor(cloud.scope, tenantId))) return;
        await authentication.getSession(provider, scopesFor(cloud.scope, tenantId), { account, createIfNone: { detail: 'The tenant asks for a sign-in of its own.' } });
      } catch (error) {
        throw explained(error);
      }
    };
    return { account, ask, enter, credential: credentialOf(parts, tenant), credentialFor: (id) => credentialOf(parts, id) };
  } catch (error) {
    throw explained(error);
  }
}
