import type { Readable, Writable } from 'node:stream';

/** The terminal that somebody sits at; a stream that is none cannot hide what is typed. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean; readonly setRawMode?: (raw: boolean) => unknown };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Ends the program as Ctrl+C does. */
  readonly interrupt: () => void;
}

const ownTerminal = (): Terminal => ({ stdin: process.stdin, stderr: process.stderr, interrupt: () => process.kill(process.pid, 'SIGINT') });

/** Keys that a terminal sends while no line is edited. */
const [enter, newline, cancel, end, backspace, erase] = ['\r', '\n', '\u0003', '\u0004', '\u007f', '\b'];

/**
 * Asks for a secret on the terminal, where what is typed is not shown.
 * @returns nothing where there is no terminal to ask on, or the person types nothing.
 */
export function askSecret(prompt: string, { stdin, stderr, interrupt }: Terminal = ownTerminal()): Promise<string | undefined> {
  const setRawMode = (raw: boolean): unknown => stdin.setRawMode?.(raw);
  if (stdin.isTTY !== true || stdin.setRawMode === undefined || stderr.isTTY !== true) return Promise.resolve(undefined);
  stderr.write(prompt);
  setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed = '';
    const finish = (answer: string | undefined): void => {
      stdin.removeListener('data', read);
      setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      resolve(answer);
    };
    const read = (keys: Buffer | string): void => {
      for (const key of keys.toString()) {
        if (key === enter || key === newline || key === end) {
          finish(typed === '' ? undefined : typed);
          return;
        }
        if (key === cancel) {
          finish(undefined);
          interrupt();
          return;
        }
        typed = key === backspace || key === erase ? Array.from(typed).slice(0, -1).join('') : typed + key;
      }
    };
    stdin.on('data', read);
    stdin.resume();
  });
}
