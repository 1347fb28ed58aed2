import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket, type TlsOptions } from 'node:tls';

/** What a server does with a client, from the moment that it is asked for TLS. */
export type Script = (client: Client) => void;

export interface Client {
  /** The connection as it is. */
  readonly raw: Socket;
  /** Agrees to TLS and makes it; what the client then sends is written down. */
  readonly agree: (options: TlsOptions) => TLSSocket;
}

export interface ScriptedServer {
  readonly port: number;
  /** What clients sent in clear beside the request for TLS and the records of the handshake. */
  readonly sentInClear: () => string;
  /** What clients sent within TLS. */
  readonly sentWithinTls: () => string;
  readonly stop: () => Promise<void>;
}

export interface ScriptedWish {
  /** TLS from the first byte: the script is not asked, these options are used. */
  readonly direct?: TlsOptions;
  /** The script begins when somebody connects, not when they ask for TLS. */
  readonly atOnce?: boolean;
}

const sslRequest = '0000000804d2162f';

/** A server of the tests that follows a script, such as that of an attacker. */
export async function startScripted(script: Script, { direct, atOnce = false }: ScriptedWish = {}): Promise<ScriptedServer> {
  const open = new Set<Socket>();
  let clear = Buffer.alloc(0);
  let within = '';
  const secure = (raw: Socket, options: TlsOptions): TLSSocket => {
    const socket = new TLSSocket(raw, { isServer: true, ...options });
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      within += data.toString('latin1');
    });
    return socket;
  };
  const server = createServer((raw) => {
    open.add(raw);
    raw.on('error', () => undefined);
    raw.on('close', () => open.delete(raw));
    if (direct !== undefined) {
      secure(raw, direct);
      return;
    }
    let asked = false;
    const listen = (data: Buffer): void => {
      clear = Buffer.concat([clear, data]);
      if (asked || atOnce) return;
      asked = true;
      script({
        raw,
        agree: (options) => {
          raw.removeListener('data', listen);
          raw.write('S');
          return secure(raw, options);
        },
      });
    };
    raw.on('data', listen);
    if (atOnce) script({ raw, agree: (options) => secure(raw, options) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sentInClear: () => {
      const rest = clear.toString('hex').replaceAll(sslRequest, '');
      // A record of the handshake begins with 22 and the version; it may be all that comes after.
      return rest.startsWith('1603') ? '' : Buffer.from(rest, 'hex').toString('latin1');
    },
    sentWithinTls: () => within,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** An error message of PostgreSQL. */
export function errorMessage(state: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${state}\0M${message}\0\0`);
  const header = Buffer.alloc(5);
  header.write('E');
  header.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([header, fields]);
}
