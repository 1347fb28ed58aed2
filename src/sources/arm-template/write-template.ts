import type { Json, JsonObject } from '../../model/value';
import type { Access, Call, Expression, ObjectExpression } from '../template/expression';
import type { ParameterDeclaration, ResourceDeclaration, Template } from '../template/template';

const schemas = {
  group: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
} as const;

/** What the language needs around a resource, which is written in its own way. */
const around: ReadonlySet<string> = new Set(['name', 'parent', 'scope', 'dependsOn']);

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Writes a template that somebody wrote in another language as ARM JSON. */
class Writer {
  /** Only resources with symbolic names can be ones that are deployed elsewhere. */
  private readonly isSymbolic: boolean;

  constructor(private readonly template: Template) {
    this.isSymbolic = template.resources.some(({ existing }) => existing);
  }

  private resource(symbol: string | undefined): ResourceDeclaration {
    const found = this.template.resources.find((one) => one.symbol === symbol);
    if (found === undefined) throw new Error(`There is no resource ${symbol ?? ''}.`);
    return found;
  }

  /** The names of a resource and of those around it. */
  private names({ parent, resourceName }: ResourceDeclaration): readonly Expression[] {
    if (resourceName === undefined) throw new Error('A resource has no name.');
    return [...(parent === undefined ? [] : this.names(this.resource(parent))), resourceName];
  }

  private idOf(resource: ResourceDeclaration): string {
    const names = this.names(resource).map((name) => this.spell(name));
    return `resourceId(${[quoted(resource.type ?? ''), ...names].join(', ')})`;
  }

  /** What stands for a resource in `reference`. */
  private nameFor(resource: ResourceDeclaration): string {
    return this.isSymbolic ? quoted(resource.symbol) : this.idOf(resource);
  }

  private spellAccess({ target, key }: Access): string {
    const name = key.kind === 'literal' ? String(key.value) : undefined;
    if (target.kind === 'reference' && target.to === 'symbol') {
      const resource = this.resource(target.name);
      if (name === 'id') return this.idOf(resource);
      if (name === 'name') return this.spell(this.names(resource).at(-1) as Expression);
      if (name === 'properties') return `reference(${[this.nameFor(resource), ...(resource.existing ? [quoted(resource.apiVersion ?? '')] : [])].join(', ')})`;
    }
    const of = this.spell(target);
    return name !== undefined && /^[a-z]\w*$/i.test(name) ? `${of}.${name}` : `${of}[${this.spell(key)}]`;
  }

  private spellCall({ name, arguments: given }: Call): string {
    return `${name}(${given.map((one) => this.spell(one)).join(', ')})`;
  }

  private spell(expression: Expression): string {
    switch (expression.kind) {
      case 'literal': {
        const { value } = expression;
        return typeof value === 'string' ? quoted(value) : typeof value === 'number' ? String(value) : `${String(value)}()`;
      }
      case 'reference':
        return `${expression.to === 'variable' ? 'variables' : 'parameters'}(${quoted(expression.name)})`;
      case 'access':
        return this.spellAccess(expression);
      case 'conditional':
        return `if(${[expression.condition, expression.whenTrue, expression.whenFalse].map((one) => this.spell(one)).join(', ')})`;
      case 'call':
        return this.spellCall(expression);
      case 'interpolation': {
        const given: string[] = [];
        const text = expression.parts.map((part) =>
          part.kind === 'literal' ? String(part.value).replace(/[{}]/g, '$&$&') : `{${given.push(this.spell(part)) - 1}}`,
        );
        return `format(${[quoted(text.join('')), ...given].join(', ')})`;
      }
      default:
        throw new Error(`ARM JSON is not written for what is ${expression.kind}.`);
    }
  }

  private value(expression: Expression): Json {
    switch (expression.kind) {
      case 'literal':
        return typeof expression.value === 'string' && expression.value.startsWith('[') ? `[${expression.value}` : expression.value;
      case 'object':
        return this.object(expression);
      case 'array':
        return expression.items.map((item) => {
          if (item.kind === 'spread') throw new Error('ARM JSON is not written for what is spread.');
          return this.value(item);
        });
      default:
        return `[${this.spell(expression)}]`;
    }
  }

