import type { SourceProblem, Span, TextEdit } from '../program';
import type { VaultSecret } from '../../model/fix';
import type { Json } from '../../model/value';
import type { ArrayExpression, Expression, Loop, ObjectEntry, ObjectExpression } from './expression';
import type { Shape } from './shape';

/** What every declaration has: the text of all of it, and that of its name. */
interface Declared extends Span {
  readonly name: string;
  readonly nameSpan: Span;
}

export interface ParameterDeclaration extends Declared, Shape {
  /** True where a value may be left out: a default exists, or the type allows null. */
  readonly nullable: boolean;
  readonly default: Expression | undefined;
}

export interface VariableDeclaration extends Declared {
  readonly value: Expression;
}

export interface OutputDeclaration extends Declared {
  readonly type: string | undefined;
  readonly secure: boolean;
  readonly value: Expression | undefined;
}

export interface FunctionDeclaration extends Declared {
  readonly namespace: string | undefined;
  readonly parameters: readonly string[];
  readonly body: Expression;
}

/** A name that stands for something that another file exports. */
export interface ImportDeclaration {
  /** The other file, as written. */
  readonly reference: string;
  /** What it is called there; nothing where the name stands for all that the file exports. */
  readonly exported: string | undefined;
}

/** A resource or module that may be deployed under a condition, and once for each item of a loop. */
interface Deployed extends Span {
  /** Bicep's symbol, ARM's symbolic name, or `resources/0` by place. Unique in its template. */
  readonly symbol: string;
  readonly symbolSpan: Span;
  readonly condition: Expression | undefined;
  readonly loop: Loop | undefined;
  /** The deployed name, possibly server/child where there is no `parent`. */
  readonly resourceName: Expression | undefined;
}

export interface ResourceDeclaration extends Deployed {
  readonly kind: 'resource';
  /** The full type without API version: Microsoft.DBforPostgreSQL/flexibleServers/firewallRules; undefined if computed. */
  readonly type: string | undefined;
  readonly apiVersion: string | undefined;
  readonly existing: boolean;
  /** The parent's symbol, for a resource with `parent` or nested in another; `parentIndex` picks one of its loop. */
  readonly parent: string | undefined;
  readonly parentIndex: Expression | undefined;
  /** True within a deployment whose expressions are those of the template around it. */
  readonly inOuterScope?: true;
  /** What the scope is, where one is written: another resource, which this one extends, or another place. */
  readonly scope: Expression | undefined;
  /** The resource's own JSON: name, location, sku, properties …, without what the language needs around it. */
  readonly body: ObjectExpression | undefined;
  /** True where resources may be nested in it that cannot be read. */
  readonly isDamaged?: true;
}

/** Another template that is deployed by this one. */
export interface ModuleDeclaration extends Deployed {
  readonly kind: 'module';
  /** What is written: './server.bicep', 'br/public:avm/…'. */
  readonly reference: string | undefined;
  readonly referenceSpan: Span;
  /** Where it is deployed to, where that is said: a resource group or a subscription, or the id of one. */
  readonly scope: Expression | undefined;
  /** A nested ARM deployment with an inner scope of its own, instead of a reference. */
  readonly template: Template | undefined;
  /** The object of arguments, one entry each. */
  readonly arguments: ObjectExpression | undefined;
}

/** A child resource that is to be written, by its full type, own name and JSON. */
export interface NewChild {
  readonly type: string;
  readonly name: string;
  readonly body: { readonly [key: string]: Json };
  /** What has to be deployed before it, because a server takes only one such change at a time. */
  readonly after?: readonly Sibling[];
}

/** A child of the same parent: one that is written, or one that is being added. The name is its own, if it is known. */
export type Sibling = { readonly declaration: ResourceDeclaration; readonly name: string | undefined } | { readonly added: NewChild };

