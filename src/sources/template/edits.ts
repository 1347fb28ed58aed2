import type { ResourceAddress, Path } from '../../model/address';
import type { Change, Fix } from '../../model/fix';
import type { Json } from '../../model/value';
import type { TextEdit } from '../program';
import type { Source, Step } from './content';
import { stepsOf } from './content';
import type { ObjectExpression } from './expression';
import { findValue } from './find-value';
import type { Library } from './library';
import { declared } from './locate';
import type { OpenEntry } from './open-entry';
import { orderEdits } from './text-edits';

/** Carries out the changes of a fix in text, or returns nothing where any of them has no place there. */
export function edits(entry: OpenEntry, fix: Fix, library: Library): readonly TextEdit[] | undefined {
  const writer = new Writer(entry, library);
  for (const change of fix.changes) if (!writer.change(change)) return undefined;
  return writer.finish();
}

/** Properties that are to be put into one object. */
interface Insertion {
  readonly source: Source;
  readonly properties: Map<string, Json>;
}

class Writer {
  private readonly written: TextEdit[] = [];
  private readonly insertions = new Map<ObjectExpression, Insertion>();

  constructor(
    private readonly entry: OpenEntry,
    private readonly library: Library,
  ) {}

  /** Returns false where the change cannot be written. */
  change(change: Change): boolean {
    switch (change.kind) {
      case 'set':
        return this.set(change.at, change.value);
      case 'remove':
        return change.at.path.length === 0 ? this.removeResource(change.at.key) : this.remove(change.at);
      case 'add':
        return this.add(change);
      case 'secure': {
        const deployed = this.entry.collection.deployed.find(
          ({ template }) => template.file === change.at.file && declared(template, change.at) !== undefined,
        );
        const declaration = deployed && declared(deployed.template, change.at);
        if (deployed === undefined || declaration === undefined || !('secure' in declaration)) return false;
        return this.write(deployed.template.editing.secure(deployed.template.text, declaration));
      }
      case 'action':
        return false;
    }
  }

  finish(): readonly TextEdit[] | undefined {
    for (const [object, { source, properties }] of this.insertions) {
      const { text } = source;
      const editing = this.library.editing(source);
      const isWhole = object.members.length === 0 && properties.size > 1;
      if (isWhole && !this.write(editing.replace(text, object, Object.fromEntries(properties)))) return undefined;
      for (const [key, value] of isWhole ? [] : properties) {
        if (!this.write(editing.insert(text, object, key, value))) return undefined;
      }
    }
    const result = orderEdits(this.written);
    return result !== undefined && this.library.stillReads(result) ? result : undefined;
  }

  private write(edits: readonly TextEdit[] | undefined): boolean {
    if (edits === undefined) return false;
    this.written.push(...edits);
    return true;
  }

  private set({ key, path }: ResourceAddress, value: Json): boolean {
    const resource = this.entry.resource(key);
    if (resource === undefined || path.length === 0) return false;
    const { values, rest } = findValue(resource, path);
    const last = values.at(-1);
    if (last === undefined) return false;
    if (rest.length === 0) return this.replace(last.from, value);
    const { content, from } = last;
    const inner = nested(rest.slice(1), value);
    const [first] = rest;
    if (inner === undefined || typeof first !== 'string') return false;
    if (content.kind === 'scalar' && content.value === null) return this.replace(from, { [first]: inner });
    const steps = stepsOf(from);
    const end = steps.at(-1);
    if (content.kind !== 'object' || end?.expression.kind !== 'object' || steps.some(({ computed }) => computed)) return false;
    return this.insert(end.source, end.expression, first, inner);
  }

  /** Writes a value where it is written now: a literal at the end of its way, else the expression where it is used. */
  private replace(from: Step, value: Json): boolean {
    const steps = stepsOf(from);
    const end = steps.at(-1);
    const isAllowed = (step: Step): boolean => step.allowed?.some(({ kind, ...more }) => kind === 'scalar' && 'value' in more && more.value === value) ?? true;
    const isPlain = end !== undefined && ['literal', 'object', 'array'].includes(end.expression.kind) && !steps.some(({ computed }) => computed);
    const given = steps.findLast((step) => step.given);
    const place = !steps.every(isAllowed) ? from : isPlain ? end : (given ?? from);
    return this.write(this.library.editing(place.source).replace(place.source.text, place.expression, value));
  }

  private insert(source: Source, object: ObjectExpression, key: string, value: Json): boolean {
    const insertion = this.insertions.get(object) ?? { source, properties: new Map<string, Json>() };
    this.insertions.set(object, insertion);
    const before = insertion.properties.get(key);
    const merged = before === undefined ? value : merge(before, value);
    if (merged !== undefined) insertion.properties.set(key, merged);
    return merged !== undefined;
  }

  private remove({ key, path }: ResourceAddress): boolean {
    const resource = this.entry.resource(key);
    if (resource === undefined) return false;
    const { last, rest } = findValue(resource, path);
    // What is not there need not be removed.
    if (rest.length > 0) return true;
    if (last.written === undefined) return false;
    const { source, entry, owner } = last.written;
    return this.write(this.library.editing(source).remove(source.text, owner, entry));
  }

  /** Only a resource that stands in text once can be removed from there, not one of a loop or of a repeated module. */
  private removeResource(key: string): boolean {
    const resource = this.entry.resource(key);
    if (resource === undefined) return false;
    const { declaration, deployed, index, repeated } = resource;
    const { template } = deployed;
    if (declaration.existing || index !== undefined || repeated !== undefined) return false;
    if (this.entry.collection.deployed.filter((other) => other.template === template).length > 1) return false;
    return this.write(template.editing.removeResource(template.text, declaration));
  }

  private add({ parent, type, name, body }: Change & { kind: 'add' }): boolean {
    const resource = this.entry.resource(parent);
    if (resource === undefined) return false;
    const { template } = resource.deployed;
    return this.write(template.editing.addChild(template.text, resource.declaration, { type, name, body }));
  }
}

/** Puts a value into objects of the given names, or returns nothing where an item of a list would be needed. */
function nested(path: Path, value: Json): Json | undefined {
  let inner = value;
  for (const key of [...path].reverse()) {
    if (typeof key !== 'string') return undefined;
    inner = { [key]: inner };
  }
  return inner;
}

const isJsonObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts two objects together, or returns nothing where they contradict each other. */
function merge(a: Json, b: Json): Json | undefined {
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b ? a : undefined;
  const merged: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = merged[key];
    const both = before === undefined ? value : merge(before, value);
    if (both === undefined) return undefined;
    merged[key] = both;
  }
  return merged;
}
