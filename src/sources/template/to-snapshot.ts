import type { DeclarationAddress } from '../../model/address';
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

function resourceOf(instance: ResourceInstance, kinship: Kinship, values: Values): Resource | undefined {
  const { apiVersion, existing } = instance.declaration;
  const type = kinship.typeOf(instance);
  if (type === undefined) return undefined;
  const parent = kinship.parentOf(instance);
  const [open] = openConditions(instance, parent !== undefined && 'declaration' in parent ? parent : undefined);
  let body: ValueObject | undefined;
  return {
    key: instance.key,
    type,
    name: nameOf(kinship.nameOf(instance).at(-1), values),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(parent === undefined ? {} : { parent: parent.key }),
    existing,
    ...(instance.declaration.inOuterScope ? { inOuterScope: true } : {}),
    when: open === undefined ? true : values.unknown(open),
    get body() {
      body ??= bodyOf(values.of(instance.body.force().content));
      return body;
    },
  };
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
  const found = new Map<string, Declaration>();
  const given = new Map<string, Lazy[]>();
  const add = ({ at, type, secure }: Written, lazy: Lazy | undefined, argument?: Lazy): void => {
    const key = `${at.kind} ${at.name} ${at.within ?? ''} ${at.file}`;
    const declaration = { at, ...(type === undefined ? {} : { type }), secure };
    const all = given.get(key) ?? [];
    if (argument !== undefined) all.push(argument);
    if (found.has(key)) return;
    given.set(key, all);
    found.set(key, withValues(declaration, lazy, all, values));
  };
  for (const deployed of all) {
    // What a module of a registry declares is nobody's here.
    if (deployed.template.registry !== undefined) continue;
    const { file, within, parameters, variables, outputs } = deployed.template;
    const where = { in: 'declaration', file, ...(within === undefined ? {} : { within }) } as const;
    const at = (kind: DeclarationAddress['kind'], name: string): DeclarationAddress => ({ ...where, kind, name, path: [] });
    for (const [name, { type, secure }] of parameters) add({ at: at('parameter', name), type, secure }, deployed.defaultValue(name), deployed.caller.given(name));
    for (const name of variables.keys()) add({ at: at('variable', name), type: undefined, secure: false }, deployed.variable(name));
    for (const [name, { type, secure }] of outputs) add({ at: at('output', name), type, secure }, deployed.output(name));
  }
  return [...found.values()];
}

interface Written {
  readonly at: DeclarationAddress;
  readonly type: string | undefined;
  readonly secure: boolean;
}

/** Values are converted when somebody reads them. @param given grows until all deployments are listed. */
function withValues(declaration: Declaration, lazy: Lazy | undefined, given: readonly Lazy[], values: Values): Declaration {
  const argumentValues = (): readonly Value[] => given.map((one) => values.of(one.force().content));
  if (lazy === undefined) {
    return {
      ...declaration,
      get given() {
        return argumentValues();
      },
    };
  }
  return {
    ...declaration,
    get value() {
      return values.of(lazy.force().content);
    },
    get given() {
      return argumentValues();
    },
  };
}
