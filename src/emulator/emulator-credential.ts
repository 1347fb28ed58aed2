import type { TokenCredential } from '@azure/core-auth';
import { samplePerson, sampleTenantId } from './sample-fleet';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** 1 January 2100: the token never expires by itself; the fault `expired` makes it look so. */
const expires = Date.UTC(2100, 0, 1);

const claims = {
  aud: 'https://management.azure.com',
  oid: samplePerson.objectId,
  upn: samplePerson.principalName,
  name: samplePerson.name,
  exp: expires / 1000,
};

/** No service signs like this, so that a token that ends so is the emulator's own. */
const signature = 'emulator';

const tokenWith = (all: object): string => [encode({ typ: 'JWT', alg: 'none' }), encode(all), signature].join('.');

/** The emulator's own token for one of its tenants. */
export const tokenOfTenant = (tid: string): string => tokenWith({ ...claims, tid });

/**
 * The emulator's own token for its usual tenant. Such a token may travel over plain HTTP: it has the three parts of a
 * real one, so that code that reads the signed-in person from it works, but no signature that another service would take.
 */
export const emulatorToken = tokenOfTenant(sampleTenantId);

/** From when on a token has to be where the fault `claims` asks for a new one, in seconds since 1970. */
export const claimedFrom = 1_763_974_800;

/** The same after a further sign-in, which the fault `claims` lets through. */
export const renewedToken = tokenWith({ ...claims, tid: sampleTenantId, nbf: claimedFrom });

/** The tenant that an Authorization header is for; undefined where it does not hold a token of the emulator's own. */
export function ownTenant(authorization: string | undefined): string | undefined {
  const [, payload] = new RegExp(`^Bearer [\\w-]+\\.([\\w-]+)\\.${signature}$`, 'i').exec(authorization ?? '') ?? [];
  if (payload === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof read === 'object' && read !== null && 'tid' in read && typeof read.tid === 'string' ? read.tid : undefined;
  } catch {
    return undefined;
  }
}

/** A credential that yields the emulator's own token for every scope and tenant. */
export const emulatorCredential: TokenCredential = {
  getToken: () => Promise.resolve({ token: emulatorToken, expiresOnTimestamp: expires }),
};

/**
 * A credential for one tenant of an emulator on this computer, which stands for Microsoft Entra here: it says which
 * tenants there are, by their ids and domains.
 */
export function tenantCredential(emulator: string, tenant: string): TokenCredential {
  const signIn = async (): Promise<string> => {
    const response = await fetch(`${emulator}/__emulator/token?tenant=${encodeURIComponent(tenant)}`).catch((error: unknown) => {
      // What kept the request from being sent is within; the error around it says only that it failed.
      throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
    });
    const { token, error } = (await response.json()) as { readonly token?: string; readonly error?: string };
    if (token !== undefined) return token;
    throw Object.assign(new Error(error ?? `The emulator answered ${response.status}.`), { name: 'AuthenticationError' });
  };
  let token: Promise<string> | undefined;
  return { getToken: async () => ({ token: await (token ??= signIn()), expiresOnTimestamp: expires }) };
}
