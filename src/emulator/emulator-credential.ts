import type { TokenCredential } from '@azure/core-auth';
import { samplePerson, sampleTenantId } from './sample-fleet';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** 1 January 2100: the token never expires by itself; the fault `expired` makes it look so. */
const expires = Date.UTC(2100, 0, 1);

/**
 * The one token that the emulator takes and that may travel over plain HTTP. It has the three parts of a real token,
 * so that code that reads the signed-in person from it works, but no signature: no other service would take it.
 */
export const emulatorToken = [
  encode({ typ: 'JWT', alg: 'none' }),
  encode({
    aud: 'https://management.azure.com',
    tid: sampleTenantId,
    oid: samplePerson.objectId,
    upn: samplePerson.principalName,
    name: samplePerson.name,
    exp: expires / 1000,
  }),
  'emulator',
].join('.');

/** A credential that yields the emulator's own token for every scope and tenant. */
export const emulatorCredential: TokenCredential = {
  getToken: () => Promise.resolve({ token: emulatorToken, expiresOnTimestamp: expires }),
};
