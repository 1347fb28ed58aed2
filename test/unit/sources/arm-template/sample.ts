import type { Span, TextEdit } from '../../../../src/sources/program';
import type { Expression, ObjectEntry, Spread } from '../../../../src/sources/template/expression';
import type { ResourceDeclaration, Template } from '../../../../src/sources/template/template';
import { readArmTemplate } from '../../../../src/sources/arm-template/read';

export const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** A template whose parts are given as JSON text. */
export const templateText = (parts: Readonly<Record<string, string>>): string =>
  `{\n  "$schema": "${schema}",\n  "contentVersion": "1.0.0.0"${Object.entries(parts)
    .map(([key, json]) => `,\n  "${key}": ${json}`)
    .join('')}\n}\n`;

/** Reads a text that must be a template. */
export function read(text: string): Template {
  const template = readArmTemplate('main.json', text);
  if (template === undefined) throw new Error('The text was not taken for a template.');
  return template;
}

/** Reads one expression of ARM, with its text. */
export function readOutput(json: string, parts: Readonly<Record<string, string>> = {}): { value: Expression; text: string; template: Template } {
  const text = templateText({ ...parts, outputs: `{ "it": { "type": "string", "value": ${json} } }` });
  const template = read(text);
  const value = template.outputs.get('it')?.value;
  if (value === undefined) throw new Error('The output has no value.');
  return { value, text, template };
}

export const slice = (text: string, { start, end }: Span): string => text.slice(start, end);

export function applyEdits(text: string, edits: readonly TextEdit[] | undefined): string {
  if (edits === undefined) throw new Error('There is no edit.');
  return [...edits].sort((a, b) => b.start - a.start).reduce((done, { start, end, text: by }) => done.slice(0, start) + by + done.slice(end), text);
}

/** Shows an expression in a short form of its own. */
export function show(expression: Expression | { kind: 'spread' } | undefined): string {
  if (expression === undefined) return '–';
  switch (expression.kind) {
    case 'literal': return JSON.stringify(expression.value);
    case 'reference': return `${expression.to}:${expression.name}`;
    case 'access': return `${show(expression.target)}${expression.safe ? '?' : ''}[${expression.fromEnd ? '^' : ''}${show(expression.key)}]`;
    case 'call': return `${expression.namespace === undefined ? '' : `${expression.namespace}.`}${expression.name}(${expression.arguments.map(show).join(', ')})`;
    case 'conditional': return `(${show(expression.condition)} ? ${show(expression.whenTrue)} : ${show(expression.whenFalse)})`;
    case 'lambda': return `(${expression.parameters.join(', ')}) => ${show(expression.body)}`;
    case 'for': return `[for ${expression.loop.item} in ${show(expression.loop.collection)}: ${show(expression.body)}]`;
    case 'array': return `[${expression.items.map(show).join(', ')}]`;
    case 'object': return `{${expression.members.map((one) => one.kind === 'entry' ? `${typeof one.key === 'string' ? one.key : show(one.key)}: ${show(one.value)}` : '…').join(', ')}}`;
    case 'missing': return `missing: ${expression.because}`;
    case 'interpolation': return expression.parts.map(show).join('');
    case 'spread': return '…';
  }
}

/** The value of a property of a resource's body. */
export function setting(resource: ResourceDeclaration | undefined, ...path: readonly string[]): Expression | undefined {
  let current: Expression | undefined = resource?.body;
  for (const key of path) {
    const entry: ObjectEntry | Spread | undefined = current?.kind === 'object' ? current.members.find((one) => one.kind === 'entry' && one.key === key) : undefined;
    current = entry?.kind === 'entry' ? entry.value : undefined;
  }
  return current;
}
