import type { ResourceKey } from '../../model/address';
import type { Collection } from './collect';
import type { Opaque, Text } from './content';
import { resourceIdOf } from './functions/deployment';
import { idKey } from './identity';
import type { Kinship } from './kinship';
import { placeOf } from './place-of';

/** Tells which resource of an entry a value comes from that cannot be told itself. The ids are listed at the first use. */
export class References {
  private keys: ReadonlyMap<string, ResourceKey> | undefined;
  private ids: ReadonlyMap<string, ResourceKey> | undefined;

  constructor(
    private readonly collection: Collection,
    private readonly kinship: Kinship,
  ) {}

  /** @returns what an `Unknown` says about it. */
  of(content: Text | Opaque): { readonly refersTo?: ResourceKey } {
    const key = content.kind === 'unknown' ? this.byReference(content.refersTo) : this.byText(content);
    return key === undefined ? {} : { refersTo: key };
  }

  private byText(text: Text): ResourceKey | undefined {
    const id = idKey(text);
    if (id !== undefined) return this.byId(id);
    for (const piece of text.pieces) {
      const found = typeof piece === 'string' ? undefined : this.byReference(piece.refersTo);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private byReference(reference: string | undefined): ResourceKey | undefined {
    if (reference === undefined) return undefined;
    return this.keyMap.get(reference) ?? this.byId(reference);
  }

  /** What is no resource by itself is a part of one whose id it begins with. */
  private byId(id: string): ResourceKey | undefined {
    const segments = id.split('/');
    const provider = segments.lastIndexOf('providers');
    for (let length = segments.length; provider >= 0 && length >= provider + 4; length -= 1) {
      const found = this.idMap.get(segments.slice(0, length).join('/'));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A second reference to a resource stands for the first. */
  private get keyMap(): ReadonlyMap<string, ResourceKey> {
    this.keys ??= new Map(this.collection.resources.map((instance) => [instance.key, this.kinship.original(instance).key]));
    return this.keys;
  }

  private get idMap(): ReadonlyMap<string, ResourceKey> {
    if (this.ids !== undefined) return this.ids;
    const ids = new Map<string, ResourceKey>();
    for (const instance of this.kinship.members) {
      const { type } = instance.declaration;
      const place = placeOf(instance);
      if (type === undefined || place === undefined) continue;
      const id = idKey(resourceIdOf(instance.deployed.evaluation, place, type, this.kinship.nameOf(instance)));
      if (id !== undefined && !ids.has(id)) ids.set(id, instance.key);
    }
    this.ids = ids;
    return ids;
  }
}
