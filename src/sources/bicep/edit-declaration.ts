import type { Expression } from '../template/expression';
import { hasFallback } from '../template/expression';
import type { OutputDeclaration, ParameterDeclaration, ResourceDeclaration } from '../template/template';
import { isIntactExpression, type Edit } from './edit-object';
import { isIntact } from './edit-resource';
import { indentationAt, isBlank, layoutAt, lineEnd, lineStart, previousLine } from './layout';
import { parseForEdit } from './parse-for-edit';
import type { StatementNode } from './syntax';

/** Adds `@secure()` to a parameter or an output, which only strings and objects may have. */
export function secureDeclaration(text: string, declaration: ParameterDeclaration | OutputDeclaration): Edit[] | undefined {
  const { start, type, secure } = declaration;
  if (secure) return [];
  if ((type !== 'string' && type !== 'object') || !isIntact(text, declaration) || !isBlank(text, lineStart(text, start), start)) return undefined;
  const { newline } = layoutAt(text, start);
  return [{ start, end: start, text: `@secure()${newline}${indentationAt(text, start)}` }];
}

/** Takes away what a parameter is where nobody gives it a value, with the sign before it. */
export function removeDefault(text: string, declaration: ParameterDeclaration): Edit[] | undefined {
  const { default: value, nameSpan } = declaration;
  if (value === undefined || !isIntact(text, declaration) || !isIntactExpression(text, value)) return undefined;
  const sign = /\s*=\s*\(*\s*$/.exec(text.slice(nameSpan.end, value.start));
  if (sign === null || sign[0].includes('(')) return undefined;
  return [{ start: nameSpan.end + sign.index, end: value.end, text: '' }];
}

/** What stands at the top of a file by custom, before its parameters. */
const heading: ReadonlySet<StatementNode['kind']> = new Set(['target-scope', 'metadata', 'using', 'extends', 'import', 'extension', 'extension-config', 'skipped']);

/** Where a new parameter is declared: behind the last one, else before what is not the head of the file. */
function placeOfParameter(text: string, declaration: readonly string[]): Edit {
  const { statements } = parseForEdit(text).program;
  const { newline } = layoutAt(text, 0);
  const written = declaration.join(newline);
  const last = statements.findLast(({ kind }) => kind === 'parameter');
  if (last !== undefined) {
    const at = lineEnd(text, last.end);
    return { start: at, end: at, text: newline + newline + written };
  }
  const first = statements.find(({ kind }) => !heading.has(kind));
  if (first === undefined) return { start: text.length, end: text.length, text: `${newline}${written}${newline}` };
  const at = beforeComments(text, lineStart(text, first.start));
  return { start: at, end: at, text: written + newline + newline };
}

/** Comments and pragmas right before a statement belong to it, unless they begin the file. */
function beforeComments(text: string, start: number): number {
  let at = start;
  while (at > 0) {
    const before = previousLine(text, at);
    if (!/^[ \t]*(?:\/\/|#disable-next-line\b)/.test(text.slice(before, at))) break;
    if (before === 0) return start;
    at = before;
  }
  return at;
}

function freeName(text: string, wanted: string): string {
  let name = wanted;
  for (let number = 2; new RegExp(`\\b${name}\\b`).test(text); number++) name = `${wanted}${number}`;
  return name;
}

/** Replaces a written secret by a secure parameter that is declared for it. */
export function askFor(text: string, expression: Expression, wanted: string): Edit[] | undefined {
  if (!isIntactExpression(text, expression)) return undefined;
  const name = freeName(text, wanted);
  return [placeOfParameter(text, ['@secure()', `param ${name} string`]), { start: expression.start, end: expression.end, text: name }];
}

/** Reads a secret from the environment, by the name of its parameter as environments spell names, and only from there. */
export function takeOut(text: string, expression: Expression, name: string): Edit[] | undefined {
  if (!isIntactExpression(text, expression)) return undefined;
  if (hasFallback(expression)) {
    const [variable, fallback] = expression.arguments;
    return [{ start: variable.end, end: fallback.end, text: '' }];
  }
  const variable = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_').replaceAll(/\W/g, '_').toUpperCase();
  return [{ start: expression.start, end: expression.end, text: `readEnvironmentVariable('${variable}')` }];
}

/** Writes another version behind the type of a resource; a nested one without a version of its own is left alone. */
export function setApiVersion(text: string, { symbolSpan, end }: ResourceDeclaration, apiVersion: string): Edit[] | undefined {
  const version = /^\s*'[^'@$]*@([^'$]*)'/.exec(text.slice(symbolSpan.end, end));
  if (version?.[1] === undefined) return undefined;
  const close = symbolSpan.end + version[0].length - 1;
  return [{ start: close - version[1].length, end: close, text: apiVersion }];
}
