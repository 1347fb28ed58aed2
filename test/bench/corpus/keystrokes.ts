import { createRequire } from 'node:module';
import { bundle } from '../../../scripts/build/bundle';
import { inRepository } from '../../../scripts/repository';
import type * as analysis from '../../../src/bundles/analysis';
import type { Host } from '../../../src/sources/program';
import { diskHost, textOf } from './corpus-files';

type Shipped = Pick<typeof analysis, 'check' | 'layers' | 'openProgram' | 'KnownFiles'>;

export interface Keystrokes {
  readonly files: number;
  /** Processor time between a key and its diagnostics, in milliseconds, from the least to the most. */
  readonly ms: readonly number[];
}

/** How often a key is typed into each file. */
const rounds = 3;

/** How often before that, as an editor is warm. */
const warmUp = 2;

/** The processor time of this process alone: other processes on the machine make the clock run on, but not this. */
function costOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** All work between a key and its diagnostics, with the modules that the file calls, as the editor does it. */
function diagnose({ openProgram, check, layers }: Shipped, file: string, host: Host, known: analysis.KnownFiles, isAsked: boolean): void {
  const program = openProgram({ files: !isAsked || known.mayMatter(file, host) ? [file] : [], host, known });
  for (const entry of program.entries) {
    for (const { at } of check(program.snapshot(entry), { layers, profile: 'recommended', today: '2026-11-25' }).findings) program.locate(entry, at);
  }
}

/**
 * Types into the real files of 500 to 700 lines, in the code that ships.
 * @param isAsked whether a file is asked first whether it can matter, as the editor does; else all are judged.
 */
export async function measureKeystrokes(files: readonly string[], isAsked: boolean): Promise<Keystrokes> {
  await bundle();
  const shipped = createRequire(import.meta.url)(inRepository('dist', 'analysis.cjs')) as typeof analysis;
  const long = files.filter((file) => {
    const lines = textOf(file)?.split('\n').length ?? 0;
    return file.endsWith('.bicep') && lines >= 500 && lines <= 700;
  });
  const ms = long.flatMap((file) => {
    const known = new shipped.KnownFiles();
    // Modules come from the disk once, as the editor remembers them.
    const texts = new Map<string, string | undefined>();
    const typed = (round: number): Host => {
      const text = `${textOf(file) ?? ''}\n// ${round}\n`;
      const read = (asked: string): string | undefined => {
        if (asked === file) return text;
        if (!texts.has(asked)) texts.set(asked, textOf(asked));
        return texts.get(asked);
      };
      return { ...diskHost, read };
    };
    for (let round = 1; round <= warmUp; round++) diagnose(shipped, file, typed(-round), known, isAsked);
    return Array.from({ length: rounds }, (_, round) => costOf(() => diagnose(shipped, file, typed(round), known, isAsked)));
  });
  return { files: long.length, ms: ms.sort((one, other) => one - other) };
}
