import type { DeclarationAddress, ResourceKey } from '../../model/address';
import type { Resource } from '../../model/resource';
import type { Declaration, Snapshot } from '../../model/snapshot';
import { createSnapshot } from '../../model/snapshot';
import type { Unknown, Value, ValueObject } from '../../model/value';
import { furtherProperties, isObject, isUnknown, unknown } from '../../model/value';
import type { Collection } from './collect';
import type { Content, Lazy } from './content';
import type { DeployedTemplate, ResourceInstance } from './instance';
import type { Kinship, Stranger } from './kinship';
import { openConditions } from './kinship';
import type { Values } from './to-value';

/** Shows what an entry deploys as the layers read it. Bodies are converted when somebody reads them. */
export function toSnapshot(collection: Collection, kinship: Kinship, values: Values): Snapshot {
  const resources = kinship.members.flatMap((instance) => resourceOf(instance, kinship, values) ?? []);
  const strangers = kinship.strangers.map((stranger) => strangerOf(stranger, values));
  return createSnapshot({
    origin: 'template',
    resources: [...resources, ...strangers],
    declarations: declarationsOf(collection.deployed, values),
    incomplete: (parent, type) => {
      if (isReturned(parent)) return unknown('the file shows the server as Azure returned it, not all that belongs to it');
      const because = kinship.incomplete(parent.key, type);
      return because === undefined ? undefined : values.unknown(because);
    },
  });
}

/** Azure puts the id into what it returns; templates do not have it. */
function isReturned({ body }: Resource): boolean {
  const { id } = body;
  return typeof id === 'string' && id.startsWith('/subscriptions/');
}

/**
 * A resource whose body is converted when somebody reads it. A getter of a literal would give each resource a hidden
 * class of its own, which keeps alive all that the resource leads to until the whole heap is collected.
 */
class TemplateResource implements Resource {
  readonly key: ResourceKey;
  readonly apiVersion?: string;
  readonly parent?: ResourceKey;
  readonly existing: boolean;
  readonly inOuterScope?: true;
  private read: ValueObject | undefined;

  constructor(
    private readonly instance: ResourceInstance,
    private readonly values: Values,
    readonly type: string,
    readonly name: string | Unknown,
    parent: ResourceKey | undefined,
    readonly when: true | Unknown,
  ) {
    const { apiVersion, existing, inOuterScope } = instance.declaration;
    this.key = instance.key;
    this.existing = existing;
    if (apiVersion !== undefined) this.apiVersion = apiVersion;
    if (parent !== undefined) this.parent = parent;
    if (inOuterScope === true) this.inOuterScope = inOuterScope;
  }

  get body(): ValueObject {
    this.read ??= bodyOf(this.values.of(this.instance.body.force().content));
    return this.read;
  }
}

function resourceOf(instance: ResourceInstance, kinship: Kinship, values: Values): Resource | undefined {
  const type = kinship.typeOf(instance);
  if (type === undefined) return undefined;
  const parent = kinship.parentOf(instance);
  const [open] = openConditions(instance, parent !== undefined && 'declaration' in parent ? parent : undefined);
  const name = nameOf(kinship.nameOf(instance).at(-1), values);
  return new TemplateResource(instance, values, type, name, parent?.key, open === undefined ? true : values.unknown(open));
}

function strangerOf({ key, type, name }: Stranger, values: Values): Resource {
  return { key, type, name: nameOf(name, values), existing: true, when: true, body: {} };
}

function nameOf(content: Content | undefined, values: Values): string | Unknown {
  const value = content === undefined ? undefined : values.of(content);
  if (isUnknown(value)) return value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : unknown('the name is not written');
}

function bodyOf(value: Value): ValueObject {
  if (isObject(value)) return value;
  return { [furtherProperties]: isUnknown(value) ? value : unknown('the resource is not written as an object') };
}

/** Lists what the templates declare, once for each name in a template, as its first deployment has it. */
function declarationsOf(all: readonly DeployedTemplate[], values: Values): Declaration[] {
  const declarations: Declaration[] = [];
  const templates = new Map<string, Declared>();
  for (const { template, caller, defaultValue, variable, output } of all) {
    // What a module of a registry declares is nobody's here.
    if (template.registry !== undefined) continue;
    const { file, within, parameters, variables, outputs } = template;
    const place = `${within ?? ''} ${file}`;
    const declared: Declared = templates.get(place) ?? { parameters: new Map(), variables: new Set(), outputs: new Set() };
    templates.set(place, declared);
    const at = (kind: DeclarationAddress['kind'], name: string): DeclarationAddress =>
      within === undefined ? { in: 'declaration', file, kind, name, path: [] } : { in: 'declaration', file, within, kind, name, path: [] };
    for (const [name, { type, secure }] of parameters) {
      const given = declared.parameters.get(name) ?? [];
      const argument = caller.given(name);
      if (argument !== undefined) given.push(argument);
      if (declared.parameters.has(name)) continue;
      declared.parameters.set(name, given);
      declarations.push(new TemplateDeclaration(at('parameter', name), type, secure, defaultValue(name), given, values));
    }
    for (const name of variables.keys()) {
      if (declared.variables.has(name)) continue;
      declared.variables.add(name);
      declarations.push(new TemplateDeclaration(at('variable', name), undefined, false, variable(name), [], values));
    }
    for (const [name, { type, secure }] of outputs) {
      if (declared.outputs.has(name)) continue;
      declared.outputs.add(name);
      declarations.push(new TemplateDeclaration(at('output', name), type, secure, output(name), [], values));
    }
  }
  return declarations;
}

/** The names that the deployments of a template had so far; of parameters with what was given to them. */
interface Declared {
  readonly parameters: Map<string, Lazy[]>;
  readonly variables: Set<string>;
  readonly outputs: Set<string>;
}

/** A declaration whose values are converted when somebody reads them. Its getters are those of a class, as those of a resource are. */
class TemplateDeclaration implements Declaration {
  readonly type?: string;

  /** @param handed grows until all deployments are listed. */
  constructor(
    readonly at: DeclarationAddress,
    type: string | undefined,
    readonly secure: boolean,
    private readonly lazy: Lazy | undefined,
    private readonly handed: readonly Lazy[],
    private readonly values: Values,
  ) {
    if (type !== undefined) this.type = type;
  }

  get value(): Value | undefined {
    return this.lazy === undefined ? undefined : this.values.of(this.lazy.force().content);
  }

  get given(): readonly Value[] {
    return this.handed.map((one) => this.values.of(one.force().content));
  }
}
