import type { Json, Unknown, Value } from '../../model/value';
import { furtherProperties, isUnknown, unknown } from '../../model/value';
import type { Closure, Content, ListContent, ObjectContent, Opaque, Text } from './content';
import type { Evaluation } from './evaluation';
import { limits } from './evaluation';
import type { References } from './references';

const tooDeep = unknown('the value is nested too deeply to be read');

/** Converts evaluated contents into the values that layers read; each content once, so that shared ones stay shared. */
export class Values {
  private readonly done = new Map<Content, Value>();
  private readonly open = new Set<Content>();

  constructor(
    private readonly evaluation: Evaluation,
    private readonly references: References,
  ) {}

  of(content: Content): Value {
    if (content.kind === 'scalar') return content.value;
    const before = this.done.get(content);
    if (before !== undefined) return before;
    if (this.open.size > limits.depth || !this.evaluation.spend()) return tooDeep;
    if (this.open.has(content)) return unknown('the value contains itself');
    this.open.add(content);
    const value = this.convert(content);
    this.open.delete(content);
    this.done.set(content, value);
    return value;
  }

  unknown(opaque: Opaque): Unknown {
    const { because, oneOf, possible, sensitive, property } = opaque;
    const options = oneOf?.map((option) => this.of(option));
    return unknown(because, {
      ...(options === undefined || options.some(isUnknown) ? {} : { oneOf: options }),
      ...(possible === undefined ? {} : { possible: possible.map((option) => this.of(option)) }),
      ...(sensitive ? { sensitive } : {}),
      ...this.references.of(opaque),
      ...(property === undefined ? {} : { property }),
    });
  }

  private convert(content: Text | Opaque | ObjectContent | ListContent | Closure): Value {
    switch (content.kind) {
      case 'unknown':
        return this.unknown(content);
      case 'text':
        return this.text(content);
      case 'list':
        return content.items.map((item) => this.of(item.force().content));
      case 'object':
        return this.object(content);
      case 'lambda':
        return unknown('the value is a function');
    }
  }

  private object({ members, further }: ObjectContent): Value {
    const object: Record<string, Value> & { [furtherProperties]?: Unknown } = {};
    for (const [key, member] of members) {
      const value = this.of(member.force().content);
      // A property of this name would set the prototype instead of a property.
      if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
      else object[key] = value;
    }
    if (further !== undefined) object[furtherProperties] = this.unknown(further);
    return object;
  }

  private text(text: Text): Unknown {
    const { pieces } = text;
    const parts = pieces.filter((piece) => typeof piece !== 'string');
    const [first] = parts;
    const sensitive = parts.some((part) => part.sensitive) ? ({ sensitive: true } as const) : {};
    const words = parts.length === 1 ? (first?.oneOf ?? first?.possible) : undefined;
    const spelled = words?.map((option) => {
      const word = this.of(option);
      return typeof word === 'string' || typeof word === 'number' ? pieces.map((piece) => (typeof piece === 'string' ? piece : word)).join('') : undefined;
    });
    const known = spelled?.filter((word) => word !== undefined) ?? [];
    const complete = first?.oneOf !== undefined && known.length === spelled?.length;
    return unknown(first?.because ?? 'the text is not known', {
      ...sensitive,
      ...(complete ? { oneOf: known } : known.length > 0 ? { possible: known } : {}),
      ...this.references.of(text),
      pieces: pieces.map((piece) => (typeof piece === 'string' ? piece : this.unknown(piece))),
    });
  }
}

/** Returns a content as JSON, or `undefined` where any part of it is unknown. */
export function jsonOf(evaluation: Evaluation, content: Content): Json | undefined {
  if (content.kind === 'scalar') return content.value;
  if (evaluation.depth > limits.depth || !evaluation.spend()) return undefined;
  evaluation.depth += 1;
  const json = compositeJson(evaluation, content);
  evaluation.depth -= 1;
  return json;
}

function compositeJson(evaluation: Evaluation, content: Content): Json | undefined {
  if (content.kind === 'list') {
    const items: Json[] = [];
    for (const item of content.items) {
      const json = jsonOf(evaluation, item.force().content);
      if (json === undefined) return undefined;
      items.push(json);
    }
    return items;
  }
  if (content.kind !== 'object' || content.further !== undefined) return undefined;
  const entries: [string, Json][] = [];
  for (const [key, member] of content.members) {
    const json = jsonOf(evaluation, member.force().content);
    if (json === undefined) return undefined;
    entries.push([key, json]);
  }
  return Object.fromEntries(entries);
}
