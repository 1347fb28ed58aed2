import type { Change } from '../../model/fix';
import { addListed } from './edit-call';
import { removeItem } from './edit-settings';
import type { ResourceInstance } from './instance';
import type { OpenEntry } from './open-entry';
import type { Writing } from './pending-edits';
import { listingParameter } from './registry-modules/list-item';
import { siblingsOf } from './siblings';
import type { NewChild, Sibling, Template } from './template';

/** Adds and removes children of servers; a server takes only one of its parameters at a time. */
export class ChildEdits {
  private readonly added = new Map<string, NewChild[]>();
  private readonly serialised = new Set<object>();

  constructor(
    private readonly entry: OpenEntry,
    private readonly writing: Writing,
  ) {}

  add(resource: ResourceInstance, { type, name, body }: Change & { kind: 'add' }): boolean {
    const { pending } = this.writing;
    const { template } = resource.deployed;
    if (template.registry !== undefined) return addListed(pending, resource, { type, name, body });
    const earlier = this.added.get(resource.key) ?? [];
    const child = { type, name, body, after: siblingsOf(this.entry, resource, type, earlier) };
    this.added.set(resource.key, [...earlier, child]);
    for (const sibling of child.after) this.serialise(sibling, template);
    return pending.write(template.editing.addChild(template.text, resource.declaration, child));
  }

  /** A loop that sets several parameters of one server at once fails with ServerIsBusy as well. */
  private serialise(sibling: Sibling, { editing, text }: Template): void {
    if ('added' in sibling || sibling.name !== undefined || sibling.declaration.loop === undefined || this.serialised.has(sibling.declaration)) return;
    this.serialised.add(sibling.declaration);
    this.writing.pending.write(editing.serialise(text, sibling.declaration));
  }

  /** Only a resource that stands in text once can be removed from there, not one of a loop or of a repeated module. */
  remove(resource: ResourceInstance): boolean {
    const { declaration, deployed, index, repeated } = resource;
    const { template } = deployed;
    if (template.registry !== undefined) return this.removeListed(resource);
    if (declaration.existing || index !== undefined || repeated !== undefined) return false;
    if (this.entry.collection.deployed.filter((other) => other.template === template).length > 1) return false;
    return this.writing.pending.write(template.editing.removeResource(template.text, declaration));
  }

  /** Removes what a module of a registry deploys from the list that it is given. */
  private removeListed({ declaration: { loop }, deployed, index }: ResourceInstance): boolean {
    const parameter = loop && listingParameter(loop);
    const list = parameter === undefined ? undefined : deployed.caller.given(parameter)?.force();
    return list !== undefined && index !== undefined && removeItem(this.writing, list.from, index);
  }
}
