import type { SourceProblem } from '../program';
import type { Library } from './library';
import type { Template } from './template';

interface Walk {
  readonly library: Library;
  readonly problems: SourceProblem[];
  readonly seen: Set<string>;
  /** The files on the way to the current one. */
  readonly open: Set<string>;
}

/** Modules nested deeper than this are not followed. */
const maxDepth = 64;

const walkIn = (library: Library): Walk => ({ library, problems: [], seen: new Set(), open: new Set() });

function visit(template: Template, walk: Walk, depth: number): void {
  const { library } = walk;
  const { file } = template;
  const isFile = template.registry === undefined && library.template(file) === template;
  if (isFile && walk.seen.has(file)) return;
  if (isFile) {
    walk.seen.add(file);
    walk.open.add(file);
    walk.problems.push(...template.problems);
  }
  for (const module of template.modules) {
    const target = library.target(template, module);
    if (!('template' in target)) {
      if (target.problem !== undefined) walk.problems.push({ file, message: target.problem, span: module.referenceSpan });
    } else if (module.template === undefined && walk.open.has(target.template.file)) {
      walk.problems.push({ file, message: `The module ${module.reference ?? ''} deploys itself.`, span: module.referenceSpan });
    } else if (depth < maxDepth) visit(target.template, walk, depth + 1);
  }
  if (isFile) walk.open.delete(file);
}

/** The files that a template deploys, those that they deploy, and itself. One that surely deploys none is not read for it. */
export function reachOf(file: string, library: Library): ReadonlySet<string> {
  if (library.standsAlone(file)) return new Set([file]);
  const walk = walkIn(library);
  const template = library.template(file);
  if (template !== undefined) visit(template, walk, 0);
  return walk.seen;
}

/** Lists what could not be read in templates, and in those that they deploy. */
export function problemsIn(files: Iterable<string>, library: Library): SourceProblem[] {
  const walk = walkIn(library);
  for (const file of files) {
    if (library.standsAlone(file)) {
      if (!walk.seen.has(file)) walk.problems.push(...library.faults(file));
      walk.seen.add(file);
      continue;
    }
    const template = library.template(file);
    if (template !== undefined) visit(template, walk, 0);
  }
  return walk.problems;
}
