import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/usr/lib/chromium/chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A browser counts when it starts: some distributions put a stub in its place that only says how to install it. */
const starts = (path: string): boolean =>
  existsSync(path) && (process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0);

/** Finds an installed Chromium, Chrome or Edge: the one named by the variable CHROME, on the PATH or in its usual place. */
export function findChromium(): string | undefined {
  const named = process.env['CHROME'];
  if (named !== undefined) return starts(named) ? named : undefined;
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find(starts);
}

const has = (command: string, args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Installs Debian's Chromium when this user may do so without being asked. */
function installChromium(): void {
  if (process.platform !== 'linux' || !has('apt-get', ['--version'])) return;
  const prefix = process.getuid?.() === 0 ? [] : has('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined;
  if (prefix === undefined) return;
  const apt = (...args: string[]): boolean => {
    const [command = '', ...rest] = [...prefix, 'apt-get', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  };
  console.log('Installing Chromium by apt-get …');
  const install = (): boolean => apt('install', '-y', '-q', '--no-install-recommends', 'chromium');
  if (!install() && apt('update', '-q')) install();
}

/**
 * Finds a browser for the tests, and installs one when none is there and the user may.
 * @throws with what to install when there is none.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.env['CHROME'] === undefined) installChromium();
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    'The tests in VS Code need a browser, and none was found. Install Chromium (Debian: apt-get install chromium), ' +
      'Google Chrome or Microsoft Edge, or name its program in the environment variable CHROME.',
  );
}