/** What a change in text looks like in one language. Each returns nothing where the text cannot be written. */
export interface Editing {
  /** Replaces an expression by a value. */
  readonly replace: (text: string, expression: Expression, value: Json) => readonly TextEdit[] | undefined;
  /** Adds a property to an object. */
  readonly insert: (text: string, object: ObjectExpression, key: string, value: Json) => readonly TextEdit[] | undefined;
  /** Removes a property of an object. */
  readonly remove: (text: string, object: ObjectExpression, entry: ObjectEntry) => readonly TextEdit[] | undefined;
  /** Adds an item to an array, as the last one. */
  readonly addItem: (text: string, array: ArrayExpression, value: Json) => readonly TextEdit[] | undefined;
  /** Removes an item of an array. */
  readonly removeItem: (text: string, array: ArrayExpression, item: Span) => readonly TextEdit[] | undefined;
  /** Adds a child resource beside or inside its parent. */
  readonly addChild: (text: string, parent: ResourceDeclaration, child: NewChild) => readonly TextEdit[] | undefined;
  /** Makes a loop deploy its resources one after the other; nothing has to be written where it does so already. */
  readonly serialise: (text: string, resource: ResourceDeclaration) => readonly TextEdit[] | undefined;
  /** Removes a whole resource. */
  readonly removeResource: (text: string, resource: ResourceDeclaration) => readonly TextEdit[] | undefined;
  /** Makes a parameter or an output secure. */
  readonly secure: (text: string, declaration: ParameterDeclaration | OutputDeclaration) => readonly TextEdit[] | undefined;
  /** Takes the default of a parameter away. */
  readonly removeDefault: (text: string, declaration: ParameterDeclaration) => readonly TextEdit[] | undefined;
  /** Replaces an expression by a new secure parameter, whose name is a proposal. */
  readonly askFor: (text: string, expression: Expression, name: string) => readonly TextEdit[] | undefined;
  /** Takes a secret out of a parameters file, so that it comes from the environment or from whoever deploys. */
  readonly takeOut: (text: string, expression: Expression, name: string) => readonly TextEdit[] | undefined;
  /** Gives a parameter in a parameters file a secret of a key vault in place of a written one. */
  readonly referToVault: (text: string, expression: Expression, to: VaultSecret) => readonly TextEdit[] | undefined;
  /** Writes another API version for a resource. */
  readonly setApiVersion: (text: string, resource: ResourceDeclaration, apiVersion: string) => readonly TextEdit[] | undefined;
}

/** One template file, read: declarations with their expressions, nothing evaluated. */
export interface Template {
  readonly file: string;
  /** The same for the same template of the file; nothing for the file's own, which is not nested in another. */
  readonly within?: string;
  readonly text: string;
  readonly parameters: ReadonlyMap<string, ParameterDeclaration>;
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly outputs: ReadonlyMap<string, OutputDeclaration>;
  readonly functions: readonly FunctionDeclaration[];
  /** What is imported, by the name that it has here. */
  readonly imports?: ReadonlyMap<string, ImportDeclaration>;
  readonly resources: readonly ResourceDeclaration[];
  readonly modules: readonly ModuleDeclaration[];
  readonly problems: readonly SourceProblem[];
  /** True where it may deploy resources that cannot be read: a part of it is damaged, or a type is computed. */
  readonly isDamaged?: true;
  readonly editing: Editing;
  /** The reference of a module of a registry, where the template stands for one. */
  readonly registry?: string;
}

/** The values that a parameters file or a .bicepparam gives to a template. */
export interface ParametersFile {
  readonly file: string;
  readonly text: string;
  /** The template that it names, as written, where it names one. */
  readonly using: string | undefined;
  /** The parameters file that gives what this one does not, as written. */
  readonly extends?: string;
  readonly values: ReadonlyMap<string, Expression>;
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  /** What is imported, by the name that it has here. */
  readonly imports?: ReadonlyMap<string, ImportDeclaration>;
  readonly problems: readonly SourceProblem[];
}
