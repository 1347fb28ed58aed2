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

/** A source file with every mutant written into it, each behind a switch. */
export interface Instrumented {
  readonly path: string;
  readonly content: string;
  /** Their ids count from 0 in each file. */
  readonly mutants: readonly Mutant[];
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

async function createInstrumenter(): Promise<Instrumenter> {
  ensureInstalled();
  const entry = createRequire(join(mutationFolder, 'package.json')).resolve('@stryker-mutator/instrumenter');
  const { Instrumenter } = (await import(pathToFileURL(entry).href)) as { Instrumenter: new (logger: object) => Instrumenter };
  return new Instrumenter(silent);
}

/** Writes every mutant of each file into its text. Literals of text are left alone: they are messages and facts. */
export async function instrument(paths: readonly string[]): Promise<readonly Instrumented[]> {
  const lock = readFileSync(inRepository('scripts', 'mutation', 'package-lock.json'), 'utf8');
  let instrumenter: Promise<Instrumenter> | undefined;
  const instrumented: Instrumented[] = [];
  for (const path of paths) {
    const content = readFileSync(path, 'utf8');
    const one = await remembered('instrumented', [lock, shown(path), content], async () => {
      const { files, mutants } = await (await (instrumenter ??= createInstrumenter())).instrument([{ name: path, content, mutate: true }], {
        plugins: null,
        excludedMutations: ['StringLiteral'],
        ignorers: [],
      });
      const kept = mutants.filter(({ statusReason }) => statusReason === undefined);
      return {
        content: files[0]?.content ?? '',
        mutants: kept.map(({ id, mutatorName, replacement, location }) => ({ id, fileName: shown(path), mutatorName, replacement, location })),
      };
    });
    instrumented.push({ path, ...one });
  }
  return instrumented;
}
