import type { Span } from '../program';
import type { Expression } from '../template/expression';
import { copyIndex, type Names } from './names';

/** A call as it is written. */
interface WrittenCall {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly arguments: readonly Expression[];
}

function literalText(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}

/** Lambdas' variables and functions' parameters are found by their exact name, loops' by names that nobody can write. */
type Lowering = (given: readonly Expression[], names: Names, span: Span) => Expression | undefined;

function lowerParameters(given: readonly Expression[], names: Names, span: Span): Expression | undefined {
  const name = literalText(given[0]);
  if (name === undefined) return undefined;
  const local = names.functionParameters;
  if (local !== undefined) return { kind: 'reference', ...span, to: 'local', name: local.get(name.toLowerCase()) ?? name };
  return { kind: 'reference', ...span, to: 'parameter', name: names.parameters.get(name.toLowerCase()) ?? name };
}

function lowerVariables(given: readonly Expression[], names: Names, span: Span): Expression | undefined {
  const name = literalText(given[0]);
  if (name === undefined) return undefined;
  return { kind: 'reference', ...span, to: 'variable', name: names.variables.get(name.toLowerCase()) ?? name };
}

function lowerLambda(given: readonly Expression[], _names: Names, span: Span): Expression | undefined {
  const body = given.at(-1);
  const parameters = given.slice(0, -1).map(literalText).filter((name) => name !== undefined);
  if (body === undefined || parameters.length !== given.length - 1) return undefined;
  return { kind: 'lambda', ...span, parameters: parameters.map((name) => name.toLowerCase()), body };
}

function lowerLambdaVariable(given: readonly Expression[], _names: Names, span: Span): Expression | undefined {
  const name = literalText(given[0]);
  return name === undefined ? undefined : { kind: 'reference', ...span, to: 'local', name: name.toLowerCase() };
}

function lowerCopyIndex(given: readonly Expression[], names: Names, span: Span): Expression | undefined {
  const [first, second] = given;
  const name = literalText(first);
  if (first !== undefined && name === undefined) return copyIndex(names, undefined, first, span);
  return copyIndex(names, name, second, span);
}

function lowerIf([condition, whenTrue, whenFalse, ...rest]: readonly Expression[], _names: Names, span: Span): Expression | undefined {
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined || rest.length > 0) return undefined;
  return { kind: 'conditional', ...span, condition, whenTrue, whenFalse };
}

/** A resource by its symbolic name; nothing where the text is an id or the name of something else. */
function symbolOf(given: Expression | undefined, { symbols }: Names, span: Span): Expression | undefined {
  const name = symbols?.get(literalText(given)?.toLowerCase() ?? '');
  return name === undefined ? undefined : { kind: 'reference', ...span, to: 'symbol', name };
}

/** reference('symbol') is the properties of a resource, and with 'Full' all of it. */
function lowerReference([first, , style]: readonly Expression[], names: Names, span: Span): Expression | undefined {
  const target = symbolOf(first, names, span);
  if (target === undefined || literalText(style)?.toLowerCase() === 'full') return target;
  const key = { kind: 'literal', ...span, value: 'properties' } as const;
  return { kind: 'access', ...span, target, key, safe: false, fromEnd: false };
}

const lowerResourceInfo: Lowering = ([first], names, span) => symbolOf(first, names, span);

/** tryGet(value, 'a', 0) reads a way into a value, of which any part may be absent. */
function lowerTryGet(given: readonly Expression[], _names: Names, span: Span): Expression | undefined {
  const [target, ...keys] = given;
  if (target === undefined || keys.length === 0) return undefined;
  return keys.reduce((inner, key) => ({ kind: 'access', ...span, target: inner, key, safe: true, fromEnd: false }), target);
}

const indexFromEnd =
  (safe: boolean): Lowering =>
  ([target, key], _names, span) =>
    target === undefined || key === undefined ? undefined : { kind: 'access', ...span, target, key, safe, fromEnd: true };

const constant =
  (value: boolean | null): Lowering =>
  (given, _names, span) =>
    given.length > 0 ? undefined : { kind: 'literal', ...span, value };

const lowerings: ReadonlyMap<string, Lowering> = new Map([
  ['parameters', lowerParameters],
  ['variables', lowerVariables],
  ['lambda', lowerLambda],
  ['lambdavariables', lowerLambdaVariable],
  ['copyindex', lowerCopyIndex],
  ['if', lowerIf],
  ['reference', lowerReference],
  ['resourceinfo', lowerResourceInfo],
  ['tryget', lowerTryGet],
  ['indexfromend', indexFromEnd(false)],
  ['tryindexfromend', indexFromEnd(true)],
  ['true', constant(true)],
  ['false', constant(false)],
  ['null', constant(null)],
]);

/** Makes of a call what the shared language has for it; what it has nothing for stays a call. */
export function lowerCall(call: WrittenCall, names: Names, span: Span): Expression {
  const { name, namespace, arguments: given } = call;
  const lowered = namespace === undefined ? lowerings.get(name.toLowerCase())?.(given, names, span) : undefined;
  return lowered ?? { kind: 'call', ...span, name, ...(namespace === undefined ? {} : { namespace }), arguments: given };
}
