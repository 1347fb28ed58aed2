import type { Entry, SourceProblem } from '../program';
import type { Library } from './library';
import { isParametersFile } from './library';
import { reachOf } from './reach';

export interface Entries {
  readonly entries: readonly Entry[];
  readonly problems: readonly SourceProblem[];
}

/**
 * Decides what is deployed by itself: each parameters file with its template, else each template that no other one
 * deploys as a module.
 */
export function findEntries(files: readonly string[], library: Library): Entries {
  const problems: SourceProblem[] = [];
  const entries: Entry[] = [];
  const given = [...new Set(files)];
  for (const file of given.filter(isParametersFile)) {
    const parameters = library.parametersFile(file);
    if (parameters === undefined) continue;
    problems.push(...parameters.problems);
    const template = templateOf(file, parameters.using, library);
    if (template !== undefined) entries.push({ file: template, parameters: file });
    // A module of a registry has no file here: it is the parameters file that deploys it.
    else if (parameters.using !== undefined && library.registryModule(file, parameters.using) !== undefined) entries.push({ file });
    else if (isLocal(parameters.using)) problems.push({ file, message: `The template ${parameters.using ?? ''} was not found.` });
  }
  const templates = given.filter((file) => !isParametersFile(file) && library.isTemplate(file));
  const deployed = new Set(entries.map(({ file }) => file));
  for (const file of templates) for (const other of reachOf(file, library)) if (other !== file) deployed.add(other);
  for (const file of templates) if (!deployed.has(file)) entries.push({ file });
  // Templates that only deploy each other have no beginning: the first one is taken for it.
  const reached = new Set(entries.flatMap(({ file }) => [...reachOf(file, library)]));
  for (const file of templates) {
    if (reached.has(file)) continue;
    entries.push({ file });
    for (const other of reachOf(file, library)) reached.add(other);
  }
  return { entries, problems };
}

function isLocal(using: string | undefined): boolean {
  return using !== undefined && using !== '' && !/^(?:br|ts)[:/]|^none$/.test(using);
}

/** A JSON parameters file names no template: it is the one of the same name, or of the first words of it. */
function templateOf(file: string, using: string | undefined, library: Library): string | undefined {
  if (using !== undefined) {
    const found = isLocal(using) ? library.resolve(file, using) : undefined;
    return found !== undefined && library.template(found) !== undefined ? found : undefined;
  }
  const name = /([^/\\]*)\.param(?:eter)?s?((?:\.[^./\\]+)*)\.jsonc?(?:[?#].*)?$/i.exec(file);
  const [, before, after = ''] = name ?? [];
  if (before === undefined) return undefined;
  const names = [before + after, before];
  for (let dot = before.lastIndexOf('.'); dot > 0; dot = before.lastIndexOf('.', dot - 1)) names.push(before.slice(0, dot));
  // A folder for parameters lies beside the templates that they are for.
  const folders = /(?:^|[/\\])param(?:eter)?s?[/\\][^/\\]*$/i.test(file) ? ['.', '..'] : ['.'];
  for (const folder of folders) {
    for (const one of names) {
      for (const extension of ['bicep', 'json', 'jsonc']) {
        const candidate = library.resolve(file, `${folder}/${one}.${extension}`);
        if (library.template(candidate) !== undefined) return candidate;
      }
    }
  }
  return undefined;
}
