import type { TokenCredential } from '@azure/core-auth';
import { isJsonObject } from '../../model/value';
import type { Principal } from './azure-source';
import type { Cloud } from './cloud';
import { isCancelled } from './cancel';
import { explainError, sentence } from './explain-error';
import { parseJson, textAt } from './json';

/**
 * Reads from the token who is signed in; no directory is asked. Rejects with a sentence for people where nobody is, and
 * for a cancel.
 */
export async function readPrincipal(credential: TokenCredential, cloud: Cloud, signal?: AbortSignal): Promise<Principal> {
  const { token } = await getToken(credential, cloud, signal);
  const claims = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const objectId = isJsonObject(claims) ? textAt(claims, 'oid') : '';
  if (!isJsonObject(claims) || objectId === '') {
    throw new Error('The sign-in does not say who is signed in. Enter the object id and the name instead.');
  }
  const person = ['upn', 'preferred_username', 'unique_name', 'email'].map((claim) => textAt(claims, claim)).find((name) => name !== '');
  const application = person === undefined || textAt(claims, 'idtyp') === 'app';
  const name = application ? textAt(claims, 'app_displayname') || textAt(claims, 'appid') || textAt(claims, 'azp') || objectId : person;
  return {
    objectId,
    tenantId: textAt(claims, 'tid'),
    // Personal Microsoft accounts come with the name of their issuer in front.
    name: name.replace(/^live\.com#/, ''),
    type: application ? 'ServicePrincipal' : 'User',
  };
}

async function getToken(credential: TokenCredential, { scope }: Cloud, signal: AbortSignal | undefined): Promise<{ readonly token: string }> {
  let token: { readonly token: string } | null;
  try {
    token = await credential.getToken(scope, signal === undefined ? {} : { abortSignal: signal });
  } catch (error) {
    if (isCancelled(error)) throw error;
    throw new Error(sentence('sign in', explainError(error)), { cause: error });
  }
  if (token === null) throw new Error('Nobody is signed in to Azure. Sign in first.');
  return token;
}
