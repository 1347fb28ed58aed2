import type { Address } from '../model/address';
import { inResource } from '../model/address';
import type { Absence, Codec, Fact } from '../model/fact';
import { factOf, known, readSetting } from '../model/fact';
import type { Effect, Fix } from '../model/fix';
import { parameterChange } from '../model/fix';
import type { Need } from '../model/layer';
import type { Kind, Resource, Server } from '../model/resource';
import { settingOf } from '../model/resource';
import type { Subject } from '../model/rule';
import { isUnknown } from '../model/value';
import { nodesOf, parameterNeeds as needsOfKind, parameterTypes, readGrouped } from './parameter-places';
import { whyInherited } from './server-setting';

/** A PostgreSQL parameter that a layer reads. */
export interface Parameter<T> {
  readonly name: string;
  readonly as: Codec<T>;
  /** What holds where nobody has set it, by the documentation of the service. */
  readonly absent: (server: Server) => Absence<T>;
}

/**
 * What is known about one parameter: usually one fact. There are more where several children set it, such as under
 * conditions that exclude each other, and on a cluster one for each role of its nodes. A rule judges each.
 */
export type ParameterFacts<T> = readonly [Fact<T>, ...Fact<T>[]];

/** A codec for parameters that are on or off. */
export const onOff: Codec<boolean> = (value) => {
  if (typeof value !== 'string') return undefined;
  const lower = value.toLowerCase();
  return lower === 'on' ? true : lower === 'off' ? false : undefined;
};

/** A codec for parameters that are lists of words, which come in lower case. */
export const wordList: Codec<readonly string[]> = (value) => {
  if (typeof value !== 'string') return undefined;
  return value
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
};

const valuePath = ['properties', 'value'] as const;
const defaultPath = ['properties', 'defaultValue'] as const;
const sourcePath = ['properties', 'source'] as const;

/** Stands for the default where there is a value, so that nobody looks the default up. */
const notAbsent: Absence<never> = { unknown: 'there is a value' };

/** Reads the child that holds a parameter. Azure says of each live one whether somebody has set it. */
function readChild<T>(child: Resource, parameter: Parameter<T>, { server, snapshot }: Subject): Fact<T> {
  const isLive = snapshot.origin === 'live';
  const value = settingOf(child, valuePath) ?? (isLive ? settingOf(child, defaultPath) : undefined);
  const reading = { as: parameter.as, absent: value === undefined ? parameter.absent(server) : notAbsent };
  if (!isLive) return readSetting(child, valuePath, reading);
  const fact = factOf(value, { in: 'resource', key: child.key, path: valuePath }, reading);
  const source = settingOf(child, sourcePath);
  const isDefault = typeof source === 'string' && source.toLowerCase() === 'system-default';
  return fact.kind === 'set' && isDefault ? { ...fact, kind: 'default' } : fact;
}

/** What holds where no child sets the parameter. */
function readAbsence<T>(parameter: Parameter<T>, subject: Subject, items: readonly Resource[], type: string): Fact<T> {
  const { server, snapshot } = subject;
  const at = inResource(server.resource.key);
  const { complete } = snapshot.children(server.resource.key, type);
  if (complete !== true) return { kind: 'unknown', because: complete.because, at };
  const nameless = items.map(({ name }) => name).find(isUnknown);
  if (nameless !== undefined) {
    return { kind: 'unknown', because: `the name of a parameter is not known: ${nameless.because}`, at };
  }
  if (snapshot.origin === 'live') {
    return { kind: 'notApplicable', because: `The server has no parameter ${parameter.name}.`, at };
  }
  const inherited = whyInherited(server);
  const absent = inherited === undefined ? parameter.absent(server) : { unknown: inherited };
  return factOf(undefined, at, { as: parameter.as, absent });
}

