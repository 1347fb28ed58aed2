import type { Host } from '../program';
import { findEntries } from './entries';
import type { KnownFiles } from './known-files';
import { baseName, isParametersFile, Library } from './library';

/** Whether a parameters file may be one of a template, told without reading it as one: it has its name or mentions it. */
function mayBelong(candidate: string, file: string, host: Host): boolean {
  const name = baseName(file);
  const [stem = ''] = name.split('.');
  return /\.bicepparam$/i.test(candidate) ? host.read(candidate)?.includes(name) === true : baseName(candidate).startsWith(stem);
}

/** Picks those of some files that give values to the parameters of a template: they name it, or have its name. */
export function parametersOf(file: string, candidates: readonly string[], host: Host, known?: KnownFiles): readonly string[] {
  if (isParametersFile(file)) return [];
  return candidates.filter((candidate) => {
    if (!isParametersFile(candidate) || !mayBelong(candidate, file, host)) return false;
    return findEntries([candidate], new Library(host, known)).entries.some((entry) => entry.file === file);
  });
}
