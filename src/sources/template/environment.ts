import type { Content, Lazy, Source, Step } from './content';
import { contained } from './content';
import type { Evaluation } from './evaluation';
import type { Place } from './place';
import type { FunctionDeclaration } from './template';

/** A file that a template loads as data. */
export interface DataFile extends Source {
  /** The last part of its name, for people. */
  readonly name: string;
}

/** What the names in a file stand for. */
export interface Scope {
  readonly source: Source;
  readonly evaluation: Evaluation;
  readonly functions: readonly FunctionDeclaration[];
  readonly parameter: (name: string) => Lazy | undefined;
  readonly variable: (name: string) => Lazy | undefined;
  readonly symbol: (name: string) => Lazy | undefined;
  /** What a name that is imported from another file stands for. */
  readonly imported?: (name: string) => Lazy | undefined;
  /** A function that is imported, by itself or with all of its file, and where its body is evaluated. */
  readonly importedFunction?: (namespace: string | undefined, name: string) => { readonly declaration: FunctionDeclaration; readonly scope: Scope } | undefined;
  /** What the function `reference` knows by an id, a name or a symbol: a deployment of this template, with its outputs. */
  readonly deploymentState?: (named: Content) => Lazy | undefined;
  /** Where the template is deployed to; nothing in a file that is not deployed. */
  readonly place?: Place;
  /** A file of data by its path from here, or why it cannot be loaded. */
  readonly load?: (reference: string) => DataFile | { readonly because: string };
  /** The names of the files of a folder by its path from here, or why they cannot be listed. */
  readonly list?: (reference: string) => string[] | { readonly because: string };
}

/** What the names in a file of data stand for: nothing. */
export function dataScope(source: DataFile, evaluation: Evaluation): Scope {
  const nobody = (): undefined => undefined;
  return { source, evaluation, functions: [], parameter: nobody, variable: nobody, symbol: nobody };
}

/** The item of a loop, or a parameter of a lambda or a function. */
export interface Local {
  readonly name: string;
  readonly value: Lazy;
  readonly outer: Local | undefined;
}

/** Where an expression is evaluated. */
export interface Environment {
  readonly scope: Scope;
  readonly locals: Local | undefined;
}

export function localOf(environment: Environment, name: string): Lazy | undefined {
  for (let local = environment.locals; local !== undefined; local = local.outer) {
    if (local.name === name) return local.value;
  }
  return undefined;
}

export function withLocal(environment: Environment, name: string, value: Lazy): Environment {
  return { scope: environment.scope, locals: { name, value, outer: environment.locals } };
}

/** Binds the parameters of a function to what it is called with. @param from the call. */
export function withLocals(environment: Environment, names: readonly string[], values: readonly Lazy[], from: Step): Environment {
  let inner = environment;
  for (const [index, name] of names.entries()) {
    const missing = (): Lazy => contained(environment.scope.evaluation.opaque('an argument is missing'), from);
    inner = withLocal(inner, name, values[index] ?? missing());
  }
  return inner;
}
