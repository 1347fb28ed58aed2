import type { Json } from '../../../../src/model/value';
import type { Expression, Spread } from '../../../../src/sources/template/expression';
import type { ParameterDeclaration, ResourceDeclaration, Template } from '../../../../src/sources/template/template';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Writes what was read in one language as an ARM template, as far as the examples of rules go. Throws beyond that. */
class ArmWriter {
  constructor(private readonly template: Template) {}

  write(): string {
    const { parameters, variables, outputs, resources } = this.template;
    const named = (all: ReadonlyMap<string, unknown>, write: (value: never) => Json): Json => Object.fromEntries([...all].map(([name, value]) => [name, write(value as never)]));
    const whole = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      ...(resources.some(({ existing }) => existing) ? { languageVersion: '2.0' } : {}),
      contentVersion: '1.0.0.0',
      parameters: named(parameters, (one: ParameterDeclaration) => this.parameter(one)),
      variables: named(variables, ({ value }: { value: Expression }) => this.json(value)),
      resources: resources.some(({ existing }) => existing)
        ? Object.fromEntries(resources.map((resource) => [resource.symbol.replaceAll('::', '_'), this.resource(resource)]))
        : resources.map((resource) => this.resource(resource)),
      outputs: named(outputs, ({ type, value }: { type: string | undefined; value: Expression }) => ({ type: type ?? 'string', value: this.json(value) })),
    };
    return JSON.stringify(whole, undefined, 2);
  }

  private parameter({ type, default: value, allowed }: ParameterDeclaration): Json {
    return {
      type: type ?? 'string',
      ...(value === undefined ? {} : { defaultValue: this.json(value) }),
      ...(allowed === undefined ? {} : { allowedValues: this.json(allowed) }),
    };
  }

  private resource(resource: ResourceDeclaration): Json {
    const { type, apiVersion, existing, scope, body, condition, loop } = resource;
    if (loop !== undefined || type === undefined || body === undefined) throw new Error(`${resource.symbol} is not written`);
    const own = Object.fromEntries(Object.entries(this.json(body) as { readonly [key: string]: Json }).filter(([name]) => name !== 'name'));
    return {
      ...(existing ? { existing } : {}),
      ...(condition === undefined ? {} : { condition: this.json(condition) }),
      type, apiVersion: apiVersion ?? '', name: this.value(this.fullName(resource)),
      ...(scope === undefined ? {} : { scope: `[${this.expression(scope)}]` }),
      ...own,
    };
  }

  private find(symbol: string): ResourceDeclaration {
    const found = this.template.resources.find((one) => one.symbol === symbol);
    if (found === undefined) throw new Error(`no resource ${symbol}`);
    return found;
  }

  private names({ parent, resourceName }: ResourceDeclaration): readonly string[] {
    const own = resourceName === undefined ? "'?'" : this.expression(resourceName);
    return parent === undefined ? [own] : [...this.names(this.find(parent)), own];
  }

  private fullName(resource: ResourceDeclaration): string {
    const names = this.names(resource);
    if (names.every((name) => /^'[^']*'$/.test(name))) return quoted(names.map((name) => name.slice(1, -1)).join('/'));
    return names.length === 1 ? (names[0] ?? '') : `concat(${names.join(", '/', ")})`;
  }

  /** A text of the language of expressions as JSON has it. */
  private value(expression: string): string {
    return /^'[^']*'$/.test(expression) ? expression.slice(1, -1) : `[${expression}]`;
  }

  private json(expression: Expression): Json {
    switch (expression.kind) {
      case 'literal':
        return typeof expression.value === 'string' && expression.value.startsWith('[') ? `[${expression.value}` : expression.value;
      case 'object':
        return Object.fromEntries(expression.members.map((member) => [this.key(member), this.json((member as { value: Expression }).value)]));
      case 'array':
        return expression.items.map((item) => this.json(item as Expression));
      default:
        return `[${this.expression(expression)}]`;
    }
  }

  private key(member: { readonly key: string | Expression } | Spread): string {
    if (!('key' in member) || typeof member.key !== 'string') throw new Error('a key is computed');
    return member.key;
  }

  private expression(expression: Expression): string {
    switch (expression.kind) {
      case 'literal':
        return typeof expression.value === 'string' ? quoted(expression.value) : typeof expression.value === 'number' ? String(expression.value) : `${String(expression.value)}()`;
      case 'reference':
        return this.reference(expression.to, expression.name);
      case 'interpolation':
        return `concat(${expression.parts.map((part) => this.expression(part)).join(', ')})`;
      case 'call':
        return `${expression.name}(${expression.arguments.map((one) => this.expression(one)).join(', ')})`;
      case 'conditional':
        return `if(${[expression.condition, expression.whenTrue, expression.whenFalse].map((one) => this.expression(one)).join(', ')})`;
      case 'access':
        return this.access(expression.target, expression.key);
      default:
        throw new Error(`${expression.kind} is not written`);
    }
  }

  private reference(to: string, name: string): string {
    if (to === 'parameter') return `parameters('${name}')`;
    if (to === 'variable') return `variables('${name}')`;
    if (to !== 'symbol') throw new Error(`${to} is not written`);
    return this.id(this.find(name));
  }

  private id(resource: ResourceDeclaration): string {
    return `resourceId(${[quoted(resource.type ?? ''), ...this.names(resource)].join(', ')})`;
  }

  private access(target: Expression, key: Expression): string {
    if (target.kind === 'reference' && target.to === 'symbol' && key.kind === 'literal') {
      const resource = this.find(target.name);
      if (key.value === 'id') return this.id(resource);
      if (key.value === 'name') return this.fullName(resource);
      if (key.value === 'properties') return `reference(${this.id(resource)})`;
    }
    return key.kind === 'literal' && typeof key.value === 'string' ? `${this.expression(target)}.${key.value}` : `${this.expression(target)}[${this.expression(key)}]`;
  }
}

export const writeArm = (template: Template): string => `${new ArmWriter(template).write()}\n`;
