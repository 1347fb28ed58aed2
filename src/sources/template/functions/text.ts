import type { Json } from '../../../model/value';
import type { Content, Opaque } from '../content';
import { contained, numberOf, scalar, stringOf } from '../content';
import { derived } from '../choice';
import { limits } from '../evaluation';
import { equal, segmentsOf, textOf } from '../identity';
import { jsonOf } from '../to-value';
import type { FunctionCall, Functions, TemplateFunction } from './function-call';
import { argument, contents, plain, tooLong, underived } from './function-call';

const onText = (compute: (text: string) => Json | undefined): TemplateFunction =>
  plain((text) => (typeof text === 'string' ? compute(text) : undefined));

const onTexts = (compute: (a: string, b: string) => Json | undefined): TemplateFunction =>
  plain((a, b) => (typeof a === 'string' && typeof b === 'string' ? compute(a, b) : undefined));

/** Changes every part of a text by itself, so that a text of which parts are unknown stays one. */
const byPiece = (compute: (text: string) => string): TemplateFunction => {
  const whole = onText(compute);
  return (call) => {
    const content = argument(call, 0);
    if (content.kind !== 'text') return whole(call);
    return textOf(
      content.pieces.map((piece) =>
        typeof piece === 'string' ? compute(piece) : derived(call.evaluation, call.name, [piece]),
      ),
    );
  };
};

/** The spelling of a value inside a text, as Azure Resource Manager formats it. */
export function spell(call: Pick<FunctionCall, 'evaluation'>, content: Content): readonly (string | Opaque)[] {
  if (content.kind === 'scalar') {
    const { value } = content;
    return [value === null ? '' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)];
  }
  if (content.kind === 'text') return content.pieces;
  if (content.kind === 'unknown') return [content];
  const json = jsonOf(call.evaluation, content);
  if (json !== undefined) return [JSON.stringify(json)];
  return jsonPieces(call, content) ?? [derived(call.evaluation, 'string', [content])];
}

/** The JSON of what is not all known, with what is not in its place; nothing where even its shape is not known. */
function jsonPieces(call: Pick<FunctionCall, 'evaluation'>, content: Content): readonly (string | Opaque)[] | undefined {
  const { evaluation } = call;
  if (content.kind === 'scalar') return [JSON.stringify(content.value)];
  if (content.kind === 'unknown') return [content];
  if (content.kind === 'text') return ['"', ...content.pieces.map((piece) => (typeof piece === 'string' ? JSON.stringify(piece).slice(1, -1) : piece)), '"'];
  if (evaluation.depth > limits.depth || !evaluation.spend()) return undefined;
  evaluation.depth += 1;
  const parts = jsonParts(call, content);
  evaluation.depth -= 1;
  return parts === undefined || parts.length > limits.items ? undefined : parts;
}

function jsonParts(call: Pick<FunctionCall, 'evaluation'>, content: Content): readonly (string | Opaque)[] | undefined {
  const isList = content.kind === 'list';
  if (!isList && (content.kind !== 'object' || content.further !== undefined || (content.possible?.size ?? 0) > 0)) return undefined;
  const members = isList ? content.items.map((item) => ['', item] as const) : [...content.members].map(([key, item]) => [`${JSON.stringify(key)}:`, item] as const);
  const pieces: (string | Opaque)[] = [isList ? '[' : '{'];
  for (const [index, [key, item]] of members.entries()) {
    const inner = jsonPieces(call, item.force().content);
    if (inner === undefined) return undefined;
    pieces.push(`${index === 0 ? '' : ','}${key}`, ...inner);
  }
  return [...pieces, isList ? ']' : '}'];
}

/** Joins spelled values, within the limits. */
export function joinText(pieces: readonly (string | Opaque)[]): Content {
  let length = 0;
  for (const piece of pieces) length += typeof piece === 'string' ? piece.length : 1;
  return length > limits.characters || pieces.length > limits.items ? tooLong : textOf(pieces);
}

function format(call: FunctionCall): Content | undefined {
  const template = stringOf(argument(call, 0));
  if (template === undefined) return undefined;
  const pieces: (string | Opaque)[] = [];
  let end = 0;
  for (const match of template.matchAll(/\{\{|\}\}|\{(\d{1,4})(?::([^{}]*))?\}/g)) {
    pieces.push(template.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, index, style] = match;
    if (index === undefined) pieces.push(whole.slice(1));
    else pieces.push(...formatted(call, argument(call, Number(index) + 1), style));
  }
  pieces.push(template.slice(end));
  return joinText(pieces);
}

