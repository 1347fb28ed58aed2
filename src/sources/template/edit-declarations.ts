import type { DeclarationAddress, ResourceAddress } from '../../model/address';
import type { VaultSecret } from '../../model/fix';
import type { Step } from './content';
import { roleOf, stepsOf } from './content';
import { hasFallback } from './expression';
import { findValue } from './find-value';
import type { DeployedTemplate, ResourceInstance } from './instance';
import { isParametersFile } from './library';
import { declared } from './locate';
import type { OpenEntry } from './open-entry';
import type { Writing } from './pending-edits';
import type { ParameterDeclaration, Template } from './template';

/** Changes what templates declare, so that secrets leave them. Each method returns false where its change has no place. */
export class DeclarationEdits {
  constructor(
    private readonly entry: OpenEntry,
    private readonly writing: Writing,
  ) {}

  secure(at: DeclarationAddress): boolean {
    const deployed = this.declaring(at);
    const declaration = deployed && declared(deployed.template, at);
    if (deployed === undefined || declaration === undefined || !('secure' in declaration)) return false;
    return this.writing.pending.write(deployed.template.editing.secure(deployed.template.text, declaration));
  }

  /** Whoever calls a module has to give what it requires, so that all callers must do so already. */
  require(at: DeclarationAddress): boolean {
    const deployed = this.declaring(at);
    const parameter = deployed?.template.parameters.get(at.name);
    if (deployed === undefined || parameter === undefined || at.kind !== 'parameter') return false;
    const { template } = deployed;
    const [root] = this.entry.collection.deployed;
    const callers = this.entry.collection.deployed.filter((one) => one.template === template && one !== root);
    if (callers.some(({ caller }) => caller.given(at.name) === undefined)) return false;
    return this.writing.pending.write(template.editing.removeDefault(template.text, parameter));
  }

  /** A module has no new parameter without its callers knowing, so that only what the entry itself writes is replaced. */
  ask(resource: ResourceInstance, { path }: ResourceAddress, parameter: string): boolean {
    const found = findValue(resource, path);
    const from = found.values.at(-1)?.from;
    if (from === undefined || found.rest.length > 0) return false;
    const steps = stepsOf(from);
    const end = steps.at(-1);
    const template = this.entry.collection.deployed[0]?.template;
    if (end === undefined || template === undefined) return false;
    const isWritten = end.expression.kind === 'literal';
    if (isParametersFile(end.source.file) && (isWritten || hasFallback(end.expression))) return this.takeOut(end, from, template, parameter);
    if (!isWritten || end.source !== template) return false;
    const isDefault = ({ default: value }: ParameterDeclaration): boolean => value === end.expression;
    if (steps.some(({ computed }) => computed) || [...template.parameters.values()].some(isDefault)) return false;
    const { pending } = this.writing;
    pending.note(roleOf(from));
    return pending.write(template.editing.askFor(template.text, end.expression, parameter));
  }

  /** A parameter that nobody gives needs to have no default either, which would be taken instead. */
  private takeOut({ source, expression }: Step, from: Step, { parameters }: Template, wanted: string): boolean {
    const { library, pending } = this.writing;
    const values = library.parametersFile(source.file)?.values ?? new Map<string, never>();
    const name = [...values].find(([, value]) => value === expression)?.[0];
    const hasDefault = [...parameters.values()].some((one) => one.name.toLowerCase() === name?.toLowerCase() && one.default !== undefined);
    if (hasDefault && !source.file.endsWith('param')) return false;
    pending.note(roleOf(from));
    return pending.write(library.editing(source).takeOut(source.text, expression, name ?? wanted));
  }

  /** Only a parameters file can refer to a key vault; a template takes such a secret by a parameter of a module. */
  refer(resource: ResourceInstance, { path }: ResourceAddress, to: VaultSecret): boolean {
    const found = findValue(resource, path);
    const from = found.values.at(-1)?.from;
    const end = from && stepsOf(from).at(-1);
    if (end?.expression.kind !== 'literal' || found.rest.length > 0 || !isParametersFile(end.source.file)) return false;
    const { library, pending } = this.writing;
    pending.note(roleOf(from ?? end));
    return pending.write(library.editing(end.source).referToVault(end.source.text, end.expression, to));
  }

  private declaring(at: DeclarationAddress): DeployedTemplate | undefined {
    return this.entry.collection.deployed.find(({ template }) => declared(template, at) !== undefined);
  }
}
