import { strict as assert } from 'node:assert';
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

/** @param emulator its address. Default: that of the emulator to which the extension host is signed in. */
export function steerEmulator(emulator: string | undefined = process.env['POSTGRESQL_SECURITY_EMULATOR']): EmulatorControl {
  const send = async (method: string, path: string, body?: object): Promise<unknown> => {
    assert.ok(emulator, 'there is no emulator');
    const answer = await fetch(`${emulator}/__emulator/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
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
