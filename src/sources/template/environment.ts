import type { Lazy, Source } from './content';
import type { Evaluation } from './evaluation';
import type { FunctionDeclaration } from './template';

/** What the names in a file stand for. */
export interface Scope {
  readonly source: Source;
  readonly evaluation: Evaluation;
  readonly functions: readonly FunctionDeclaration[];
  readonly parameter: (name: string) => Lazy | undefined;
  readonly variable: (name: string) => Lazy | undefined;
  readonly symbol: (name: string) => Lazy | undefined;
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
