import type { HttpClient } from '@azure/core-rest-pipeline';
import { ownTenant } from './emulator-credential';
import { isLoopback } from './loopback';

/**
 * Makes a transport for the Azure SDKs that sends every request to an emulator on this computer, over plain HTTP or
 * over HTTPS. The SDKs refuse to send a token over http, so they are given https addresses, which are rewritten here;
 * over http, Host keeps the original name, so that links in the answers are https addresses again. A token that is not
 * the emulator's own is never sent.
 *
 * @param emulator The emulator's address, such as http://127.0.0.1:4000.
 * @throws RangeError where the address is not of this computer.
 */
export function redirectHttpClient(emulator: string): HttpClient {
  const target = new URL(emulator);
  if (!isLoopback(target.hostname) || !/^https?:$/.test(target.protocol)) throw new RangeError(`An emulator must run on this computer, which '${target.hostname}' does not name.`);
  const insecure = target.protocol === 'http:';
  let client: Promise<HttpClient> | undefined;
  return {
    async sendRequest(request) {
      const authorization = request.headers.get('authorization');
      if (authorization !== undefined && ownTenant(authorization) === undefined) {
        throw new Error('Only the emulator’s own token may be sent to an emulator; sign in with its credential.');
      }
      client ??= import('@azure/core-rest-pipeline').then((pipeline) => pipeline.createDefaultHttpClient());
      const { createHttpHeaders } = await import('@azure/core-rest-pipeline');
      const url = new URL(request.url);
      const headers = createHttpHeaders(request.headers.toJSON({ preserveCase: true }));
      if (insecure) headers.set('Host', url.host);
      const sent = { ...request, headers, url: `${target.origin}${url.pathname}${url.search}`, allowInsecureConnection: insecure };
      // A proxy was chosen for the original address; this computer is reached without one.
      delete sent.agent;
      delete sent.proxySettings;
      return { ...(await (await client).sendRequest(sent)), request };
    },
  };
}
