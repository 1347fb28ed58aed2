import type { DeclarationAddress, ResourceAddress } from '../../model/address';
import type { Change, Fix } from '../../model/fix';
import type { Json } from '../../model/value';
import type { TextEdit, TextFix } from '../program';
import type { Evaluated, Source, Step } from './content';
import { roleOf, stepsOf } from './content';
import type { ArrayExpression, ObjectExpression } from './expression';
import { findValue } from './find-value';
import type { DeployedTemplate, ResourceInstance } from './instance';
import type { Library } from './library';
import { isParametersFile } from './library';
import { declared } from './locate';
import { merge, nested } from './nested-json';
import type { OpenEntry } from './open-entry';
import { mentionedIn } from './mentions';
import { listingParameter, listItem } from './registry-modules/list-item';
import { siblingsOf } from './siblings';
import type { NewChild, ParameterDeclaration, Sibling, Template } from './template';
import { orderEdits } from './text-edits';

/** Carries out the changes of a fix in text, or returns nothing where any of them has no place there. */
export function edits(entry: OpenEntry, fix: Fix, library: Library): TextFix | undefined {
  const writer = new Writer(entry, library);
  for (const change of fix.changes) if (!writer.change(change)) return undefined;
  const written = writer.finish();
  return written && { title: [fix.title, writer.where].join(''), edits: written };
}

/** Properties that are to be put into one object. */
interface Insertion {
  readonly source: Source;
  readonly properties: Map<string, Json>;
}

/** Whether a place that picks a value would still pick that of a parameter, whatever it is: the choice is made by others. */
const passesOn = ({ expression }: Step, parameter: string): boolean =>
  expression.kind === 'conditional' && !mentionedIn(expression.condition, 'parameter').has(parameter);

/** Names a place beside the resource: "value in main.bicepparam" is a role, "in main.bicepparam" is where. */
const inWords = (role: string): string => (role.startsWith('value in ') ? role.slice('value '.length) : `in the ${role}`);

class Writer {
  private readonly written: TextEdit[] = [];
  private readonly insertions = new Map<ObjectExpression, Insertion>();
  private readonly items = new Map<ArrayExpression, { readonly source: Source; readonly values: Json[] }>();
  private readonly added = new Map<string, NewChild[]>();
  private readonly serialised = new Set<object>();
  private readonly roles = new Set<string>();

  constructor(
    private readonly entry: OpenEntry,
    private readonly library: Library,
  ) {}

  /** Where the fix is carried out, where that is not in the resource itself; the end of a title. */
  get where(): string {
    return this.roles.size === 0 ? '' : ` ${[...this.roles].map(inWords).join(' and ')}`;
  }

