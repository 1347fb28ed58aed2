import type { CommandIo } from './command-io';

/** Tells how far a scan has come: to people only, beside the output. */
export interface ScanProgress {
  /** Until it is known which servers there are. */
  readonly listing: () => void;
  /** @param read how many are read by now, with those of an earlier scan. */
  readonly show: (read: number) => void;
  /** @param before how many an earlier scan has read. */
  readonly begin: (servers: number, before: number) => void;
  readonly end: () => void;
}

/** A line that changes more often than this cannot be read, in milliseconds. */
const pause = 500;

/** Says how long the rest takes if it goes on as it has; nothing before anything can be told. */
function timeLeft(elapsed: number, done: number, left: number): string {
  if (done <= 0) return '';
  const seconds = Math.ceil(((elapsed / done) * left) / 1000);
  if (seconds >= 90) return `, about ${Math.ceil(seconds / 60)} minutes left`;
  return `, about ${seconds} ${seconds === 1 ? 'second' : 'seconds'} left`;
}

/** Makes a line on standard error that is written anew each time; nothing where no person looks. */
export function createScanProgress({ isErrorTerminal, error }: Pick<CommandIo, 'isErrorTerminal' | 'error'>, clock: () => number = () => performance.now()): ScanProgress {
  if (isErrorTerminal?.() !== true) return { listing: () => undefined, begin: () => undefined, show: () => undefined, end: () => undefined };
  const say = (words: string): void => error(`\r\u001b[K${words}`);
  let [servers, before, started, shown] = [0, 0, 0, -Infinity];
  return {
    listing: () => say('Looking for servers … Ctrl+C ends the scan.'),
    begin: (all, earlier) => {
      [servers, before, started] = [all, earlier, clock()];
    },
    show: (read) => {
      const time = clock();
      if (time - shown < pause) return;
      shown = time;
      say(`${read} of ${servers} servers read${timeLeft(time - started, read - before, servers - read)}. Ctrl+C ends the scan.`);
    },
    end: () => say(''),
  };
}
