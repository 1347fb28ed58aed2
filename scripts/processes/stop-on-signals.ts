import { readFileSync } from 'node:fs';

/** Names the processes above this one by their ids: the parent, and on Linux the one above it. */
function parents(): string {
  const parent = process.ppid;
  if (process.platform !== 'linux') return String(parent);
  try {
    // The name in parentheses may hold anything; the state and the parent's id follow it.
    const [, above] = /\) \S (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return `${parent} ${above ?? ''}`;
  } catch {
    return `${parent} gone`;
  }
}

/**
 * Runs `stop` once when this process is asked to end (Ctrl+C, a closed terminal, a kill), then exits.
 *
 * Started by npm, it also ends when npm is gone: a killed npm passes no signal on, but the shell that it started gets
 * another parent.
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
  const before = parents();
  setInterval(() => {
    if (parents() !== before) end(129);
  }, 1000).unref();
}