  /** Returns false where the change cannot be written. */
  change(change: Change): boolean {
    switch (change.kind) {
      case 'set':
        return this.set(change.at, change.value);
      case 'remove':
        return change.at.path.length === 0 ? this.removeResource(change.at.key) : this.remove(change.at);
      case 'add':
        return this.add(change);
      case 'secure':
        return this.secure(change.at);
      case 'require':
        return this.require(change.at);
      case 'ask':
        return this.ask(change.at, change.parameter);
      case 'raise':
        return this.raise(change.resource, change.apiVersion);
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
    for (const [array, { source, values }] of this.items) {
      const editing = this.library.editing(source);
      const written = array.items.length === 0 ? [editing.replace(source.text, array, values)] : values.map((value) => editing.addItem(source.text, array, value));
      if (!written.every((one) => this.write(one))) return undefined;
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
    if (rest.length === 0) return this.give(resource, last, value) || this.replace(last.from, value);
    const { content, from } = last;
    const inner = nested(rest.slice(1), value);
    const [first] = rest;
    if (inner === undefined || typeof first !== 'string') return false;
    if (content.kind === 'scalar' && content.value === null) return this.replace(from, { [first]: inner });
    const steps = stepsOf(from);
    const end = steps.at(-1);
    if (content.kind !== 'object' || end?.expression.kind !== 'object' || steps.some(({ computed }) => computed)) return false;
    this.note(roleOf(from));
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
    if (place !== from) this.note(place === end ? roleOf(from) : place.role);
    return this.write(this.library.editing(place.source).replace(place.source.text, place.expression, value));
  }

  /** Gives a module of a registry a value in place of the module's own default, which nobody can change. */
  private give({ deployed }: ResourceInstance, { from }: Evaluated, value: Json): boolean {
    const { template, caller: { call } } = deployed;
    const steps = stepsOf(from);
    const parameter = [...template.parameters.values()].find((one) => one.default !== undefined && one.default === steps.at(-1)?.expression);
    if (template.registry === undefined || call === undefined || parameter === undefined) return false;
    if (steps.some((step) => step.computed && !passesOn(step, parameter.name))) return false;
    return this.argue(deployed, parameter.name, value);
  }

  /** Adds an argument to the call of a module. */
  private argue({ caller: { call } }: DeployedTemplate, name: string, value: Json): boolean {
    const given = call?.module.arguments;
    if (call === undefined || given === undefined) return false;
    this.roles.add(`call of the module ${call.module.symbol}`);
    const properties = this.insertions.get(given)?.properties;
    const before = properties?.get(name);
    if (Array.isArray(before) && Array.isArray(value)) return properties?.set(name, [...(before as readonly Json[]), ...(value as readonly Json[])]) !== undefined;
    return this.insert(call.deployed.template, given, name, value);
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
    const { last, values, rest } = findValue(resource, path);
    // What is not there need not be removed.
    if (rest.length > 0) return true;
    const list = values.at(-2);
    const index = path.at(-1);
    if (typeof index === 'number') return list !== undefined && this.removeItem(list.from, index);
    if (last.written === undefined) return false;
    const { source, entry, owner } = last.written;
    if (list !== undefined) this.note(roleOf(list.from));
    return this.write(this.library.editing(source).remove(source.text, owner, entry));
  }

  /** Only an item that is written by itself can be removed, not one that a loop or a spread makes. */
  private removeItem(from: Step, index: number): boolean {
    const steps = stepsOf(from);
    const end = steps.at(-1);
    if (end?.expression.kind !== 'array' || steps.some(({ computed }) => computed)) return false;
    const { items } = end.expression;
    const item = items[index];
    if (item === undefined || items.some(({ kind }) => kind === 'spread')) return false;
    this.note(roleOf(from));
    return this.write(this.library.editing(end.source).removeItem(end.source.text, end.expression, item));
  }

  /** Only a resource that stands in text once can be removed from there, not one of a loop or of a repeated module. */
  private removeResource(key: string): boolean {
    const resource = this.entry.resource(key);
    if (resource === undefined) return false;
    const { declaration, deployed, index, repeated } = resource;
    const { template } = deployed;
    if (template.registry !== undefined) return this.removeListed(resource);
    if (declaration.existing || index !== undefined || repeated !== undefined) return false;
    if (this.entry.collection.deployed.filter((other) => other.template === template).length > 1) return false;
    return this.write(template.editing.removeResource(template.text, declaration));
  }

  /** Removes what a module of a registry deploys from the list that it is given. */
  private removeListed({ declaration: { loop }, deployed, index }: ResourceInstance): boolean {
    const parameter = loop && listingParameter(loop);
    const list = parameter === undefined ? undefined : deployed.caller.given(parameter)?.force();
    return list !== undefined && index !== undefined && this.removeItem(list.from, index);
  }

  /** Adds a child of a server that a module of a registry deploys to the list that the module is given. */
  private addListed({ deployed }: ResourceInstance, child: NewChild): boolean {
    const made = listItem(deployed.template, child);
    if (made === undefined) return false;
    const list = deployed.caller.given(made.parameter)?.force();
    if (list === undefined) return this.argue(deployed, made.parameter, [made.item]);
    const steps = stepsOf(list.from);
    const end = steps.at(-1);
    if (end?.expression.kind !== 'array' || steps.some(({ computed }) => computed)) return false;
    this.note(roleOf(list.from));
    const { values } = this.items.get(end.expression) ?? { values: [] };
    this.items.set(end.expression, { source: end.source, values: [...values, made.item] });
    return true;
  }

  private add({ parent, type, name, body }: Change & { kind: 'add' }): boolean {
    const resource = this.entry.resource(parent);
    if (resource === undefined) return false;
    const { template } = resource.deployed;
    if (template.registry !== undefined) return this.addListed(resource, { type, name, body });
    const earlier = this.added.get(parent) ?? [];
    const child = { type, name, body, after: siblingsOf(this.entry, resource, type, earlier) };
    this.added.set(parent, [...earlier, child]);
    for (const sibling of child.after) this.serialise(sibling, template);
    return this.write(template.editing.addChild(template.text, resource.declaration, child));
  }

  /** A loop that sets several parameters of one server at once fails with ServerIsBusy as well. */
  private serialise(sibling: Sibling, { editing, text }: Template): void {
    if ('added' in sibling || sibling.name !== undefined || sibling.declaration.loop === undefined || this.serialised.has(sibling.declaration)) return;
    this.serialised.add(sibling.declaration);
    this.written.push(...(editing.serialise(text, sibling.declaration) ?? []));
  }

  private secure(at: DeclarationAddress): boolean {
    const deployed = this.declaring(at);
    const declaration = deployed && declared(deployed.template, at);
    if (deployed === undefined || declaration === undefined || !('secure' in declaration)) return false;
    return this.write(deployed.template.editing.secure(deployed.template.text, declaration));
  }

  /** Whoever calls a module has to give what it requires, so that all callers must do so already. */
  private require(at: DeclarationAddress): boolean {
    const deployed = this.declaring(at);
    const parameter = deployed?.template.parameters.get(at.name);
    if (deployed === undefined || parameter === undefined || at.kind !== 'parameter') return false;
    const { template } = deployed;
    const [root] = this.entry.collection.deployed;
    const callers = this.entry.collection.deployed.filter((one) => one.template === template && one !== root);
    if (callers.some(({ caller }) => caller.given(at.name) === undefined)) return false;
    return this.write(template.editing.removeDefault(template.text, parameter));
  }

  /** A module has no new parameter without its callers knowing, so that only what the entry itself writes is replaced. */
  private ask({ key, path }: ResourceAddress, parameter: string): boolean {
    const resource = this.entry.resource(key);
    const found = resource && findValue(resource, path);
    const from = found?.values.at(-1)?.from;
    if (found === undefined || from === undefined || found.rest.length > 0) return false;
    const steps = stepsOf(from);
    const end = steps.at(-1);
    const template = this.entry.collection.deployed[0]?.template;
    if (end?.expression.kind !== 'literal' || template === undefined) return false;
    if (isParametersFile(end.source.file)) return this.takeOut(end, from, template, parameter);
    if (end.source !== template) return false;
    const isDefault = ({ default: value }: ParameterDeclaration): boolean => value === end.expression;
    if (steps.some(({ computed }) => computed) || [...template.parameters.values()].some(isDefault)) return false;
    this.note(roleOf(from));
    return this.write(template.editing.askFor(template.text, end.expression, parameter));
  }

  /** A parameter that nobody gives needs to have no default either, which would be taken instead. */
  private takeOut({ source, expression }: Step, from: Step, { parameters }: Template, wanted: string): boolean {
    const values = this.library.parametersFile(source.file)?.values ?? new Map<string, never>();
    const name = [...values].find(([, value]) => value === expression)?.[0];
    const hasDefault = [...parameters.values()].some((one) => one.name.toLowerCase() === name?.toLowerCase() && one.default !== undefined);
    if (hasDefault && !source.file.endsWith('param')) return false;
    this.note(roleOf(from));
    return this.write(this.library.editing(source).takeOut(source.text, expression, name ?? wanted));
  }

  private raise(key: string, apiVersion: string): boolean {
    const resource = this.entry.resource(key);
    if (resource === undefined) return false;
    const { declaration, deployed } = resource;
    if (declaration.apiVersion !== undefined && declaration.apiVersion >= apiVersion) return true;
    return this.write(deployed.template.editing.setApiVersion(deployed.template.text, declaration, apiVersion));
  }

  private declaring(at: DeclarationAddress): DeployedTemplate | undefined {
    return this.entry.collection.deployed.find(({ template }) => template.file === at.file && declared(template, at) !== undefined);
  }

  private note(role: string | undefined): void {
    if (role !== undefined) this.roles.add(role);
  }
}
