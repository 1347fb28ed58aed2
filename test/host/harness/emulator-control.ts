import { strict as assert } from 'node:assert';
import { request } from 'node:https';
import type { Fault, RequestMatch } from '../../../src/emulator/faults';
import type { LoggedRequest } from '../../../src/emulator/request-log';

/** A fault as JSON carries it: `pattern` is the source of an expression for the path. */
export interface WrittenFault extends Omit<Fault, 'match'> {
  readonly match?: Omit<RequestMatch, 'path'> & { readonly path?: string; readonly pattern?: string };
}

/** Steers an emulator that runs in another process. */
export interface EmulatorControl {
  /** Makes requests that Azure would answer go wrong, until `reset` or `clearFaults`. */
  readonly addFault: (fault: WrittenFault) => Promise<void>;
  /** Takes the faults away and leaves the servers as they have become. */
  readonly clearFaults: () => Promise<void>;
  /** Brings the servers back to what they were at the start, without faults. */
  readonly reset: () => Promise<void>;
  /** What was asked since the start or the last reset. */
  readonly requests: () => Promise<readonly LoggedRequest[]>;
}

/** Asks over https whose certificate is known to the test only. */
function ask(url: string, method: string, body: string, ca: string): Promise<{ readonly status: number | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, ca }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString('utf8') }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * @param emulator its address. Default: that of the emulator to which the extension host is signed in.
 * @param certificate its own, in PEM, where it answers over https.
 */
export function steerEmulator(emulator: string | undefined = process.env['POSTGRESQL_SECURITY_EMULATOR'], certificate?: string): EmulatorControl {
  const send = async (method: string, path: string, body?: object): Promise<unknown> => {
    assert.ok(emulator, 'there is no emulator');
    const url = `${emulator}/__emulator/${path}`;
    const content = body === undefined ? undefined : JSON.stringify(body);
    if (certificate !== undefined) {
      const { status, text } = await ask(url, method, content ?? '', certificate);
      assert.equal(status, 200, text);
      return JSON.parse(text);
    }
    const answer = await fetch(url, { method, ...(content === undefined ? {} : { body: content }) });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    return JSON.parse(text);
  };
  return {
    addFault: async (fault) => void (await send('POST', 'faults', fault)),
    clearFaults: async () => void (await send('DELETE', 'faults')),
    reset: async () => void (await send('POST', 'reset')),
    requests: async () => (await send('GET', 'requests')) as readonly LoggedRequest[],
  };
}
