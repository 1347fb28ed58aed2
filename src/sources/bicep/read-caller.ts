import type { Span } from '../program';
import type { ObjectEntry, ObjectExpression, Spread } from '../template/expression';
import type { ModuleDeclaration, ParametersFile, Template } from '../template/template';
import { bicepEditing } from './edit';
import { readBicepParameters } from './read';

/**
 * Reads a .bicepparam file that uses a module of a registry as the template that calls this module: nothing else in the
 * workspace does, and what it gives are the arguments.
 */
export function readCaller(file: string, text: string): Template {
  const parameters = readBicepParameters(file, text);
  const { variables, imports, problems } = parameters;
  const modules = parameters.using === undefined ? [] : [moduleOf(parameters, parameters.using)];
  return {
    file, text, variables, problems, modules,
    ...(imports === undefined ? {} : { imports }),
    parameters: new Map(), outputs: new Map(), functions: [], resources: [],
    editing: bicepEditing(file),
  };
}

function moduleOf(parameters: ParametersFile, using: string): ModuleDeclaration {
  const { text } = parameters;
  const start = Math.max(0, text.indexOf(using));
  const path = { start, end: start + using.length };
  return {
    kind: 'module', start: 0, end: text.length,
    symbol: 'using', symbolSpan: path, reference: using, referenceSpan: path,
    condition: undefined, loop: undefined, resourceName: undefined, scope: undefined, template: undefined,
    arguments: argumentsOf(parameters, path),
  };
}

/** There are no braces in which an argument could be added. What another file gives may be any of them. */
function argumentsOf({ values, ...file }: ParametersFile, { start, end }: Span): ObjectExpression {
  const because = `what ${file.extends ?? ''} gives is not read here`;
  const base: readonly Spread[] = file.extends === undefined ? [] : [{ kind: 'spread', start, end, expression: { kind: 'missing', start, end, because } }];
  const given = [...values].map(([key, value]): ObjectEntry => ({ kind: 'entry', start: value.start, end: value.end, key, keySpan: { start: value.start, end: value.end }, value }));
  return { kind: 'object', start, end, close: undefined, members: [...base, ...given] };
}
