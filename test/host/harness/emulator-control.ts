import { strict as assert } from 'node:assert';
import type { Fault, RequestMatch } from '../../../src/emulator/faults';

/** A fault as JSON carries it: `pattern` is the source of an expression for the path. */
export interface WrittenFault extends Omit<Fault, 'match'> {
  readonly match?: Omit<RequestMatch, 'path'> & { readonly path?: string; readonly pattern?: string };
}

async function send(method: string, path: string, body?: object): Promise<unknown> {
  const emulator = process.env['POSTGRESQL_SECURITY_EMULATOR'];
  assert.ok(emulator, 'the suites run without an emulator');
  const answer = await fetch(`${emulator}/__emulator/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
}

/** Makes requests that Azure would answer go wrong, until `resetEmulator`. */
export async function addFault(fault: WrittenFault): Promise<void> {
  await send('POST', 'faults', fault);
}

/** Takes the faults away and leaves the servers as they have become. */
export async function clearFaults(): Promise<void> {
  await send('DELETE', 'faults');
}

/** Brings the sample fleet back to what it was, without faults. */
export async function resetEmulator(): Promise<void> {
  await send('POST', 'reset');
}
