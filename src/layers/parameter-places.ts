import { inResource } from '../model/address';
import type { Absence, Codec, Fact } from '../model/fact';
import { factOf } from '../model/fact';
import { configurationType } from '../model/fix';
import type { Need, ReferenceNeed } from '../model/layer';
import type { Kind, Resource, Server } from '../model/resource';
import { serverTypes, settingOf } from '../model/resource';
import type { Subject } from '../model/rule';
import type { Unknown } from '../model/value';
import { isList, isUnknown, unknown, valueAt } from '../model/value';
import { hasSeparateParts } from './horizon-versions';
import { whyInherited } from './server-setting';

/** The roles that nodes of a cluster have. Each is set by itself: https://learn.microsoft.com/azure/cosmos-db/postgresql/how-to-enable-audit */
const coordinators = `${serverTypes.cluster}/coordinatorConfigurations`;
const workers = `${serverTypes.cluster}/nodeConfigurations`;

/** The child types that hold the PostgreSQL parameters of a server: of a cluster one for each role, without workers one. */
export function parameterTypes(server: Server): readonly string[] {
  if (server.kind === 'cluster') return settingOf(server.resource, ['properties', 'nodeCount']) === 0 ? [coordinators] : [coordinators, workers];
  const type = configurationType(server);
  return type === undefined ? [] : [type];
}

/** What people call the nodes that a type of parameters is for. */
export const nodesOf = (type: string): string => (type === workers ? 'workers' : 'coordinator');

/** The group of parameters that a HorizonDB cluster is connected to: https://learn.microsoft.com/azure/horizondb/parameters/concepts-parameter-groups */
export const parameterGroupNeed: ReferenceNeed = {
  referenced: ['properties', 'parameterGroup', 'id'],
  type: 'Microsoft.HorizonDb/parameterGroups',
  of: ['horizon'],
};

/** Says that a layer reads these parameters of a kind of server. */
export function parameterNeeds(kind: Kind, names: readonly string[]): readonly Need[] {
  switch (kind) {
    case 'cluster':
      return [coordinators, workers].map((type) => ({ type, names }));
    case 'horizon':
      return [parameterGroupNeed];
    case 'flexible':
    case 'single':
      return [{ type: `${serverTypes[kind]}/configurations`, names }];
  }
}

/** The group that Azure makes for a version of PostgreSQL, in which every parameter has its default. */
const defaultGroup = /\/parameterGroups\/default_pg\d+$/i;

interface GroupedParameter<T> {
  readonly name: string;
  readonly as: Codec<T>;
  readonly absent: (server: Server) => Absence<T>;
}

/** The group of a cluster; nothing where it has the default one, or why nobody knows it. */
function groupOf(subject: Subject): Resource | Unknown | undefined {
  const { server, snapshot } = subject;
  const id = settingOf(server.resource, parameterGroupNeed.referenced);
  if (id === undefined && server.resource.existing) return unknown('the template only refers to the cluster');
  if (id === undefined && hasSeparateParts(subject)) return unknown('this version of the API may connect the cluster to its parameter group elsewhere');
  if (id === undefined || id === '') return undefined;
  const group = snapshot.referenced(server.resource, parameterGroupNeed.referenced);
  if (group === undefined) {
    if (isUnknown(id)) return id;
    return typeof id === 'string' && defaultGroup.test(id) ? undefined : unknown('the parameter group of the cluster was not read');
  }
  if (group.existing) return unknown('the template only refers to the parameter group');
  return isUnknown(group.when) ? group.when : group;
}

/** Reads a parameter of a HorizonDB cluster. What a group leaves out it takes from the default group. */
export function readGrouped<T>(subject: Subject, parameter: GroupedParameter<T>): Fact<T> {
  const { server } = subject;
  const { as } = parameter;
  const inherited = whyInherited(server);
  const absent: Absence<T> = inherited === undefined ? parameter.absent(server) : { unknown: inherited };
  const group = groupOf(subject);
  if (group === undefined) return factOf(undefined, inResource(server.resource.key), { as, absent });
  if (isUnknown(group)) return { kind: 'unknown', because: group.because, at: inResource(server.resource.key, ...parameterGroupNeed.referenced) };
  const path = ['properties', 'parameters'];
  const at = inResource(group.key, ...path);
  const list = settingOf(group, path);
  const left = { as, absent: parameter.absent(server) };
  if (list === undefined) return factOf(undefined, at, left);
  if (!isList(list)) return { kind: 'unknown', because: isUnknown(list) ? list.because : 'the parameters are not written as a list', at };
  const names = list.map((item) => (isUnknown(item) ? item : valueAt(item, ['name'])));
  const index = names.findIndex((name) => typeof name === 'string' && name.toLowerCase() === parameter.name.toLowerCase());
  if (index >= 0) return factOf(valueAt(list[index], ['value']), inResource(group.key, ...path, index, 'value'), left);
  const open = names.find(isUnknown);
  return open === undefined ? factOf(undefined, at, left) : { kind: 'unknown', because: open.because, at };
}
