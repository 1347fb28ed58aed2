import type { Socket } from 'node:net';
import { foreignText } from './foreign-text';
import { errorFields } from './messages';
import { Refusal, within, type Patience } from './refusal';

/** The message by which a client asks for TLS: its length and the code 1234.5679. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

const [yes, no, error] = ['S', 'N', 'E'].map((letter) => letter.charCodeAt(0));

/** Judges the first bytes that a server sends, none of which can be believed: nobody has proved who it is. */
function judge(answer: Buffer): Refusal | undefined {
  const [first] = answer;
  if (first === yes && answer.length === 1) return undefined;
  if (first === yes) {
    return new Refusal('bytes-before-handshake', {
      detail: 'The server agreed to TLS and sent more before the handshake, as somebody does who wants to slip something in.',
      advice: 'Do not connect. Look for what is between you and the server.',
    });
  }
  if (first === no) {
    return new Refusal('tls-not-offered', {
      detail: 'The server does not offer TLS. Nothing was sent to it.',
      advice: 'Azure’s servers always offer it: is this the right host and port, and who answers in its place? On a server of your own, set ssl = on.',
    });
  }
  if (first === error) {
    return new Refusal('error-before-tls', {
      detail: `Instead of agreeing to TLS the server sent an error. It is not verified, so do not act on what it says: “${foreignText(errorFields(answer.subarray(5))['M'] ?? answer.subarray(5).toString('latin1'), 160)}”.`,
      advice: 'Try again later; if it stays, ask who answers in the server’s place.',
    });
  }
  return new Refusal('not-postgresql', {
    detail: `The answer is not that of PostgreSQL. It begins with “${foreignText(answer.subarray(0, 200).toString('latin1'), 60)}”.`,
    advice: 'Is this the right host and port? PostgreSQL on Azure listens on 5432, and on 6432 for PgBouncer.',
  });
}

/**
 * Asks a server whether it speaks TLS and waits for its one byte.
 * @throws Refusal for every answer but yes.
 */
export function requestTls(socket: Socket, patience: Patience): Promise<void> {
  const answered = new Promise<void>((resolve, reject) => {
    const closed = (): void => {
      reject(new Refusal('negotiation-closed', {
        detail: 'The server closed the connection when it was asked for TLS.',
        advice: 'Is this the right host and port? A server that restarts does this too: try again in a minute.',
      }));
    };
    socket.once('data', (answer: Buffer) => {
      socket.pause();
      socket.removeListener('close', closed);
      const refusal = judge(answer);
      if (refusal === undefined) resolve();
      else reject(refusal);
    });
    socket.once('close', closed);
    socket.on('error', () => undefined);
    socket.write(sslRequest);
  });
  const late = (): Refusal =>
    new Refusal('negotiation-timeout', {
      detail: 'Somebody took the connection and did not answer when asked for TLS.',
      advice: 'Is this the right host and port? A proxy may sit in between, or the server hangs: look at its state and metrics.',
    });
  return within(answered, patience, late, () => socket.destroy());
}
