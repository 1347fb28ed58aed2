import type * as shared from '../template/expression';
import type { ModuleDeclaration, ResourceDeclaration } from '../template/template';
import { lowerExpression, lowerLoop, lowerObject, operation } from './lower-expression';
import type { Meaning, Scope } from './scope';
import { findProperty, type Expression, type ObjectLiteral, type RequiredString, type ResourceStatement } from './expression-syntax';
import type { ModuleStatement } from './syntax';

/** The resource that a nested one is declared in. */
interface Outer {
  readonly declaration: ResourceDeclaration;
  /** The scope of its body, which knows its nested resources. */
  readonly scope: Scope;
}

/** Properties that place a resource, rather than being part of it. */
const placing: ReadonlySet<string> = new Set(['parent', 'scope', 'dependsOn']);

/** What a body says besides its properties: whether it is deployed, how often, and what its names mean. */
interface Body {
  readonly condition: shared.Expression | undefined;
  readonly loop: shared.Loop | undefined;
  readonly object: ObjectLiteral | undefined;
  readonly scope: Scope;
}

function lowerBody(body: Expression, scope: Scope): Body {
  switch (body.kind) {
    case 'object':
      return { condition: undefined, loop: undefined, object: body, scope };
    case 'if':
      return { condition: lowerExpression(body.condition, scope), loop: undefined, object: bodyObject(body), scope };
    case 'for': {
      const { loop, inner } = lowerLoop(body, scope);
      return { condition: undefined, loop, object: bodyObject(body), scope: inner };
    }
    default:
      return { condition: undefined, loop: undefined, object: undefined, scope };
  }
}

/** The object of a resource or module, within its condition or loop. */
export function bodyObject(body: Expression): ObjectLiteral | undefined {
  if (body.kind === 'object') return body;
  return body.kind === 'if' || body.kind === 'for' ? bodyObject(body.body) : undefined;
}

function lowerValue(object: ObjectLiteral | undefined, name: string, scope: Scope): shared.Expression | undefined {
  const property = object === undefined ? undefined : findProperty(object, name);
  return property === undefined ? undefined : lowerExpression(property.value, scope);
}

/** Gives every declaration a symbol of its own, even where a name is written twice or not yet. */
export class Symbols {
  private readonly taken = new Set<string>();

  take(name: string, start: number): string {
    const symbol = name === '' || this.taken.has(name) ? `${name}@${start}` : name;
    this.taken.add(symbol);
    return symbol;
  }
}

/** Returns the type without its version, and the version; nothing where they are computed or not written. */
function splitType(type: RequiredString): { type: string | undefined; apiVersion: string | undefined } {
  if (type.kind !== 'string') return { type: undefined, apiVersion: undefined };
  // Types of Azure may say that they are: az:Microsoft.DBforPostgreSQL/flexibleServers.
  const value = type.value.replace(/^az:/, '');
  const at = value.indexOf('@');
  return at < 0 ? { type: value, apiVersion: undefined } : { type: value.slice(0, at), apiVersion: value.slice(at + 1) };
}

/** The type of a nested resource is its own segment; a full type is taken as it is. */
function nestedType(own: string | undefined, outer: ResourceDeclaration | undefined): string | undefined {
  if (own === undefined || outer === undefined || own.includes('/')) return own;
  return outer.type === undefined ? undefined : `${outer.type}/${own}`;
}

function parentOf(parent: shared.Expression | undefined): { parent: string | undefined; parentIndex: shared.Expression | undefined } {
  const indexed = parent?.kind === 'access' ? parent : undefined;
  const target = indexed?.target ?? parent;
  if (target?.kind !== 'reference' || target.to !== 'symbol') return { parent: undefined, parentIndex: undefined };
  return { parent: target.name, parentIndex: indexed?.key };
}

/** As Bicep does it, a nested resource is deployed only where the one around it is. */
function bothConditions(outer: shared.Expression | undefined, own: shared.Expression | undefined): shared.Expression | undefined {
  return outer !== undefined && own !== undefined ? operation(own, 'and', outer, own) : own ?? outer;
}

/** Adds a resource and, after it, those that are nested in it, to the list. */
export function lowerResource(
  statement: ResourceStatement, scope: Scope, symbols: Symbols, resources: ResourceDeclaration[], outer?: Outer,
): void {
  const { name, start, end } = statement;
  const prefix = outer === undefined ? '' : `${outer.declaration.symbol}::`;
  const symbol = symbols.take(name.text === '' ? '' : prefix + name.text, start);
  const body = lowerBody(statement.body, scope);
  const inner = withNested(body, symbol);
  const { type, apiVersion } = splitType(statement.type);
  const written = parentOf(lowerValue(body.object, 'parent', body.scope));
  const declaration: ResourceDeclaration = {
    kind: 'resource', start, end, symbol,
    symbolSpan: { start: name.start, end: name.end },
    condition: bothConditions(outer?.declaration.condition, body.condition),
    loop: body.loop,
    resourceName: lowerValue(body.object, 'name', inner),
    type: nestedType(type, outer?.declaration),
    apiVersion: apiVersion ?? outer?.declaration.apiVersion,
    existing: statement.existing,
    parent: outer?.declaration.symbol ?? written.parent,
    parentIndex: outer === undefined ? written.parentIndex : undefined,
    scope: lowerValue(body.object, 'scope', body.scope) ?? outer?.declaration.scope,
    body: body.object === undefined ? undefined : lowerObject(body.object, inner, placing),
  };
  resources.push(declaration);
  for (const nested of body.object?.resources ?? []) lowerResource(nested, inner, symbols, resources, { declaration, scope: inner });
}

/** Within a resource its nested resources are known by their own names. */
function withNested({ object, scope }: Body, symbol: string): Scope {
  if (object === undefined || object.resources.length === 0) return scope;
  const names = new Map<string, Meaning>();
  for (const { name } of object.resources) if (!names.has(name.text)) names.set(name.text, { to: 'symbol', name: `${symbol}::${name.text}` });
  return { names, outer: scope };
}

export function lowerModule(statement: ModuleStatement, scope: Scope, symbols: Symbols): ModuleDeclaration {
  const { name, path, start, end } = statement;
  const { condition, loop, object, scope: inner } = lowerBody(statement.body, scope);
  const given = lowerValue(object, 'params', inner);
  return {
    kind: 'module', start, end,
    symbol: symbols.take(name.text, start),
    symbolSpan: { start: name.start, end: name.end },
    condition, loop,
    resourceName: lowerValue(object, 'name', inner),
    reference: path.kind === 'string' ? path.value : undefined,
    referenceSpan: { start: path.start, end: path.end },
    scope: lowerValue(object, 'scope', inner),
    template: undefined,
    arguments: given?.kind === 'object' ? given : undefined,
  };
}
