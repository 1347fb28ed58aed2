import { sameType } from '../../model/resource';
import { stringOf } from './content';
import { fullNameOf, type ResourceInstance } from './instance';
import type { OpenEntry } from './open-entry';
import type { NewChild, Sibling } from './template';

/**
 * PostgreSQL parameters are set one after the other: a server that is busy with one refuses the next with ServerIsBusy.
 * https://github.com/Azure/azure-postgresql/issues/134
 */
const oneByOne = /\/configurations$/i;

/** Lists what a new child of a server has to wait for. @param earlier other children that the same fix adds before it. */
export function siblingsOf(entry: OpenEntry, parent: ResourceInstance, type: string, earlier: readonly NewChild[]): readonly Sibling[] {
  if (!oneByOne.test(type)) return [];
  const written = new Map<object, Sibling>();
  for (const { parent: outer, key } of entry.snapshot.resources) {
    const instance = outer === parent.key ? entry.resource(key) : undefined;
    if (instance === undefined || instance.deployed !== parent.deployed) continue;
    const { declaration } = instance;
    if (declaration.existing || declaration.type === undefined || !sameType(declaration.type, type)) continue;
    const last = fullNameOf(instance).at(-1);
    const name = last === undefined || written.has(declaration) ? undefined : stringOf(last);
    written.set(declaration, { declaration, name });
  }
  const added = earlier.filter((child) => sameType(child.type, type)).map((child): Sibling => ({ added: child }));
  return [...written.values(), ...added];
}