/** Where it cannot be decided whether any child is deployed, the parameter may as well have its default. */
function eitherWay<T>(children: readonly { resource: Resource; fact: Fact<T> }[], absent: () => Fact<T>): Fact<T> | undefined {
  const [first] = children;
  const when = first?.resource.when;
  if (first === undefined || !isUnknown(when) || children.some(({ resource }) => resource.when === true)) return undefined;
  const values = [...children.map(({ fact }) => fact), absent()].map(known);
  const oneOf = values.filter((value) => value !== undefined);
  const { at } = first.fact;
  return { kind: 'unknown', because: when.because, at, ...(oneOf.length === values.length ? { oneOf } : {}) };
}

const indexes = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resource[]>>();

/** The children by their names in lower case. Many rules ask the same list, so that it is sorted once. */
function byName(items: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const before = indexes.get(items);
  if (before !== undefined) return before;
  const index = new Map<string, Resource[]>();
  for (const item of items) {
    if (typeof item.name !== 'string') continue;
    const name = item.name.toLowerCase();
    const same = index.get(name);
    if (same === undefined) index.set(name, [item]);
    else same.push(item);
  }
  indexes.set(items, index);
  return index;
}

/** Reads a parameter from the children of one type. */
function readFrom<T>(type: string, subject: Subject, parameter: Parameter<T>): ParameterFacts<T> {
  const { server, snapshot } = subject;
  const { items } = snapshot.children(server.resource.key, type);
  const absent = (): Fact<T> => readAbsence(parameter, subject, items, type);
  const [only, ...others] = byName(items).get(parameter.name.toLowerCase()) ?? [];
  if (only === undefined) return [absent()];
  const first = readChild(only, parameter, subject);
  if (only.when === true && others.length === 0) return [first];
  const further = others.map((resource) => ({ resource, fact: readChild(resource, parameter, subject) }));
  const alternative = eitherWay([{ resource: only, fact: first }, ...further], absent);
  const facts = further.map(({ fact }) => fact);
  return alternative === undefined ? [first, ...facts] : [first, ...facts, alternative];
}

/** Reads a PostgreSQL parameter of a server; Azure compares the names of parameters without regard to case. */
export function readParameter<T>(subject: Subject, parameter: Parameter<T>): ParameterFacts<T> {
  const { server } = subject;
  if (server.kind === 'horizon') return [readGrouped(subject, parameter)];
  const types = parameterTypes(server);
  const [type] = types;
  if (type !== undefined && types.length === 1) return readFrom(type, subject, parameter);
  const isWritten = ({ at }: Fact<T>): boolean => at.in !== 'resource' || at.key !== server.resource.key;
  const facts = types.flatMap((one) => readFrom(one, subject, parameter).map((fact) => (isWritten(fact) ? { ...fact, of: nodesOf(one) } : fact)));
  // What neither role of a cluster's nodes sets is one thing to say of the cluster.
  const [first, ...others] = facts.filter((fact, index) => isWritten(fact) || facts.findIndex((one) => !isWritten(one)) === index);
  return [first ?? { kind: 'notApplicable', because: 'It has no parameters.', at: inResource(server.resource.key) }, ...others];
}

/** Says that a layer reads these parameters of a kind of server. */
export function parameterNeeds(kind: Kind, parameters: readonly Parameter<unknown>[]): readonly Need[] {
  return needsOfKind(kind, parameters.map(({ name }) => name));
}

export interface ParameterFix {
  readonly title: string;
  readonly name: string;
  readonly value: string;
  readonly effect: Effect;
}

/** Makes the fix that gives a parameter a value: at the child that the fact is about, else as a new child. */
export function parameterFix(at: Address, { server, snapshot }: Subject, fix: ParameterFix): Fix | undefined {
  const { title, name, value, effect } = fix;
  if (at.in === 'resource' && at.key !== server.resource.key) {
    // A group of parameters that leaves this one out has no place to write it at.
    return at.path.at(-1) === 'value' ? { title, effect, changes: [{ kind: 'set', at, value }] } : undefined;
  }
  const change = parameterChange(snapshot, server, name, value);
  return change === undefined ? undefined : { title, effect, changes: [change] };
}
