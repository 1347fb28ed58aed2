import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerControl } from './control';
import type { Emulator } from './emulator';
import { isLoopback } from './loopback';
import type { EmulatorResponse } from './message';

/** How an emulator is put on the network of this computer. */
export interface HttpServerOptions {
  /** 0, the default, lets the system choose a free port. */
  readonly port?: number;
  /** Serves https with this certificate instead of http. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

/** A running server. */
export interface RunningServer {
  /** Such as http://127.0.0.1:4000. */
  readonly url: string;
  close(): Promise<void>;
}

/** The longest body that is read; Resource Manager's own limit is 4 MB. */
const longestBody = 4 * 1024 * 1024;

/**
 * Serves an emulator on 127.0.0.1. Links in answers lead to the host that was asked for, so a client may either follow
 * them here or, asking for management.azure.com by way of the redirecting transport, see genuine addresses.
 * Rejects where the port cannot be used.
 */
export async function startHttpServer(emulator: Emulator, options: HttpServerOptions = {}): Promise<RunningServer> {
  const { port = 0, certificate } = options;
  const scheme = certificate ? 'https' : 'http';
  const listener: RequestListener = (request, response) => {
    void respond(emulator, scheme, request, response);
  };
  const server = certificate ? createHttpsServer(certificate, listener) : createHttpServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(emulator: Emulator, scheme: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const answer: EmulatorResponse = body === undefined ? { status: 413, headers: {} } : await answerRequest(emulator, scheme, request, body);
  if ('dropped' in answer) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers });
  response.end(answer.body);
}

async function answerRequest(emulator: Emulator, scheme: string, request: IncomingMessage, body: string): Promise<EmulatorResponse> {
  const method = request.method ?? 'GET';
  const host = request.headers.host ?? '127.0.0.1';
  const path = request.url ?? '/';
  if (path.startsWith('/__emulator/')) {
    return answerControl(emulator, { method, path, host, fromPage: request.headers.origin !== undefined, body });
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  // A name that is not this computer's is the name of a cloud, and those are asked over https only.
  return emulator.handle({ method, url: `${isLoopback(host) ? scheme : 'https'}://${host}${path}`, headers, body: body === '' ? undefined : body });
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length <= longestBody) chunks.push(chunk);
    }
  } catch {
    // The client went away; whatever is answered, nobody reads it.
    return '';
  }
  return length > longestBody ? undefined : Buffer.concat(chunks).toString('utf8');
}
