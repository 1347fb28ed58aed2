import type { Json } from '../../model/value';
import type { TextEdit } from '../program';
import type { Source } from './content';
import type { ArrayExpression, ObjectExpression } from './expression';
import type { Library } from './library';
import { merge } from './nested-json';
import { orderEdits } from './text-edits';

/** Properties that are to be put into one object. */
interface Insertion {
  readonly source: Source;
  readonly properties: Map<string, Json>;
}

/** Names a place beside the resource: "value in main.bicepparam" is a role, "in main.bicepparam" is where. */
const inWords = (role: string): string => (role.startsWith('value in ') ? role.slice('value '.length) : `in the ${role}`);

/** What changes are written with. Whatever writes with it returns false where its change has no place. */
export interface Writing {
  readonly library: Library;
  readonly pending: PendingEdits;
}

/** What a fix writes, gathered change by change: properties of one object and items of one list are written together. */
export class PendingEdits {
  private readonly written: TextEdit[] = [];
  private readonly insertions = new Map<ObjectExpression, Insertion>();
  private readonly items = new Map<ArrayExpression, { readonly source: Source; readonly values: Json[] }>();
  private readonly roles = new Set<string>();

  constructor(private readonly library: Library) {}

  /** Where the fix is carried out, where that is not in the resource itself; the end of a title. */
  get where(): string {
    return this.roles.size === 0 ? '' : ` ${[...this.roles].map(inWords).join(' and ')}`;
  }

  /** Notes that something is changed in another place than the resource. */
  note(role: string | undefined): void {
    if (role !== undefined) this.roles.add(role);
  }

  /** Returns false where there is nothing that could be written. */
  write(edits: readonly TextEdit[] | undefined): boolean {
    if (edits === undefined) return false;
    this.written.push(...edits);
    return true;
  }

  /** Puts a property into an object, or more into one that is put there already. Returns false where both contradict. */
  insert(source: Source, object: ObjectExpression, key: string, value: Json): boolean {
    const insertion = this.insertions.get(object) ?? { source, properties: new Map<string, Json>() };
    this.insertions.set(object, insertion);
    const before = insertion.properties.get(key);
    const merged = before === undefined ? value : merge(before, value);
    if (merged !== undefined) insertion.properties.set(key, merged);
    return merged !== undefined;
  }

  /** Puts a list into an object, or more items into one that is put there already. */
  insertItems(source: Source, object: ObjectExpression, key: string, items: readonly Json[]): boolean {
    const properties = this.insertions.get(object)?.properties;
    const before = properties?.get(key);
    if (properties === undefined || !Array.isArray(before)) return this.insert(source, object, key, items);
    properties.set(key, [...(before as readonly Json[]), ...items]);
    return true;
  }

  addItem(source: Source, array: ArrayExpression, item: Json): void {
    const { values } = this.items.get(array) ?? { values: [] };
    this.items.set(array, { source, values: [...values, item] });
  }

  /** All edits in order, or nothing where they cannot be written or the files could not be read with them. */
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
    for (const [array, { source, values }] of this.items) {
      const editing = this.library.editing(source);
      const written = array.items.length === 0 ? [editing.replace(source.text, array, values)] : values.map((value) => editing.addItem(source.text, array, value));
      if (!written.every((one) => this.write(one))) return undefined;
    }
    const result = orderEdits(this.written);
    return result !== undefined && this.library.stillReads(result) ? result : undefined;
  }
}
