/**
 * Runs `stop` once when this process is asked to end (Ctrl+C, a closed terminal, a kill), then exits.
 *
 * Started by npm, it also ends when npm is gone: a killed npm passes no signal on, but the parent's id changes.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const end = (code: number): void => {
    if (stopping) return;
    stopping = true;
    void stop().finally(() => process.exit(code));
  };
  process.on('SIGINT', () => end(130));
  process.on('SIGTERM', () => end(143));
  process.on('SIGHUP', () => end(129));
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end(129);
  }, 1000).unref();
}