  private object({ members }: ObjectExpression, without: ReadonlySet<string> = new Set()): JsonObject {
    return Object.fromEntries(
      members.flatMap((member): readonly (readonly [string, Json])[] => {
        if (member.kind === 'spread') throw new Error('ARM JSON is not written for what is spread.');
        const { key, value } = member;
        const name = typeof key === 'string' ? key : key.kind === 'literal' ? String(key.value) : `[${this.spell(key)}]`;
        return without.has(name) ? [] : [[name, this.value(value)]];
      }),
    );
  }

  private nameOf(resource: ResourceDeclaration): Json {
    const names = this.names(resource);
    if (names.every((name) => name.kind === 'literal')) return names.map(({ value }) => String(value)).join('/');
    const [only, ...others] = names;
    if (only !== undefined && others.length === 0) return this.value(only);
    return `[format(${[quoted(names.map((_, index) => `{${index}}`).join('/')), ...names.map((name) => this.spell(name))].join(', ')})]`;
  }

  /** The resources that have to be there before. */
  private after({ parent, scope, body }: ResourceDeclaration): readonly string[] {
    const found = new Set(parent === undefined ? [] : [parent]);
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const { kind, to, name } = value as { readonly kind?: unknown; readonly to?: unknown; readonly name?: unknown };
      if (kind === 'reference' && to === 'symbol') found.add(String(name));
      else Object.values(value).forEach(look);
    };
    look(scope);
    look(body);
    return [...found].filter((symbol) => !this.resource(symbol).existing).map((symbol) => (this.isSymbolic ? symbol : `[${this.idOf(this.resource(symbol))}]`));
  }

  private written(resource: ResourceDeclaration): JsonObject {
    const { type, apiVersion, existing, scope, body, condition, loop } = resource;
    if (loop !== undefined) throw new Error('ARM JSON is not written for a loop.');
    const extended = scope?.kind === 'reference' ? this.resource(scope.name) : undefined;
    const after = existing ? [] : this.after(resource);
    return {
      ...(existing ? { existing } : {}),
      ...(condition === undefined ? {} : { condition: this.value(condition) }),
      type: type ?? '',
      apiVersion: apiVersion ?? '',
      ...(extended === undefined ? {} : { scope: `[${this.idOf(extended)}]` }),
      name: this.nameOf(resource),
      ...(body === undefined ? {} : this.object(body, around)),
      ...(after.length === 0 ? {} : { dependsOn: after }),
    };
  }

  private parameter({ type, default: initial, allowed }: ParameterDeclaration): JsonObject {
    return {
      type: type ?? 'string',
      ...(initial === undefined ? {} : { defaultValue: this.value(initial) }),
      ...(allowed === undefined ? {} : { allowedValues: this.value(allowed) }),
    };
  }

  private resources(): Json {
    const { resources } = this.template;
    if (!this.isSymbolic) return resources.map((resource) => this.written(resource));
    return Object.fromEntries(resources.map((resource) => [resource.symbol, this.written(resource)]));
  }

  write(): JsonObject {
    const { parameters, variables, outputs, text } = this.template;
    const all = <T>(map: ReadonlyMap<string, T>, name: string, write: (one: T) => Json): JsonObject =>
      map.size === 0 ? {} : { [name]: Object.fromEntries([...map].map(([key, one]) => [key, write(one)])) };
    return {
      $schema: /^targetScope = 'subscription'/m.test(text) ? schemas.subscription : schemas.group,
      ...(this.isSymbolic ? { languageVersion: '2.0' } : {}),
      contentVersion: '1.0.0.0',
      ...all(parameters, 'parameters', (one) => this.parameter(one)),
      ...all(variables, 'variables', ({ value }) => this.value(value)),
      resources: this.resources(),
      ...all(outputs, 'outputs', ({ type, value }) => ({ type: type ?? 'string', ...(value === undefined ? {} : { value: this.value(value) }) })),
    };
  }
}

/**
 * Writes a small template as ARM JSON: parameters, variables, outputs and resources with their references. Throws at what it does
 * not know how to write, such as loops and modules.
 */
export function writeArmTemplate(template: Template): string {
  return JSON.stringify(new Writer(template).write(), undefined, 2);
}
