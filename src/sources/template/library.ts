import { parseDocument } from '../arm-template/document';
import { armEditing } from '../arm-template/edit';
import { readArmParameters, readArmTemplate } from '../arm-template/read';
import { surelyReads } from '../arm-template/surely-reads';
import type { ImportedTypes, TypeReader } from '../bicep/declared-type';
import { bicepEditing } from '../bicep/edit';
import { countBicepProblems, readBicep, readBicepParameters, readBicepTypes } from '../bicep/read';
import { readCaller } from '../bicep/read-caller';
import { surelyParses } from '../bicep/surely-parses';
import type { Host, SourceProblem, TextEdit } from '../program';
import type { Source } from './content';
import type { DataFile } from './environment';
import { KnownFiles } from './known-files';
import type { Editing, ModuleDeclaration, ParametersFile, Template } from './template';
import { findAlias } from './registry-modules/aliases';
import { mentionsRegistryModule, registryTemplate } from './registry-modules/registry-module';
import { readYaml } from './read-yaml';
import { applyEdits } from './text-edits';

/** What a module deploys, or why that cannot be read. */
export type Target = { readonly template: Template } | { readonly because: string; readonly problem?: string };

const hasExtension = (file: string, extension: string): boolean =>
  new RegExp(`\\.${extension}(?:[?#].*)?$`, 'i').test(file);

/** The last part of the name of a file, for people. */
export function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

