import type { Path, ResourceAddress } from '../../model/address';
import { inResource } from '../../model/address';
import type { Span } from '../program';
import type { Expression, ObjectExpression } from './expression';
import type { ResourceInstance } from './instance';
import type { OpenEntry } from './open-entry';

/** A setting that is written at a place in text. */
export interface AddressAt {
  readonly address: ResourceAddress;
  /** The text of the setting: its name, and its value where that is no object. */
  readonly span: Span;
}

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

/** Follows the properties of an object down to the one that is written at an offset. */
function settingAt(object: ObjectExpression, offset: number): { readonly path: Path; readonly span: Span } | undefined {
  for (const member of object.members) {
    if (member.kind !== 'entry' || typeof member.key !== 'string' || !holds(member, offset)) continue;
    const inner = holds(member.value, offset) ? within(member.value, offset) : undefined;
    if (inner !== undefined) return { path: [member.key, ...inner.path], span: inner.span };
    return { path: [member.key], span: member.value.kind === 'object' ? member.keySpan : member };
  }
  return undefined;
}

function within(value: Expression, offset: number): { readonly path: Path; readonly span: Span } | undefined {
  if (value.kind === 'object') return settingAt(value, offset);
  if (value.kind !== 'array') return undefined;
  const index = value.items.findIndex((item) => holds(item, offset));
  const item = value.items[index];
  if (item?.kind !== 'object') return undefined;
  const inner = settingAt(item, offset);
  return inner && { path: [index, ...inner.path], span: inner.span };
}

/** Lists the settings that are written at a place: one for each deployment of the resource that is written there. */
export function addressesAt(entry: OpenEntry, file: string, offset: number): readonly AddressAt[] {
  const around = entry.snapshot.resources.flatMap(({ key }): ResourceInstance[] => {
    const instance = entry.resource(key);
    return instance !== undefined && instance.deployed.template.file === file && holds(instance.declaration, offset) ? [instance] : [];
  });
  const size = ({ declaration }: ResourceInstance): number => declaration.end - declaration.start;
  const smallest = Math.min(...around.map(size));
  return around.flatMap((instance): AddressAt[] => {
    const { body } = instance.declaration;
    const found = size(instance) === smallest && body !== undefined ? settingAt(body, offset) : undefined;
    return found === undefined ? [] : [{ address: inResource(instance.key, ...found.path), span: found.span }];
  });
}
