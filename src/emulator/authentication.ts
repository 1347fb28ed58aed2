import type { Clock } from './clock';
import { claimedFrom, ownTenant, renewedToken } from './emulator-credential';
import type { Refusal } from './refusal';

const description = (text: string): string => text.replaceAll('"', "'");

function unauthorized(code: string, message: string, tenantId: string): Refusal {
  return {
    status: 401,
    code,
    message,
    headers: {
      'www-authenticate': `Bearer authorization_uri="https://login.windows.net/${tenantId}", error="invalid_token", error_description="${description(message)}"`,
    },
  };
}

/** 401 for a request without a token. */
export function missingToken(tenantId: string): Refusal {
  return unauthorized('AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.", tenantId);
}

/** 401 for a token that was good until five minutes ago. */
export function expiredToken(tenantId: string, clock: Clock): Refusal {
  const utc = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  const message = `The access token expiry UTC time '${utc(clock.now() - 300_000)}' is earlier than current UTC time '${utc(clock.now())}'.`;
  return unauthorized('ExpiredAuthenticationToken', message, tenantId);
}

/** Says whether a token is one of after the further sign-in that `insufficientClaims` asks for. */
export const isRenewed = (authorization: string | undefined): boolean => authorization === `Bearer ${renewedToken}`;

/** 401 that asks for a new token with more claims, as conditional access does. */
export function insufficientClaims(): Refusal {
  const claims = Buffer.from(JSON.stringify({ access_token: { nbf: { essential: true, value: String(claimedFrom) } } })).toString('base64');
  return {
    status: 401,
    code: 'InvalidAuthenticationToken',
    message: 'The access token does not satisfy the continuous access evaluation policy.',
    headers: {
      'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
    },
  };
}

/** Says why a token is not good enough; `any` takes whatever bearer token a foreign client sends. */
export function checkAuthorization(authorization: string | undefined, tenantId: string, accept: 'own' | 'any'): Refusal | undefined {
  if (!authorization) return missingToken(tenantId);
  if (accept === 'any' ? /^Bearer \S+$/i.test(authorization) : ownTenant(authorization) !== undefined) return undefined;
  return unauthorized('InvalidAuthenticationToken', 'The access token is invalid: the emulator takes its own token only.', tenantId);
}

/** 401 for the token of one tenant where a subscription belongs to another. */
export function wrongTenant(tokens: string, tenantId: string): Refusal {
  const issuer = (tenant: string): string => `'https://sts.windows.net/${tenant}/'`;
  const message = `The access token is from the wrong issuer ${issuer(tokens)}. It must match the tenant ${issuer(tenantId)} associated with this subscription.`;
  return unauthorized('InvalidAuthenticationTokenTenant', message, tenantId);
}