/** Of the styles only the number of digits is understood, such as D3. */
function formatted(call: FunctionCall, content: Content, style: string | undefined): readonly (string | Opaque)[] {
  if (style === undefined) return spell(call, content);
  const digits = /^[dD](\d{1,2})$/.exec(style)?.[1];
  const number = numberOf(content);
  if (digits === undefined || number === undefined) return [derived(call.evaluation, `format ${style}`, [content])];
  return [String(number).padStart(Number(digits), '0')];
}

function split(call: FunctionCall): Content | undefined {
  const separator = argument(call, 1);
  const separators = (separator.kind === 'list' ? separator.items.map((item) => item.force().content) : [separator]).map(stringOf);
  const known = separators.filter((one) => one !== undefined && one !== '');
  const [text, first] = [argument(call, 0), known[0]];
  if (first === undefined || known.length < separators.length) return undefined;
  const start = text.kind === 'text' ? text.pieces[0] : undefined;
  const isId = typeof start === 'string' && start.startsWith('/subscriptions/');
  if (stringOf(text) === undefined && !(isId && first === '/')) return undefined;
  let parts = segmentsOf(text, first);
  for (const next of known.slice(1)) parts = parts.flatMap((part) => segmentsOf(part, next ?? ''));
  if (parts.length > limits.items) return call.evaluation.opaque('the text has too many parts');
  return { kind: 'list', items: parts.map((part) => contained(part, call.from)) };
}

function join(call: FunctionCall): Content | undefined {
  const [list, separator] = [argument(call, 0), stringOf(argument(call, 1))];
  if (list.kind !== 'list' || separator === undefined) return undefined;
  return joinText(
    list.items.flatMap((item, index) => [index === 0 ? '' : separator, ...spell(call, item.force().content)]),
  );
}

/** A count or a place in a text. */
const at = (value: Json | undefined): number => (typeof value === 'number' ? Math.max(0, Math.trunc(value)) : 0);

export const toBase64 = (text: string): string => btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

const decode = (text: string): string => new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));

/** Runs a decoder that throws at bad input. */
function attempt<T>(decoder: () => T): T | undefined {
  try {
    return decoder();
  } catch {
    return undefined;
  }
}

export const text: Functions = {
  format,
  split,
  join,
  tolower: byPiece((value) => value.toLowerCase()),
  toupper: byPiece((value) => value.toUpperCase()),
  string: (call) => {
    const content = argument(call, 0);
    if (content.kind === 'text' || content.kind === 'unknown') return content;
    return joinText(spell(call, content));
  },
  trim: onText((value) => value.trim()),
  startswith: onTexts((value, start) => value.toLowerCase().startsWith(start.toLowerCase())),
  endswith: onTexts((value, end) => value.toLowerCase().endsWith(end.toLowerCase())),
  replace: plain((value, old, fresh) =>
    typeof value === 'string' && typeof old === 'string' && typeof fresh === 'string' && old !== '' &&
    value.length * Math.max(1, fresh.length) < limits.characters * 8
      ? value.replaceAll(old, () => fresh)
      : undefined,
  ),
  substring: plain((value, start, length) =>
    typeof value === 'string' ? value.slice(at(start), typeof length === 'number' ? at(start) + at(length) : undefined) : undefined,
  ),
  padleft: plain((value, length, fill) => {
    const pad = at(length);
    const isShort = pad <= limits.characters && (typeof value === 'string' || typeof value === 'number');
    return isShort ? String(value).padStart(pad, typeof fill === 'string' ? fill : ' ') : undefined;
  }),
  json: (call) => {
    const content = argument(call, 0);
    if (stringOf(content) === undefined) return underived(call);
    return parseJson(call);
  },
  base64: onText(toBase64),
  base64tostring: onText((value) => attempt(() => decode(value))),
  base64tojson: onText((value) => attempt(() => JSON.parse(decode(value)) as Json)),
  datauri: onText((value) => `data:text/plain;charset=utf8;base64,${toBase64(value)}`),
  datauritostring: onText((value) => {
    const [, encoded, data] = /^data:[^,;]*(?:;charset=[^,;]*)?(;base64)?,(.*)$/is.exec(value) ?? [];
    return data === undefined ? undefined : attempt(() => (encoded === undefined ? decodeURIComponent(data) : decode(data)));
  }),
  uri: onTexts((base, relative) => attempt(() => new URL(relative, base).href)),
  uricomponent: onText((value) => attempt(() => encodeURIComponent(value))),
  uricomponenttostring: onText((value) => attempt(() => decodeURIComponent(value))),
  equalsinsensitive: (call) => {
    const lower = contents(call).map((content) => {
      const value = stringOf(content);
      return value === undefined ? content : scalar(value.toLowerCase());
    });
    const [a, b] = lower;
    const same = a === undefined || b === undefined ? undefined : equal(call.evaluation, a, b);
    return same === undefined ? undefined : scalar(same);
  },
};

const parseJson = onText((value) => attempt(() => JSON.parse(value) as Json));
