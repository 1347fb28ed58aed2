import type { Address, DeclarationAddress, Path } from '../../model/address';
import type { Located, Location, RelatedLocation, Span } from '../program';
import type { Evaluated, Lazy, Step } from './content';
import { roleOf, stepsOf } from './content';
import { findValue } from './find-value';
import type { ResourceInstance } from './instance';
import type { OpenEntry } from './open-entry';
import type { Template } from './template';

/** Finds the text of an address. */
export function locate(entry: OpenEntry, address: Address): Located | undefined {
  switch (address.in) {
    case 'file':
      return { at: { file: address.file, start: 0, end: 0 }, related: [] };
    case 'declaration':
      return locateDeclaration(entry, address);
    case 'resource': {
      const resource = entry.resource(address.key);
      if (resource !== undefined) return locateSetting(resource, address.path);
      const child = entry.stranger(address.key)?.child;
      return child === undefined ? undefined : { at: nameLocation(child), related: [] };
    }
  }
}

function inFile(file: string, { start, end }: Span): Location {
  return { file, start, end };
}

/** A server that only its child names is found there. */
function nameLocation({ declaration, deployed }: ResourceInstance): Location {
  return inFile(deployed.template.file, declaration.resourceName ?? declaration.symbolSpan);
}

export function declared(template: Template, { kind, name }: DeclarationAddress) {
  const { parameters, variables, outputs } = template;
  return kind === 'parameter' ? parameters.get(name) : kind === 'variable' ? variables.get(name) : outputs.get(name);
}

function locateDeclaration({ collection }: OpenEntry, address: DeclarationAddress): Located | undefined {
  for (const { template } of collection.deployed) {
    const found = template.file === address.file ? declared(template, address) : undefined;
    if (found !== undefined) return { at: inFile(address.file, found.nameSpan), related: [] };
  }
  return undefined;
}

function isWithin(step: Step, { declaration, deployed }: ResourceInstance): boolean {
  const { start, end } = step.expression;
  return step.source.file === deployed.template.file && start >= declaration.start && end <= declaration.end;
}

/** The text of a value; that of a whole object is the name that it has, for nobody wants a page underlined. */
function spanOf({ from }: Evaluated, member: Lazy | undefined): Span {
  const isWhole = from.expression.kind === 'object' || from.expression.kind === 'array';
  return isWhole && member?.written !== undefined ? member.written.entry.keySpan : from.expression;
}

/** A setting is where the resource sets it; where its value comes from elsewhere, that is related. */
function locateSetting(resource: ResourceInstance, path: Path): Located {
  const { file } = resource.deployed.template;
  const { values, members } = findValue(resource, path);
  let at: Span = resource.declaration.symbolSpan;
  let role: string | undefined;
  for (const [index, value] of values.slice(1).entries()) {
    if (isWithin(value.from, resource)) at = spanOf(value, members[index]);
    role = roleOf(value.from) ?? role;
  }
  const last = values.at(-1);
  const steps = last === undefined || values.length === 1 ? [] : stepsOf(last.from);
  return { at: inFile(file, at), related: relatedOf(steps, role, resource, at) };
}

function relatedOf(steps: readonly Step[], role: string | undefined, resource: ResourceInstance, at: Span): RelatedLocation[] {
  const related: RelatedLocation[] = [];
  for (const step of steps) {
    const isLast = step.next === undefined && !isWithin(step, resource);
    const message = step.role ?? (isLast ? (role ?? 'value') : undefined);
    const location = inFile(step.source.file, step.expression);
    const isSame = location.file === resource.deployed.template.file && location.start === at.start && location.end === at.end;
    if (message !== undefined && !isSame) related.push({ location, message });
  }
  return related;
}
