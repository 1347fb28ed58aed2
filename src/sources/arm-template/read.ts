import type { ParametersFile, Template } from '../template/template';
import { readArguments } from './deployment';
import { type JsonDocument, parseDocument } from './document';
import { armEditing } from './edit';
import { nodeAt, textOf } from './json-node';
import { noNames, type Reading } from './names';
import { readReturned, returnedResources } from './returned';
import { isTemplate, readTemplate } from './template';

/** What a text without is neither a template nor a PostgreSQL resource. */
const mentioned = /Microsoft\.(?:DBforPostgreSQL|HorizonDb)|deploymentTemplate\.json|"resources"/i;

const parametersSchema = /\/(?:subscription|tenant|managementGroup)?deploymentParameters\.json/i;

function unread({ file, text, problems }: JsonDocument): Template {
  const nothing = { parameters: new Map<string, never>(), variables: new Map<string, never>(), outputs: new Map<string, never>() };
  return { file, text, ...nothing, functions: [], resources: [], modules: [], problems, editing: armEditing(file) };
}

/**
 * Reads a JSON file as an ARM template, or as resources that Azure returned: one, an array, or a page of them.
 * Returns undefined where it is neither. Never throws; takes time in proportion to the text, and next to none for a
 * text that mentions neither the service nor a template.
 */
export function readArmTemplate(file: string, text: string): Template | undefined {
  if (!mentioned.test(text)) return undefined;
  const document = parseDocument(file, text);
  const { root } = document;
  if (root === undefined) return undefined;
  const problems = [...document.problems];
  if (root.type === 'object' && isTemplate(root)) return readTemplate(root, { file, text, problems });
  const returned = returnedResources(root);
  return returned.length === 0 ? undefined : { ...unread(document), resources: readReturned(returned, file, text) };
}

/**
 * Reads a deployment parameters file, or returns undefined where the text is none. Its values are no
 * expressions, whatever they look like. Never throws.
 */
export function readArmParameters(file: string, text: string): ParametersFile | undefined {
  if (!parametersSchema.test(text)) return undefined;
  const document = parseDocument(file, text);
  const problems = [...document.problems];
  const { root } = document;
  if (root !== undefined && !parametersSchema.test(textOf(nodeAt(root, '$schema')) ?? '')) return undefined;
  const reading: Reading = { file, text, problems, names: noNames, expressions: false, variables: undefined };
  const values = new Map(
    readArguments(nodeAt(root, 'parameters'), reading).flatMap(({ key, value }) => (typeof key === 'string' ? [[key, value]] : [])),
  );
  return { file, text, using: undefined, values, variables: new Map(), problems };
}
