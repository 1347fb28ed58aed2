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
      if (resource !== undefined) {
        const { at, related } = locateSetting(resource, address.path);
        return { at, related: [...related, ...callsOf(entry, resource, related)] };
      }
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

/** Finds what an address means, where it is this template that declares it. */
export function declared(template: Template, { file, within, kind, name }: DeclarationAddress) {
  const { parameters, variables, outputs } = template;
  if (template.file !== file || template.within !== within) return undefined;
  return kind === 'parameter' ? parameters.get(name) : kind === 'variable' ? variables.get(name) : outputs.get(name);
}

function locateDeclaration({ collection }: OpenEntry, address: DeclarationAddress): Located | undefined {
  for (const { template } of collection.deployed) {
    const found = declared(template, address);
    if (found !== undefined) return { at: inFile(address.file, found.nameSpan), related: [] };
  }
  return undefined;
}

/** Who deploys a resource of a template that is deployed several times: the same text then means several resources. */
function callsOf({ collection }: OpenEntry, { deployed }: ResourceInstance, known: readonly RelatedLocation[]): RelatedLocation[] {
  const { template, caller } = deployed;
  if (caller.call === undefined || template.registry !== undefined) return [];
  if (!collection.deployed.some((other) => other.template === template && other !== deployed)) return [];
  const { module, deployed: calling } = caller.call;
  const location = inFile(calling.template.file, module.symbolSpan);
  const isKnown = known.some(({ location: { file, start, end } }) => file === location.file && start >= module.start && end <= module.end);
  return isKnown ? [] : [{ location, message: `deployed by the module ${module.symbol}` }];
}

/** The region in text that is a resource's own: its declaration, or the call of the module of a registry that deploys it. */
interface Own extends Location {
  /** What stands for all of it, where nothing closer is written. */
  readonly symbolSpan: Span;
  /** True where the values of the resource are written in the call. */
  readonly called: boolean;
}

function ownOf({ declaration, deployed }: ResourceInstance): Own {
  const { template, caller } = deployed;
  const { call } = caller;
  if (template.registry === undefined || call === undefined) return ownIn(template.file, declaration, false);
  return ownIn(call.deployed.template.file, call.module, true);
}

function ownIn(file: string, { start, end, symbolSpan }: Span & Pick<Own, 'symbolSpan'>, called: boolean): Own {
  return { file, start, end, symbolSpan, called };
}

function isWithin({ source, expression }: Step, own: Own): boolean {
  return source.file === own.file && source.registry === undefined && expression.start >= own.start && expression.end <= own.end;
}

/** The text of a value; that of a whole object is the name that it has, for nobody wants a page underlined. */
function spanOf({ expression }: Step, member: Lazy | undefined): Span {
  const isWhole = expression.kind === 'object' || expression.kind === 'array';
  return isWhole && member?.written !== undefined ? member.written.entry.keySpan : expression;
}

/** Where a value is written in a call: an argument, or a part of one; a whole object or list has the name of its argument. */
function placeInCall({ from }: Evaluated, own: Own, { deployed }: ResourceInstance): Span | undefined {
  const step = stepsOf(from).find((one) => isWithin(one, own));
  if (step === undefined) return undefined;
  const entry = deployed.caller.call?.module.arguments?.members.find((member) => member.kind === 'entry' && member.value === step.expression);
  const isWhole = step.expression.kind === 'object' || step.expression.kind === 'array';
  return isWhole && entry?.kind === 'entry' ? entry.keySpan : step.expression;
}

/** A setting is where the resource sets it; where its value comes from elsewhere, that is related. */
function locateSetting(resource: ResourceInstance, path: Path): Located {
  const own = ownOf(resource);
  const { values, members } = findValue(resource, path);
  // Children that a module makes of the items of a list are found by their names in it.
  const name = own.called && resource.declaration.parent !== undefined ? placeInCall(resource.name.force(), own, resource) : undefined;
  let at: Span = name ?? own.symbolSpan;
  let role: string | undefined;
  for (const [index, value] of values.slice(1).entries()) {
    if (own.called) at = placeInCall(value, own, resource) ?? at;
    else if (isWithin(value.from, own)) at = spanOf(value.from, members[index]);
    role = roleOf(value.from) ?? role;
  }
  const last = values.at(-1);
  const steps = last === undefined || values.length === 1 ? [] : stepsOf(last.from);
  return { at: inFile(own.file, at), related: relatedOf(steps, role, own, at) };
}

function relatedOf(steps: readonly Step[], role: string | undefined, own: Own, at: Span): RelatedLocation[] {
  const related: RelatedLocation[] = [];
  for (const step of steps) {
    if (step.source.registry !== undefined) continue;
    const isLast = step.next === undefined && !isWithin(step, own);
    const message = step.role ?? (isLast ? (role ?? 'value') : undefined);
    const location = inFile(step.source.file, step.expression);
    const isSame = location.file === own.file && location.start === at.start && location.end === at.end;
    if (message !== undefined && !isSame) related.push({ location, message });
  }
  return related;
}
