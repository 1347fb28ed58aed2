// Runs one of the TypeScript programs of this folder: node scripts/run.mjs start --port 8390
//
// Only Node's own modules are imported here, because this file is what a fresh clone starts with: it installs the
// packages of the lock file when they are missing or outdated, and only then loads the TypeScript loader.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Says whether node_modules holds every package of the lock file in the locked version. */
function installed() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional === true || present[path]?.version === entry.version,
  );
}

function install() {
  console.log('Installing the packages of package-lock.json …');
  // npm tells its scripts where it is; started by plain node, it is looked up on the PATH.
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(command, [...first, 'ci', '--ignore-scripts'], {
    cwd: root,
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
    // A Playwright package must not fetch browsers: the tests use an installed one.
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (result.status !== 0) {
    console.error('npm ci failed, see above.');
    process.exit(result.status ?? 1);
  }
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}
const [name, ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);
if (name === undefined || !existsSync(script)) {
  console.error(`There is no program scripts/${name ?? '<name>'}.ts.`);
  process.exit(2);
}
if (!installed()) install();

process.chdir(root);
// The program sees its own file and arguments, as if Node had started it.
process.argv.splice(1, process.argv.length - 1, script, ...args);
const { register } = await import('tsx/esm/api');
register();
try {
  await import(pathToFileURL(script).href);
} catch (error) {
  // A plain Error says what is wrong with the machine or the repository; anything else is a mistake in a program.
  console.error(error?.constructor === Error ? error.message : error);
  process.exit(1);
}
