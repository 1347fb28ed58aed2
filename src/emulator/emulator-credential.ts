import type { TokenCredential } from '@azure/core-auth';
import { samplePerson, sampleTenantId } from './sample-fleet';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** 1 January 2100: the token never expires by itself; the fault `expired` makes it look so. */
const expires = Date.UTC(2100, 0, 1);

const claims = {
  aud: 'https://management.azure.com',
  tid: sampleTenantId,
  oid: samplePerson.objectId,
  upn: samplePerson.principalName,
  name: samplePerson.name,
  exp: expires / 1000,
};

const tokenWith = (all: object): string => [encode({ typ: 'JWT', alg: 'none' }), encode(all), 'emulator'].join('.');

/**
 * The one token that the emulator takes and that may travel over plain HTTP. It has the three parts of a real token,
 * so that code that reads the signed-in person from it works, but no signature: no other service would take it.
 */
export const emulatorToken = tokenWith(claims);

/** From when on a token has to be where the fault `claims` asks for a new one, in seconds since 1970. */
export const claimedFrom = 1_763_974_800;

/** The same after a further sign-in, which the fault `claims` lets through. */
export const renewedToken = tokenWith({ ...claims, nbf: claimedFrom });

/** A credential that yields the emulator's own token for every scope and tenant. */
export const emulatorCredential: TokenCredential = {
  getToken: () => Promise.resolve({ token: emulatorToken, expiresOnTimestamp: expires }),
};
