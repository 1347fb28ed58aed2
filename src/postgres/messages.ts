import type { Duplex } from 'node:stream';
import { Refusal } from './refusal';

/** A message of PostgreSQL's protocol: a letter and what follows its length. */
export interface Message {
  readonly type: string;
  readonly body: Buffer;
}

/** More than any message of a sign-in needs, and little enough for memory. */
const longestMessage = 64 * 1024;
const mostBytes = 1024 * 1024;

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

function frame(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(4);
  header.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), header, body]);
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** The messages that a client signs in with. */
export const clientMessage = {
  /** @throws RangeError where a part holds a null byte, which would let it say more than one thing. */
  startup: (parameters: Readonly<Record<string, string>>): Buffer => {
    const parts = Object.entries(parameters).flat();
    if (parts.some((part) => part.includes('\0'))) throw new RangeError('A name holds a null byte.');
    return frame('', int32(196_608), ...parts.map(text), Buffer.alloc(1));
  },
  password: (password: string): Buffer => frame('p', text(password)),
  saslFirst: (mechanism: string, answer: string): Buffer => frame('p', text(mechanism), int32(Buffer.byteLength(answer)), Buffer.from(answer)),
  saslNext: (answer: string): Buffer => frame('p', Buffer.from(answer)),
  terminate: (): Buffer => frame('X'),
};

const outOfStep = (): Refusal =>
  new Refusal('sign-in-protocol', {
    detail: 'After the handshake the server did not speak PostgreSQL’s protocol.',
    advice: 'Is this the right host and port?',
  });

/** Reads messages one after the other, in bounded memory. */
export function createMessageReader(stream: Duplex): () => Promise<Message> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held: Buffer = Buffer.alloc(0);
  let total = 0;
  const fill = async (length: number): Promise<void> => {
    while (held.length < length) {
      const next = await chunks.next();
      if (next.done === true) {
        throw new Refusal('sign-in-closed', {
          detail: 'The server closed the connection during the sign-in without a word.',
          advice: 'It may be restarting or under maintenance: try again in a minute, and look at its state.',
        });
      }
      total += next.value.length;
      if (total > mostBytes) throw outOfStep();
      held = Buffer.concat([held, next.value]);
    }
  };
  return async () => {
    await fill(5);
    const length = held.readInt32BE(1);
    if (length < 4 || length > longestMessage) throw outOfStep();
    await fill(length + 1);
    const message = { type: held.toString('latin1', 0, 1), body: held.subarray(5, length + 1) };
    held = held.subarray(length + 1);
    return message;
  };
}

/** The fields of an error message: severity, code, message and more, each behind a letter. */
export function errorFields(body: Buffer): Readonly<Record<string, string>> {
  const parts = body.toString('utf8').split('\0');
  return Object.fromEntries(parts.filter((part) => part !== '').map((part) => [part[0] ?? '', part.slice(1)]));
}
