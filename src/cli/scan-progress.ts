import type { CommandIo } from './command-io';

/** Tells how far a scan has come: to people only, beside the output. */
export interface ScanProgress {
  readonly show: (read: number) => void;
  readonly end: () => void;
}

/** A line that changes more often than this cannot be read, in milliseconds. */
const pause = 500;

/** Makes a line on standard error that is written anew each time; nothing where no person looks. */
export function createScanProgress(io: CommandIo, servers: number): ScanProgress {
  if (!io.isTerminal() || servers === 0) return { show: () => undefined, end: () => undefined };
  const started = performance.now();
  let shown = -Infinity;
  return {
    show: (read) => {
      const time = performance.now();
      if (time - shown < pause) return;
      shown = time;
      const left = Math.ceil((((time - started) / read) * (servers - read)) / 1000);
      const wait = left >= 90 ? `${Math.ceil(left / 60)} minutes` : `${left} seconds`;
      io.error(`\r\u001b[K${read} of ${servers} servers read, about ${wait} left. Ctrl+C ends the scan.`);
    },
    end: () => io.error('\r\u001b[K'),
  };
}
