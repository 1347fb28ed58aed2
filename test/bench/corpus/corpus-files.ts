import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Host } from '../../../src/sources/program';
import { filesBelow } from '../../../scripts/repository';

/** The files of a folder of real templates. */
export interface CorpusFiles {
  readonly bicep: readonly string[];
  /** Compiled templates that stand beside the Bicep file that they were made of. */
  readonly compiled: readonly { readonly bicep: string; readonly json: string }[];
  /** How many files were left out because they are broken on purpose. */
  readonly leftOut: number;
}

/** Names of samples that are wrong on purpose, of copies with remarks in them, and of Bicep that was made out of JSON. */
const brokenNames =
  /(?:^|[\\/])(?:invalid|fail[\\/])|-errors(?:[\\/]|$)|badmode|[\\/]modified[\\/]|decompiler|\.(?:ir|tokens|syntax|symbols|sourcemap)\.bicep(?:param)?$/i;

/** The compiler's own samples list the errors that it is to find in them. */
function expectsErrors(file: string): boolean {
  const diagnostics = join(dirname(file), file.endsWith('param') ? 'parameters.diagnostics.bicepparam' : 'main.diagnostics.bicep');
  return existsSync(diagnostics) && /\(Error\)/.test(readFileSync(diagnostics, 'utf8'));
}

export function findCorpus(folder: string): CorpusFiles {
  const all = filesBelow(folder, (path) => /\.(?:bicep|bicepparam)$/.test(path));
  const bicep = all.filter((file) => !brokenNames.test(file.slice(folder.length)) && !expectsErrors(file));
  const compiled = bicep.flatMap((file) => {
    if (!file.endsWith('.bicep')) return [];
    const base = file.slice(0, -'.bicep'.length);
    return ['.json', '.symbolicnames.json'].flatMap((ending) => (existsSync(base + ending) ? [{ bicep: file, json: base + ending }] : []));
  });
  return { bicep, compiled, leftOut: all.length - bicep.length };
}

/** The text of a file as a host gives it. */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
}

export const diskHost: Host = { read: textOf, resolve: (from, reference) => resolve(dirname(from), reference) };
