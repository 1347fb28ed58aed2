import { spawnSync } from 'node:child_process';

/**
 * Runs npm in a folder, with the output shown.
 *
 * The settings of the npm that started this process are taken out of the environment: this repository asks npm to
 * refuse packages made for another Node.js, and those of the VS Code host are made for the Node.js beside them.
 * @throws when npm fails.
 */
export function runNpm(folder: string, args: readonly string[]): void {
  const own = process.env['npm_execpath'];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_engine_strict$/i.test(name)));
  const [command, first] = own?.endsWith('.js') === true ? [process.execPath, [own]] : ['npm', []];
  const result = spawnSync(command, [...first, ...args, '--loglevel', 'error'], {
    cwd: folder,
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
    env: { ...env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${folder}.`);
}
