import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../../../src/emulator/certificate';

/** An outside address service of its own: it answers with one address, over https. */
export interface AddressService {
  readonly url: string;
  /** In PEM; whoever asks has to trust it. */
  readonly certificate: string;
  /** How often it was asked. */
  readonly asked: () => number;
  readonly stop: () => void;
}

export async function startAddressService(address: string): Promise<AddressService> {
  const { key, cert } = await makeCertificate('Address service of a test');
  let asked = 0;
  const server = createServer({ key, cert }, (_request, response) => {
    asked += 1;
    response.end(`${address}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    certificate: cert,
    asked: () => asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
