import { ReadStream } from 'node:tty';

/** Keys that a terminal sends while no line is edited. */
const [enter, newline, interrupt, end, backspace, erase] = ['\r', '\n', '\u0003', '\u0004', '\u007f', '\b'];

/**
 * Asks for a secret on the terminal, where what is typed is not shown.
 * @returns nothing where there is no terminal to ask on, or the person types nothing.
 */
export function askSecret(prompt: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  if (!(stdin instanceof ReadStream) || !stdin.isTTY || !stderr.isTTY) return Promise.resolve(undefined);
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed = '';
    const finish = (answer: string | undefined): void => {
      stdin.removeListener('data', read);
      stdin.setRawMode(false);
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
        if (key === interrupt) {
          finish(undefined);
          process.kill(process.pid, 'SIGINT');
          return;
        }
        typed = key === backspace || key === erase ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.on('data', read);
    stdin.resume();
  });
}
