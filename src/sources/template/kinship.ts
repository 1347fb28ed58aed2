import { kindOf } from '../../model/resource';
import type { Collection } from './collect';
import type { Content, Opaque } from './content';
import { nameKey, namesDiffer } from './identity';
import type { ResourceInstance } from './instance';
import { fullNameOf } from './instance';
import { Extensions, ownType } from './extensions';
import { baseName } from './library';
import { symbolsIn } from './mentions';
import type { Place } from './place';
import { placesDiffer } from './place';
import { placeOf } from './place-of';

/** A server that a child names although the template neither deploys it nor refers to it by itself. */
export interface Stranger {
  readonly key: string;
  readonly type: string;
  readonly name: Content;
  /** The child that names it. */
  readonly child: ResourceInstance;
}

type Family = ResourceInstance | Stranger;

/** Which resource belongs to which, in all modules of an entry. */
export interface Kinship {
  /** The resources that are ones of their own: not a second reference to one that is there already. */
  readonly members: readonly ResourceInstance[];
  readonly strangers: readonly Stranger[];
  /** The segments of a resource's full name. */
  readonly nameOf: (instance: ResourceInstance) => readonly Content[];
  readonly parentOf: (instance: ResourceInstance) => Family | undefined;
  /** The full type; that of a resource which extends another is its own, however it is written. */
  readonly typeOf: (instance: ResourceInstance) => string | undefined;
  /** The resource that a reference means, where the template deploys it or referred to it before. */
  readonly original: (instance: ResourceInstance) => ResourceInstance;
  /** Why the children of a type may be more than those that are known. */
  readonly incomplete: (key: string, type: string) => Opaque | undefined;
}

const pool = /^Microsoft\.HorizonDb\/clusters\/pools$/i;

const isServer = ({ declaration: { type } }: ResourceInstance): boolean => type !== undefined && kindOf(type) !== undefined;

const kinKey = (type: string, name: readonly Content[], { key }: Place): string => `${key} ${type.toLowerCase()} ${name.map(nameKey).join('/')}`;

/** Finds families by the symbols and names that are written, whether the names are known or not. */
export class Families implements Kinship {
  readonly strangers: Stranger[] = [];
  private readonly byName = new Map<string, ResourceInstance[]>();
  private readonly byType = new Map<string, ResourceInstance[]>();
  private readonly strangersByName = new Map<string, Stranger>();
  private readonly names = new Map<ResourceInstance, readonly Content[]>();
  private readonly places = new Map<ResourceInstance, Place>();
  private readonly hasPlaces: boolean;
  private readonly parents = new Map<ResourceInstance, Family>();
  private readonly reasons = new Map<string, Opaque>();
  private readonly extensions = new Extensions((type, name, place) => this.byName.get(kinKey(type, name, place))?.[0]);
  readonly members: readonly ResourceInstance[];

  constructor(private readonly collection: Collection) {
    const inOrder = [...collection.resources].sort((a, b) => Number(a.declaration.existing) - Number(b.declaration.existing));
    for (const instance of inOrder) this.register(instance);
    this.hasPlaces = new Set(inOrder.map((instance) => this.placeOf(instance).key)).size > 1;
    this.members = collection.resources.filter((instance) => this.original(instance) === instance);
    for (const instance of this.members) this.findParent(instance);
    this.doubtDamaged();
    // What modules are given would be computed in vain where there is no server.
    for (const { module, caller } of this.members.some(isServer) ? collection.unread : []) {
      const symbols = symbolsIn(module.declaration.arguments ?? { kind: 'missing', because: '', start: 0, end: 0 });
      const given = module.arguments().content;
      const values = given.kind === 'object' ? [...given.members.values()].map((value) => nameKey(value.force().content)) : [];
      this.doubtServers(module.target as Opaque, values, caller.template.file, symbols);
    }
  }

  readonly nameOf = (instance: ResourceInstance): readonly Content[] => {
    const before = this.names.get(instance);
    if (before !== undefined) return before;
    const name = fullNameOf(instance);
    this.names.set(instance, name);
    return name;
  };

  /** What extends another resource is where the template is deployed, as far as names go. */
  private placeOf(instance: ResourceInstance): Place {
    const before = this.places.get(instance);
    if (before !== undefined) return before;
    const place = placeOf(instance) ?? instance.deployed.place;
    this.places.set(instance, place);
    return place;
  }

  readonly parentOf = (instance: ResourceInstance): Family | undefined => this.parents.get(instance);

  readonly typeOf = (instance: ResourceInstance): string | undefined => ownType(instance);

  readonly incomplete = (key: string, type: string): Opaque | undefined =>
    this.reasons.get(`${key} ${type.toLowerCase()}`) ?? this.reasons.get(key);

  private register(instance: ResourceInstance): void {
    const { type, existing } = instance.declaration;
    if (type === undefined) return;
    const key = kinKey(type, this.nameOf(instance), this.placeOf(instance));
    const same = this.byName.get(key);
    if (same === undefined) this.byName.set(key, [instance]);
    else if (!existing) same.push(instance);
    const alike = this.byType.get(type.toLowerCase());
    if (same !== undefined && existing) return;
    if (alike === undefined) this.byType.set(type.toLowerCase(), [instance]);
    else alike.push(instance);
  }

  readonly original = (instance: ResourceInstance): ResourceInstance => {
    const { type, existing } = instance.declaration;
    if (!existing || type === undefined) return instance;
    return this.byName.get(kinKey(type, this.nameOf(instance), this.placeOf(instance)))?.[0] ?? instance;
  };

