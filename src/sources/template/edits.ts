import type { Change, Fix } from '../../model/fix';
import type { TextFix } from '../program';
import { ChildEdits } from './edit-children';
import { DeclarationEdits } from './edit-declarations';
import { removeProperty, setProperty } from './edit-settings';
import type { ResourceInstance } from './instance';
import type { Library } from './library';
import type { OpenEntry } from './open-entry';
import { PendingEdits } from './pending-edits';

/** Carries out the changes of a fix in text, or returns nothing where any of them has no place there. */
export function edits(entry: OpenEntry, fix: Fix, library: Library): TextFix | undefined {
  const pending = new PendingEdits(library);
  const writing = { library, pending };
  const children = new ChildEdits(entry, writing);
  const declarations = new DeclarationEdits(entry, writing);
  /** Returns false where the change cannot be written. */
  const carryOut = (change: Change): boolean => {
    if (change.kind === 'secure') return declarations.secure(change.at);
    if (change.kind === 'require') return declarations.require(change.at);
    const resource = entry.resource(resourceOf(change));
    if (resource === undefined) return false;
    switch (change.kind) {
      case 'set':
        return setProperty(writing, resource, change.at, change.value);
      case 'remove':
        return change.at.path.length === 0 ? children.remove(resource) : removeProperty(writing, resource, change.at);
      case 'add':
        return children.add(resource, change);
      case 'ask':
        return declarations.ask(resource, change.at, change.parameter);
      case 'refer':
        return declarations.refer(resource, change.at, change.to);
      case 'raise':
        return raise(pending, resource, change.apiVersion);
      case 'action':
        return false;
    }
  };
  if (!fix.changes.every(carryOut)) return undefined;
  const written = pending.finish();
  return written && { title: [fix.title, pending.where].join(''), edits: written };
}

function resourceOf(change: Exclude<Change, { readonly kind: 'secure' | 'require' }>): string {
  if ('parent' in change) return change.parent;
  return 'resource' in change ? change.resource : change.at.key;
}

function raise(pending: PendingEdits, { declaration, deployed }: ResourceInstance, apiVersion: string): boolean {
  if (declaration.apiVersion !== undefined && declaration.apiVersion >= apiVersion) return true;
  const { editing, text } = deployed.template;
  return pending.write(editing.setApiVersion(text, declaration, apiVersion));
}