/** True for names of files that give values to the parameters of a template, rather than being one. */
export function isParametersFile(file: string): boolean {
  return hasExtension(file, 'bicepparam') || /\.param(?:eter)?s?(?:\.[^./\\]+)*\.jsonc?(?:[?#].*)?$/i.test(file);
}

/** Whether what is referred to is in a registry or on another computer. */
const isElsewhere = (reference: string): boolean => /^(?:br|ts)[:/]|^[a-z][a-z0-9+.-]+:/i.test(reference);

/** Whether a path does not begin beside the file that it is written in. */
const isAbsolute = (reference: string): boolean => /^(?:[/\\]|[a-z][a-z0-9+.-]*:|$)/i.test(reference);

const isBicep = (file: string): boolean => hasExtension(file, 'bicep') || hasExtension(file, 'bicepparam');

function readTemplate(file: string, text: string, typesIn: ImportedTypes['typesIn'] | undefined): Template | undefined {
  if (hasExtension(file, 'bicepparam')) return readCaller(file, text);
  return isBicep(file) ? readBicep(file, text, typesIn) : readArmTemplate(file, text);
}

function readParameters(file: string, text: string): ParametersFile | undefined {
  return isBicep(file) ? readBicepParameters(file, text) : readArmParameters(file, text);
}

/** How many problems there are in a template, in a parameters file, or in JSON that a template loads. */
function problemsIn(file: string, text: string): number {
  if (hasExtension(file, 'ya?ml')) return readYaml(text) === undefined ? 1 : 0;
  if (isBicep(file)) return countBicepProblems(text);
  const read = isParametersFile(file) ? readParameters(file, text) : readTemplate(file, text, undefined);
  return (read ?? parseDocument(file, text)).problems.length;
}

/** The files of a program, each read at most once. */
export class Library {
  private readonly templates = new Map<string, Template | undefined>();
  private readonly deploying = new Map<string, boolean | undefined>();
  private readonly faultsOf = new Map<string, readonly SourceProblem[]>();
  private readonly typeReaders = new Map<string, TypeReader | undefined>();
  private readonly parameterFiles = new Map<string, ParametersFile | undefined>();
  private readonly registryModules = new Map<string, Template | undefined>();

  /** @param known what was read before of files that may not have changed. */
  constructor(
    private readonly host: Host,
    private readonly known = new KnownFiles(0),
  ) {}

  /** Returns nothing for a file that cannot be read or is no template. */
  template(file: string): Template | undefined {
    if (!this.templates.has(file)) {
      const text = this.host.read(file);
      this.templates.set(file, text === undefined ? undefined : this.readTemplate(file, text));
    }
    return this.templates.get(file);
  }

  /** Whether a file is a template, which can be told of Bicep without reading it as one. */
  isTemplate(file: string): boolean {
    return hasExtension(file, 'bicep') ? this.mayDeployOthers(file) !== undefined : this.template(file) !== undefined;
  }

  /** Whether it is certain without reading a template that it deploys no other one. */
  standsAlone(file: string): boolean {
    return hasExtension(file, 'bicep') && this.mayDeployOthers(file) === false;
  }

  /** Told by the text of a Bicep file; nothing where there is none. */
  private mayDeployOthers(file: string): boolean | undefined {
    if (!this.deploying.has(file)) this.deploying.set(file, this.host.read(file)?.includes('module'));
    return this.deploying.get(file);
  }

  /** What could not be read in a template itself, which stays known when the template is forgotten. */
  faults(file: string): readonly SourceProblem[] {
    return this.faultsOf.get(file) ?? this.template(file)?.problems ?? [];
  }

  /** Saves the memory of a template that is not needed soon; whoever asks for it again has it read again. */
  forget(file: string): void {
    this.faultsOf.set(file, this.faults(file));
    this.templates.delete(file);
  }

  private readTemplate(file: string, text: string): Template | undefined {
    const { templates } = this.known;
    const before = templates.find(file, text, this.host.read);
    if (before !== undefined) return before.value;
    const value = readTemplate(file, text, this.typesFor(file, text));
    templates.add(file, { text, value, imported: this.importedTexts(file, value?.imports) });
    return value;
  }

  /** What imports nothing needs no other file, and must not keep all those of this program in memory. */
  private typesFor(file: string, text: string): ImportedTypes['typesIn'] {
    return text.includes('import') ? (reference) => this.types(file, reference) : () => undefined;
  }

  /** The texts of the local files that a file imports from, and that those import from. */
  private importedTexts(from: string, imports: Template['imports'], found = new Map<string, string | undefined>()): ReadonlyMap<string, string | undefined> {
    for (const { reference } of imports?.values() ?? []) {
      const file = isElsewhere(reference) ? undefined : this.resolve(from, reference);
      if (file === undefined || found.has(file)) continue;
      found.set(file, this.host.read(file));
      this.importedTexts(file, this.types(from, reference)?.imports, found);
    }
    return found;
  }

  /** The types of a local file that another one imports from. */
  private types(from: string, reference: string): TypeReader | undefined {
    const file = isElsewhere(reference) ? undefined : this.resolve(from, reference);
    if (file === undefined || !isBicep(file)) return undefined;
    if (!this.typeReaders.has(file)) {
      const text = this.host.read(file);
      this.typeReaders.set(file, text === undefined ? undefined : this.readTypes(file, text));
    }
    return this.typeReaders.get(file);
  }

  private readTypes(file: string, text: string): TypeReader {
    const { types } = this.known;
    const before = types.find(file, text, this.host.read);
    if (before !== undefined) return before.value;
    const value = readBicepTypes(text, this.typesFor(file, text));
    // Files may import from each other in circles, so that it is there before those are looked at.
    this.typeReaders.set(file, value);
    types.add(file, { text, value, imported: this.importedTexts(file, value.imports) });
    return value;
  }

  parametersFile(file: string): ParametersFile | undefined {
    if (!this.parameterFiles.has(file)) {
      const text = this.host.read(file);
      this.parameterFiles.set(file, text === undefined ? undefined : readParameters(file, text));
    }
    return this.parameterFiles.get(file);
  }

  resolve(from: string, reference: string): string {
    return this.host.resolve(from, reference);
  }

  /** Finds the template of a module; only one in a file that should be there and is not is a problem. */
  target(from: Template, { reference, template }: ModuleDeclaration): Target {
    if (template !== undefined) return { template };
    if (reference === undefined || reference === '') return { because: 'it cannot be told which template the module deploys' };
    if (/^(?:br|ts)[:/]/.test(reference)) {
      const known = this.registryModule(from.file, reference);
      return known === undefined ? { because: `the module ${reference} is in a registry` } : { template: known };
    }
    if (/^[a-z][a-z0-9+.-]+:/i.test(reference)) return { because: `the module ${reference} is on another computer` };
    const found = this.template(this.host.resolve(from.file, reference));
    if (found !== undefined) return { template: found };
    return { because: `the module ${reference} was not found`, problem: `The module ${reference} was not found, or is no template.` };
  }

  /** The local file that another one imports from. */
  exporting(from: string, reference: string): Template | undefined {
    return isElsewhere(reference) ? undefined : this.template(this.host.resolve(from, reference));
  }

  /** The template that stands for a module of a registry, where it is one that deploys PostgreSQL. */
  registryModule(from: string, reference: string): Template | undefined {
    if (!mentionsRegistryModule(reference)) return undefined;
    // An alias means what a file beside the template says; all else is the same wherever it is written.
    const isAliased = /^br\/(?!public:)/.test(reference);
    const modules = isAliased ? this.registryModules : this.known.registryModules;
    const key = isAliased ? `${from}\n${reference}` : reference;
    if (modules.size > maxRegistryModules) modules.clear();
    if (!modules.has(key)) modules.set(key, registryTemplate(reference, (alias) => findAlias(this.host, from, alias)));
    return modules.get(key);
  }

  /** The file that a template loads as data: one beside it, or elsewhere in the folders that are worked on. */
  data(from: string, reference: string): DataFile | { readonly because: string } {
    if (isAbsolute(reference)) return { because: `the file ${reference} is not named by its path from here` };
    const file = this.host.resolve(from, reference);
    if (this.host.mayLoad?.(file) === false) return { because: `the file ${reference} is outside of the folder that is worked on` };
    const text = this.host.read(file);
    return text === undefined ? { because: `the file ${reference} was not found` } : { file, text, name: baseName(file) };
  }

  /** The names of the files of a folder beside a template, or elsewhere in the folders that are worked on. */
  list(from: string, reference: string): string[] | { readonly because: string } {
    if (isAbsolute(reference)) return { because: `the folder ${reference} is not named by its path from here` };
    const names = this.host.list?.(this.host.resolve(from, reference));
    if (names === undefined) return { because: `the files of the folder ${reference} are not listed` };
    const isOutside = names.some((name) => this.host.mayLoad?.(this.host.resolve(from, `${reference}/${name}`)) === false);
    return isOutside ? { because: `the folder ${reference} is outside of the folder that is worked on` } : [...names];
  }

  /** How changes are written into a file. */
  editing(source: Source): Editing {
    if (source.editing !== undefined) return source.editing;
    return isBicep(source.file) ? bicepEditing(source.file) : armEditing(source.file);
  }

  /** Whether files can still be read after edits: none may bring new problems. */
  stillReads(edits: readonly TextEdit[]): boolean {
    return [...new Set(edits.map(({ file }) => file))].every((file) => {
      const read = isParametersFile(file) ? this.parametersFile(file) : this.template(file);
      const text = read?.text ?? this.host.read(file);
      if (text === undefined) return false;
      const own = edits.filter((edit) => edit.file === file);
      if (isBicep(file) && surelyParses(text, own)) return true;
      if (!isBicep(file) && read?.problems.length === 0 && surelyReads(text, own)) return true;
      const before = read?.problems.length ?? problemsIn(file, text);
      return problemsIn(file, applyEdits(text, own)) <= before;
    });
  }
}

/** References are typed letter by letter; so many are remembered. */
const maxRegistryModules = 128;