  private findParent(instance: ResourceInstance): void {
    const { type, parent: symbol } = instance.declaration;
    const extended = instance.parent === undefined ? this.extensions.extended(instance) : undefined;
    if (extended !== undefined) {
      this.adopt(instance, ownType(instance) ?? '', [this.original(extended)]);
      return;
    }
    const parentType = type?.split('/').slice(0, -1).join('/');
    if (type === undefined || parentType?.includes('/') !== true) return;
    // A pool is made with its cluster and deployed by nobody: what stands below it is the cluster's.
    const ownerType = pool.test(parentType) ? parentType.split('/').slice(0, -1).join('/') : parentType;
    const written = instance.parent !== undefined && ownerType !== parentType ? instance.parent.parent : instance.parent;
    if (written !== undefined) {
      const own = this.original(written);
      this.adopt(instance, ownType(instance) ?? type, [own]);
      this.doubtNamesakes(instance, type, own);
      return;
    }
    const name = this.nameOf(instance);
    const ownerName = name.slice(0, ownerType.split('/').length - 1);
    const isComplete = (symbol === undefined || instance.parent !== undefined) && name.length === type.split('/').length - 1;
    const found = isComplete ? this.byName.get(kinKey(ownerType, ownerName, this.placeOf(instance))) : undefined;
    if (found !== undefined) this.adopt(instance, type, found);
    else this.adoptByStranger(instance, type, ownerType, isComplete ? ownerName : undefined);
  }

  /** Where several resources have the name of the parent, the child is shown with the first and in doubt with the others. */
  private adopt(child: ResourceInstance, type: string, [parent, ...others]: readonly ResourceInstance[]): void {
    if (parent === undefined) return;
    this.parents.set(child, parent);
    const open = openConditions(child, parent).find(({ id }) => this.collection.loops.has(id)) ?? child.repeated;
    if (open !== undefined && parent.repeated?.id !== open.id) this.doubt(parent.key, type, open);
    for (const other of others) this.doubt(other.key, type, this.unmatched(child));
  }

  /** A server of the same name in a place that may turn out to be the same one may be the parent as well. */
  private doubtNamesakes(child: ResourceInstance, type: string, parent: ResourceInstance): void {
    const [place, parentType] = [this.placeOf(parent), parent.declaration.type];
    if (!this.hasPlaces || parentType === undefined) return;
    const name = this.nameOf(parent).map(nameKey).join('/');
    for (const other of this.byType.get(parentType.toLowerCase()) ?? []) {
      const isNamesake = other !== parent && this.nameOf(other).map(nameKey).join('/') === name;
      if (isNamesake && this.placeOf(other).key !== place.key && !placesDiffer(this.placeOf(other), place)) this.doubt(other.key, type, this.unmatched(child));
    }
  }

  private adoptByStranger(child: ResourceInstance, type: string, parentType: string, parentName: readonly Content[] | undefined): void {
    const [name, ...more] = parentName ?? [];
    for (const candidate of this.byType.get(parentType.toLowerCase()) ?? []) {
      const [own] = this.nameOf(candidate);
      if (name !== undefined && own !== undefined && namesDiffer(name, own)) continue;
      if (placesDiffer(this.placeOf(child), this.placeOf(candidate))) continue;
      this.doubt(candidate.key, type, this.unmatched(child));
    }
    if (kindOf(parentType) === undefined || more.length > 0) return;
    const called = name ?? this.unmatched(child);
    const key = kinKey(parentType, [called], this.placeOf(child));
    const before = this.strangersByName.get(key);
    const stranger = before ?? { key: `${child.key}^`, type: parentType, name: called, child };
    if (before === undefined) {
      this.strangersByName.set(key, stranger);
      this.strangers.push(stranger);
    }
    this.parents.set(child, stranger);
  }

  private unmatched({ declaration, deployed }: ResourceInstance): Opaque {
    return deployed.evaluation.opaque(`it cannot be told to which server ${declaration.symbol} belongs`);
  }

  private doubt(key: string, type: string, because: Opaque): void {
    this.reasons.set(`${key} ${type.toLowerCase()}`, because);
  }

  /** Where a part of a template cannot be read, any server may have a child there; within a server it is one of its own. */
  private doubtDamaged(): void {
    const damaged = this.collection.deployed.find(({ template }) => template.isDamaged);
    for (const { declaration, deployed, key } of this.members) {
      const where = damaged ?? (declaration.isDamaged ? deployed : undefined);
      if (where !== undefined) this.reasons.set(key, where.evaluation.opaque(`a part of ${baseName(where.template.file)} cannot be read`));
    }
  }

  /** A module that cannot be read, and that is given a server, may add anything to it. */
  private doubtServers(because: Opaque, values: readonly string[], file: string, symbols: ReadonlySet<string>): void {
    for (const instance of this.members.filter(isServer)) {
      const { symbol } = instance.declaration;
      const isMentioned = symbols.has(symbol) && instance.deployed.template.file === file;
      const [name] = this.nameOf(instance);
      if (isMentioned || (name !== undefined && values.includes(nameKey(name)))) this.reasons.set(instance.key, because);
    }
  }
}

/** Why it cannot be told whether a child is there even where its parent is. */
export function openConditions(child: ResourceInstance, parent: ResourceInstance | undefined): readonly Opaque[] {
  const shared = new Set(parent?.conditions.map(({ id }) => id));
  return child.conditions.filter(({ id }) => !shared.has(id));
}
