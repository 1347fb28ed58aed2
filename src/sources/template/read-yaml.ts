import { constructFromEvents, CORE_SCHEMA, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type Event, type MappingEvent, type ScalarEvent, type SequenceEvent } from 'js-yaml';
import type { Span } from '../program';
import type { Expression, Literal, ObjectEntry } from './expression';

/** Builds expressions with the places of their text, out of what the library parsed and what it made of it. */
class Builder {
  private at = 0;
  private readonly anchors = new Map<string, Expression>();

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {}

  /** @param value what the library made of the node that begins at the next event. */
  build(value: unknown): Expression {
    const event = this.events[this.at];
    this.at += 1;
    switch (event?.type) {
      case EVENT_ID.DOCUMENT:
        return this.build(value);
      case EVENT_ID.SCALAR:
        return this.anchored(event, literal(value, this.spanOf(event)));
      case EVENT_ID.ALIAS:
        return this.anchors.get(this.text.slice(event.anchorStart, event.anchorEnd)) ?? missing({ start: event.anchorStart, end: event.anchorEnd });
      case EVENT_ID.SEQUENCE:
        return this.sequence(event, Array.isArray(value) ? value : []);
      case EVENT_ID.MAPPING:
        return this.mapping(event, typeof value === 'object' && value !== null ? value : {});
      default:
        return missing({ start: 0, end: 0 });
    }
  }

  private get isOver(): boolean {
    const { type } = this.events[this.at] ?? { type: EVENT_ID.POP };
    return type === EVENT_ID.POP;
  }

  private sequence(event: SequenceEvent, values: readonly unknown[]): Expression {
    this.anchored(event, missing({ start: event.start, end: event.start }));
    const items: Expression[] = [];
    while (!this.isOver) items.push(this.build(values[items.length]));
    this.at += 1;
    return this.anchored(event, { kind: 'array', start: event.start, end: endOf(event, items), close: undefined, items });
  }

  private mapping(event: MappingEvent, values: object): Expression {
    this.anchored(event, missing({ start: event.start, end: event.start }));
    const members: ObjectEntry[] = [];
    while (!this.isOver) {
      const key = this.events[this.at];
      if (key?.type !== EVENT_ID.SCALAR) {
        // A key that is no text names nothing that a template could ask for.
        this.build(undefined);
        this.build(undefined);
        continue;
      }
      this.at += 1;
      const name = getScalarValue(this.text, key);
      const keySpan = this.spanOf(key);
      const value = this.build((values as Readonly<Record<string, unknown>>)[name]);
      members.push({ kind: 'entry', start: keySpan.start, end: Math.max(keySpan.end, value.end), key: name, keySpan, value });
    }
    this.at += 1;
    return this.anchored(event, { kind: 'object', start: event.start, end: endOf(event, members), close: undefined, members });
  }

  private anchored<T extends Expression>({ anchorStart, anchorEnd }: ScalarEvent | SequenceEvent | MappingEvent, expression: T): T {
    if (anchorEnd > anchorStart) this.anchors.set(this.text.slice(anchorStart, anchorEnd), expression);
    return expression;
  }

  /** A text with its quotes. What is not written is found behind what was written before it. */
  private spanOf({ valueStart, valueEnd, style }: ScalarEvent): Span {
    if (valueStart < 0) return this.behindLast();
    const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
    return isQuoted ? { start: valueStart - 1, end: valueEnd + 1 } : { start: valueStart, end: valueEnd };
  }

  private behindLast(): Span {
    for (let before = this.at - 2; before >= 0; before -= 1) {
      const event = this.events[before];
      if (event?.type === EVENT_ID.SCALAR && event.valueEnd >= 0) return { start: event.valueEnd, end: event.valueEnd };
    }
    return { start: 0, end: 0 };
  }
}

const missing = ({ start, end }: Span): Expression => ({ kind: 'missing', start, end, because: 'the value contains itself' });

function endOf({ start }: SequenceEvent | MappingEvent, parts: readonly Span[]): number {
  return parts.reduce((end, part) => Math.max(end, part.end), start);
}

function literal(value: unknown, { start, end }: Span): Literal | Expression {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return { kind: 'literal', start, end, value };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'literal', start, end, value };
  return { kind: 'missing', start, end, because: 'JSON has no such value' };
}

/** Reads a YAML file of one document, or nothing where it is none. Brackets nest as deep as the library lets them: 100. */
export function readYaml(text: string): Expression | undefined {
  try {
    const events = parseEvents(text, {});
    const documents = constructFromEvents(events, { source: text, schema: CORE_SCHEMA });
    return documents.length === 1 ? new Builder(text, events).build(documents[0]) : undefined;
  } catch {
    return undefined;
  }
}
