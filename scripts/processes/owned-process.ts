import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that ends with this one: on stop(), on exit, on a signal, and even when this process is killed. */
export interface OwnedProcess {
  readonly pid: number;
  /** Resolves with the exit code when the process has ended by itself or was stopped. */
  readonly ended: Promise<number>;
  /** Everything that the process has printed so far, both streams; at most the last 200,000 characters. */
  readonly output: () => string;
  /** Resolves with the match of the first line that fits; rejects when the process ends before or time is up. */
  readonly line: (pattern: RegExp, timeoutMs?: number) => Promise<RegExpExecArray>;
  readonly stop: () => Promise<void>;
}

export interface OwnedProcessOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Whom the command runs as, where root starts it. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Receives the output as it comes. */
  readonly onOutput?: (text: string) => void;
}

const guard = fileURLToPath(new URL('./guard.mjs', import.meta.url));
const running = new Set<ChildProcess>();

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || !running.has(child)) return;
  try {
    // The child leads a group of its own, which holds whatever it started.
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended between the check and the signal.
  }
}

process.on('exit', () => {
  for (const child of running) kill(child, 'SIGKILL');
});

/** Starts a command in a process group of its own that cannot outlive this process. */
export function startOwned(command: string, args: readonly string[], options: OwnedProcessOptions = {}): OwnedProcess {
  const child = spawn(process.execPath, [guard, command, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: {
      ...process.env,
      NODE_OPTIONS: undefined,
      ...options.env,
      GUARDED_USER: options.user === undefined ? undefined : `${options.user.uid}:${options.user.gid}`,
    },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  running.add(child);
  let text = '';
  const listeners = new Set<() => void>();
  const receive = (data: Buffer): void => {
    text = (text + data.toString()).slice(-200_000);
    options.onOutput?.(data.toString());
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', receive);
  child.stderr.on('data', receive);
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });

  const line = (pattern: RegExp, timeoutMs = 120_000): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const failed = (reason: string) => (): void => {
        settle();
        reject(new Error(`${command} ${reason}:\n${text.slice(-4000)}`));
      };
      const timer = setTimeout(failed(`did not print ${String(pattern)} within ${timeoutMs} ms`), timeoutMs);
      const look = (): void => {
        const match = pattern.exec(text);
        if (match === null) return;
        settle();
        resolve(match);
      };
      const settle = (): void => {
        clearTimeout(timer);
        listeners.delete(look);
      };
      listeners.add(look);
      void ended.then(failed('ended'));
      look();
    });

  return {
    pid: child.pid ?? -1,
    ended,
    line,
    output: () => text,
    stop: async () => {
      kill(child, 'SIGTERM');
      const timer = setTimeout(() => kill(child, 'SIGKILL'), 3000);
      // The guard outlives its child only to make sure of the rest of the group.
      child.stdin.end();
      await ended;
      clearTimeout(timer);
    },
  };
}
