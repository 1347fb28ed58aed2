import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runNpm } from '../processes/run-npm';
import { inRepository, shown } from '../repository';
import { mutationFolder } from './mutation-folder';
import { remembered } from './remembered';

/** One change of the source that a test should notice. */
export interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  /** Lines and columns count from 0. */
  readonly location: { readonly start: Place; readonly end: Place };
  /** Says why it is left out. */
  readonly statusReason?: string;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Source files with every mutant written into them, each behind a switch. */
export interface Instrumented {
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly mutants: readonly Mutant[];
  /** How many numbers are given to mutants, those that are left out included. */
  readonly count: number;
}

/** The part of @stryker-mutator/instrumenter that is used here; the package is no dependency of the repository. */
interface Instrumenter {
  instrument(
    files: readonly { readonly name: string; readonly content: string; readonly mutate: boolean }[],
    options: { readonly plugins: null; readonly excludedMutations: readonly string[]; readonly ignorers: readonly never[] },
  ): Promise<{ readonly files: readonly { readonly name: string; readonly content: string }[]; readonly mutants: readonly Mutant[] }>;
}

const parts = ['package.json', 'package-lock.json', '.npmrc'];

/** Installs StrykerJS' instrumenter outside of the packages of the repository, unless that version is there already. */
function ensureInstalled(): void {
  const lock = inRepository('scripts', 'mutation', 'package-lock.json');
  const marker = join(mutationFolder, 'installed');
  const wanted = readFileSync(lock, 'utf8');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  console.log('Installing the instrumenter of StrykerJS into .test-output/mutation/, once; about 25 MB …');
  mkdirSync(mutationFolder, { recursive: true });
  for (const part of parts) copyFileSync(inRepository('scripts', 'mutation', part), join(mutationFolder, part));
  runNpm(mutationFolder, ['ci', '--ignore-scripts']);
  writeFileSync(marker, wanted);
}

const silent = new Proxy({}, { get: (_, name) => () => (String(name).startsWith('is') ? false : undefined) });

/** Writes every mutant of the files into their text. Literals of text are left alone: they are messages and facts. */
export async function instrument(paths: readonly string[]): Promise<Instrumented> {
  const sources = paths.map((path) => ({ name: path, content: readFileSync(path, 'utf8'), mutate: true }));
  const lock = readFileSync(inRepository('scripts', 'mutation', 'package-lock.json'), 'utf8');
  return remembered('instrumented', [lock, ...sources.flatMap(({ name, content }) => [name, content])], async () => {
    ensureInstalled();
    const entry = createRequire(join(mutationFolder, 'package.json')).resolve('@stryker-mutator/instrumenter');
    const { Instrumenter } = (await import(pathToFileURL(entry).href)) as { Instrumenter: new (logger: object) => Instrumenter };
    const options = { plugins: null, excludedMutations: ['StringLiteral'], ignorers: [] };
    const { files, mutants } = await new Instrumenter(silent).instrument(sources, options);
    return {
      files: files.map(({ name, content }) => ({ name, content })),
      mutants: mutants
        .filter(({ statusReason }) => statusReason === undefined)
        .map(({ id, fileName, mutatorName, replacement, location }) => ({ id, fileName: shown(fileName), mutatorName, replacement, location })),
      count: mutants.length,
    };
  });
}
