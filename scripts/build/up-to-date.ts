import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fingerprint, inRepository, vsixPath } from '../repository';
import { bundle } from './bundle';
import { createPackage } from './package';

interface State {
  bundled?: string;
  packaged?: string;
}

const stateFile = inRepository('dist', 'state.json');
const sources = ['src', 'scripts/build', 'package.json', 'package-lock.json', 'tsconfig.json'].map((path) => inRepository(path));
const shipped = ['.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'media', 'syntaxes'].map((path) => inRepository(path));

const readState = (): State => (existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as State) : {});

function writeState(state: State): void {
  mkdirSync(inRepository('dist'), { recursive: true });
  writeFileSync(stateFile, JSON.stringify(state));
}

/** Bundles into dist/ unless the last such build saw the same sources. */
export async function ensureBundled(): Promise<void> {
  const bundled = fingerprint(sources);
  if (readState().bundled === bundled) return;
  console.log('Building …');
  await bundle();
  writeState({ bundled });
}

/** Packages the VSIX unless the last one was made of the same files, and returns a name for its contents. */
export async function ensurePackaged(): Promise<string> {
  await ensureBundled();
  const state = readState();
  const packaged = `${state.bundled ?? ''}${fingerprint(shipped)}`;
  if (state.packaged !== packaged || !existsSync(vsixPath)) {
    console.log('Packaging …');
    await createPackage();
    writeState({ ...state, packaged });
  }
  return packaged;
}
