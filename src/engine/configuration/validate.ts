import { nearest } from './near';
import { whyNoFilePattern } from './file-pattern';
import type { ListSchema, NumberSchema, ObjectSchema, Schema, TextSchema } from './schema';

/** A JSON value with its place in a text, as parsers of JSON make them. */
export interface JsonPlace {
  readonly type: 'object' | 'array' | 'property' | 'string' | 'number' | 'boolean' | 'null';
  readonly value?: unknown;
  readonly offset: number;
  readonly length: number;
  readonly children?: readonly JsonPlace[] | undefined;
}

/** Something in the configuration that does not hold, in words for people. */
export interface ConfigurationProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** More than this many problems in one file help nobody. */
const mostProblems = 50;

/** How much of a text is repeated in a message about it. */
const mostShown = 60;

const shown = (text: string): string => JSON.stringify(text.length > mostShown ? `${text.slice(0, mostShown)}…` : text);

const kinds: Readonly<Record<Schema['type'], string>> = {
  object: 'an object in braces',
  array: 'a list in square brackets',
  string: 'a text in double quotes',
  integer: 'a whole number',
};

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** What is wrong with a text, as what follows its name in a sentence. */
function whyNoText(text: string, schema: TextSchema): string | undefined {
  const { enum: words, minLength = 0, maxLength = Infinity, pattern, format, patternErrorMessage } = schema;
  if (words !== undefined && !words.includes(text)) return ` takes one of ${words.join(', ')}, not ${shown(text)}`;
  if (text.trim().length < minLength) return ' is empty';
  if (text.length > maxLength) return ` is longer than ${maxLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern).test(text)) return `: ${shown(text)} is none, because ${patternErrorMessage ?? 'it is not as expected'}`;
  if (format === 'date' && !isDay(text)) return ` takes a day such as 2027-03-31, not ${shown(text)}`;
  const why = format === 'file-pattern' ? whyNoFilePattern(text) : undefined;
  return why === undefined ? undefined : `: ${shown(text)} ${why}`;
}

/** Compares one value with what it should be and collects what does not hold. Never throws. */
class Validation {
  readonly problems: ConfigurationProblem[] = [];

  check(place: JsonPlace, schema: Schema, name: string): void {
    const isRight = schema.type === 'integer' ? place.type === 'number' : place.type === schema.type;
    if (!isRight) this.report(place, `${name} takes ${kinds[schema.type]}.`);
    else if (schema.type === 'object') this.checkObject(place, schema, name);
    else if (schema.type === 'array') this.checkList(place, schema, name);
    else if (schema.type === 'string') this.checkText(place, schema, name);
    else this.checkNumber(place, schema, name);
  }

  private report({ offset, length }: JsonPlace, message: string): void {
    if (this.problems.length < mostProblems) this.problems.push({ message: message.charAt(0).toUpperCase() + message.slice(1), start: offset, end: offset + length });
  }

  private checkObject(place: JsonPlace, { properties = {}, required = [], additionalProperties }: ObjectSchema, name: string): void {
    const seen = new Set<string>();
    for (const { children: [key, value] = [] } of place.children ?? []) {
      const text = String(key?.value);
      if (key === undefined) continue;
      if (seen.has(text)) this.report(key, `${shown(text)} is there twice; only the last one would count.`);
      seen.add(text);
      const schema = Object.hasOwn(properties, text) ? properties[text] : additionalProperties;
      if (schema === undefined || schema === false) this.reportUnknown(key, text, Object.keys(properties), name);
      else if (value !== undefined) this.check(value, schema, shown(text));
    }
    for (const key of required) if (!seen.has(key)) this.report(place, `${name} lacks ${shown(key)}.`);
  }

  private reportUnknown(key: JsonPlace, text: string, known: readonly string[], name: string): void {
    const meant = nearest(text, known);
    const list = known.length > 12 ? '' : ` It knows ${known.filter((one) => one !== '$schema').join(', ')}.`;
    const what = name === '"rules"' ? `There is no rule ${shown(text)}.` : `${shown(text)} is nothing that ${name} knows.`;
    this.report(key, `${what}${meant === undefined ? list : ` Is ${shown(meant)} meant?`}`);
  }

  private checkList(place: JsonPlace, { items }: ListSchema, name: string): void {
    for (const item of place.children ?? []) this.check(item, items, `an entry of ${name}`);
  }

  private checkText(place: JsonPlace, schema: TextSchema, name: string): void {
    const text = String(place.value);
    const why = whyNoText(text, schema);
    if (why === undefined) return;
    const meant = schema.enum === undefined ? undefined : nearest(text, schema.enum);
    const choices = schema.enum?.length ?? 0;
    if (meant !== undefined) this.report(place, `${name}: ${shown(text)} is unknown. Is ${shown(meant)} meant?`);
    else if (choices > 12) this.report(place, `${name}: ${shown(text)} is unknown. postgresql-security rules lists all rules.`);
    else this.report(place, `${name}${why}.`);
  }

  private checkNumber(place: JsonPlace, { minimum, maximum }: NumberSchema, name: string): void {
    const value = Number(place.value);
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
    this.report(place, `${name} takes a whole number from ${minimum} to ${maximum}.`);
  }
}

/** Lists what does not hold in a value, at its places. */
export function validate(root: JsonPlace, schema: Schema, name: string): readonly ConfigurationProblem[] {
  const validation = new Validation();
  validation.check(root, schema, name);
  return validation.problems;
}
