/** What a bare name stands for where it is written. */
export type Meaning =
  | { readonly to: 'parameter' | 'variable' | 'symbol' | 'local'; readonly name: string }
  | { readonly to: 'import' };

/** The names that are known at a place; what an inner scope does not know the outer one may. */
export interface Scope {
  readonly names: ReadonlyMap<string, Meaning>;
  readonly outer: Scope | undefined;
}

/** Finds what a name means, or `undefined` where nothing declares it. Bicep's names differ by case. */
export function meaningOf(name: string, scope: Scope): Meaning | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const meaning = at.names.get(name);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

/** Opens a scope for the variables of a loop, or the parameters of a lambda or a function. */
export function withLocals(names: readonly string[], outer: Scope): Scope {
  return { names: new Map(names.map((name) => [name, { to: 'local', name }])), outer };
}
