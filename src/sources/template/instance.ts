import type { Content, Evaluated, Lazy, Opaque } from './content';
import type { Environment, Scope } from './environment';
import { segmentsOf } from './identity';
import type { Library } from './library';
import type { Place } from './place';
import type { ModuleDeclaration, ResourceDeclaration, Template } from './template';

/** Who deploys a template, and with what. */
export interface Caller {
  /** Finds the value that is given to a parameter. */
  readonly given: (name: string) => Lazy | undefined;
  readonly conditions: readonly Opaque[];
  readonly place: Place;
  /** The same for the same deployment only. */
  readonly path: string;
  /** The files of the templates that lead to it. */
  readonly files: readonly string[];
  /** Where it is called; nothing for what is deployed by itself. */
  readonly call?: { readonly module: ModuleDeclaration; readonly deployed: DeployedTemplate };
}

/** What one declaration stands for. */
export interface Group<T> {
  readonly items: readonly T[];
  /** Why it cannot be told how many there are. */
  readonly open: Opaque | undefined;
  readonly isLoop: boolean;
}

/** One deployment of a template: what its names stand for, and what it deploys. */
export interface DeployedTemplate extends Scope {
  readonly template: Template;
  readonly caller: Caller;
  readonly place: Place;
  readonly library: Library;
  readonly environment: Environment;
  readonly resources: (declaration: ResourceDeclaration) => Group<ResourceInstance>;
  readonly resourcesOf: (symbol: string) => Group<ResourceInstance> | undefined;
  readonly modules: (declaration: ModuleDeclaration) => Group<ModuleInstance>;
  readonly output: (name: string) => Lazy | undefined;
  /** The default of a parameter, whatever is given for it. */
  readonly defaultValue: (name: string) => Lazy | undefined;
  /** Deploys another template from here. */
  readonly deploy: (template: Template, caller: Caller) => DeployedTemplate;
}

/** One resource that a template deploys or refers to: a declaration may stand for several. */
export interface ResourceInstance {
  readonly key: string;
  readonly declaration: ResourceDeclaration;
  readonly deployed: DeployedTemplate;
  readonly environment: Environment;
  readonly index: number | undefined;
  /** Why it cannot be told whether it is deployed, from the outermost module to itself. */
  readonly conditions: readonly Opaque[];
  /** Why it cannot be told how many there are, where this one stands for all of them. */
  readonly repeated: Opaque | undefined;
  /** The resource that its declaration names as its parent, where that can be told. */
  readonly parent: ResourceInstance | undefined;
  readonly name: Lazy;
  readonly body: Lazy;
}

/** One deployment of a module. */
export interface ModuleInstance {
  readonly declaration: ModuleDeclaration;
  readonly index: number | undefined;
  /** The name of its deployment. */
  readonly name: Lazy;
  readonly conditions: readonly Opaque[];
  readonly arguments: () => Evaluated;
  /** What it deploys, or why that cannot be read. */
  readonly target: DeployedTemplate | Opaque;
}

/** Resources nested deeper than any type of Azure have no full name. */
const maxNesting = 16;

/** The segments of a resource's full name: those of its parent, and its own. */
export function fullNameOf(instance: ResourceInstance, depth = 0): readonly Content[] {
  const own = segmentsOf(instance.name.force().content);
  if (instance.parent === undefined || depth > maxNesting) return own;
  return [...fullNameOf(instance.parent, depth + 1), ...own.slice(-1)];
}
