import type { CommandIo } from './command-io';
import { onInterrupt } from './on-interrupt';
import { run } from './run';

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** A reader that has seen enough, such as head, closes the pipe; that is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') process.exitCode = 2;
}

const write = (stream: NodeJS.WriteStream, text: string): void => {
  if (stream.listenerCount('error') === 0) stream.on('error', endQuietly);
  stream.write(text);
};

const io: CommandIo = {
  cwd: process.cwd(),
  environment: process.env,
  today: new Date().toISOString().slice(0, 10),
  isTerminal: () => process.stdout.isTTY,
  isErrorTerminal: () => process.stderr.isTTY,
  readInput,
  askSecret: async (prompt) => (await import('./ask-secret')).askSecret(prompt),
  onInterrupt: (act) => onInterrupt(process, act),
  out: (text) => write(process.stdout, text),
  error: (text) => write(process.stderr, text),
};

void run(process.argv.slice(2), io).then((code) => {
  process.exitCode ??= code;
});
