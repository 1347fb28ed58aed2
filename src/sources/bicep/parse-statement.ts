import type { Expression, Identifier } from './expression-syntax';
import type { Cursor } from './parse-cursor';
import { parseDecorators } from './parse-decorators';
import { parseExpression, parseRequiredString } from './parse-expression';
import { type Opening, parseDeploymentBody, parseResource } from './parse-resource';
import { atBar, parseDeclaredType } from './parse-type';
import type { FunctionParameter, FunctionStatement, ImportedSymbol, ParameterStatement, StatementNode } from './syntax';
import { Token } from './token';
import type { TypeExpression } from './type-syntax';

type Parse = (cursor: Cursor, opening: Opening) => StatementNode;

/** Reads every statement up to the end of the file. */
export function parseStatements(cursor: Cursor): StatementNode[] {
  const statements: StatementNode[] = [];
  cursor.skipNewlines();
  while (!cursor.is(Token.endOfFile)) {
    statements.push(parseStatement(cursor));
    if (!cursor.is(Token.newline) && !cursor.is(Token.endOfFile) && !cursor.atStatement) {
      cursor.report('Expected a new line after the statement.');
      cursor.skipStatement();
    }
    cursor.skipNewlines();
  }
  return statements;
}

function parseStatement(cursor: Cursor): StatementNode {
  const { start } = cursor;
  const decorators = parseDecorators(cursor);
  const keyword = { start: cursor.start, end: cursor.end };
  const parse = cursor.is(Token.identifier) ? parsers.get(cursor.textAt(cursor.at)) : undefined;
  if (parse !== undefined) {
    cursor.advance();
    return parse(cursor, { start, decorators, keyword });
  }
  const reason = decorators.length > 0 ? 'Expected a declaration after the decorators.' : 'This is no statement of Bicep.';
  cursor.report(reason);
  cursor.skipStatement();
  const end = cursor.lastEnd;
  const at = Math.min(keyword.start, end);
  return { kind: 'skipped', start, end, decorators, keyword: { start: at, end: at }, reason };
}

/** Reads `= value`, reporting where either is missing. */
function parseAssigned(cursor: Cursor): Expression {
  if (cursor.expect(Token.assign, "Expected '='.") === undefined) return cursor.missing("Expected '='.");
  cursor.skipNewlineBeforeOperand();
  return parseExpression(cursor);
}

/** Whether a type may follow a name here: neither the value, nor the end of the line (but for a union's next line). */
function atType(cursor: Cursor): boolean {
  return atBar(cursor) || (!cursor.is(Token.assign) && !cursor.is(Token.newline) && !cursor.is(Token.endOfFile));
}

function parseParameter(cursor: Cursor, opening: Opening): ParameterStatement {
  const name = cursor.identifier('Expected the name of the parameter.');
  const type = atType(cursor) ? parseDeclaredType(cursor) : undefined;
  const value = cursor.is(Token.assign) ? parseAssigned(cursor) : undefined;
  if (type === undefined && value === undefined) cursor.report("Expected a type, or '=' and a value.");
  return { kind: 'parameter', ...opening, end: cursor.lastEnd, name, type, value };
}

/** Reads `(name type, …) type => body` after the name of the function. */
function parseFunction(cursor: Cursor, opening: Opening): FunctionStatement {
  const name = cursor.identifier('Expected the name of the function.');
  const parameters: FunctionParameter[] = [];
  if (cursor.expect(Token.leftParen, "Expected '('.") !== undefined) {
    cursor.open.parens++;
    for (;;) {
      cursor.skipSeparators();
      if (cursor.is(Token.rightParen) || cursor.atOuterEnd) break;
      const first = cursor.at;
      const parameter = cursor.identifier('Expected the name of a parameter.');
      const type = parseDeclaredType(cursor);
      parameters.push({ start: parameter.start, end: cursor.lastEnd, name: parameter, type });
      cursor.endItem(first, Token.rightParen, "Expected ',' or ')'.");
    }
    cursor.closeList(Token.rightParen, "Expected ')'.");
    cursor.open.parens--;
  }
  const result = parseDeclaredType(cursor);
  let body: Expression;
  if (cursor.expect(Token.arrow, "Expected '=>'.") === undefined) body = cursor.missing("Expected '=>'.");
  else {
    cursor.skipNewlineBeforeOperand();
    body = parseExpression(cursor);
  }
  return { kind: 'function', ...opening, end: cursor.lastEnd, name, parameters, result, body };
}

function parseImport(cursor: Cursor, opening: Opening): StatementNode {
  if (cursor.is(Token.string) || cursor.is(Token.stringStart)) return parseExtension(cursor, opening);
  let symbols: ImportedSymbol[] = [];
  let namespace: Identifier | undefined;
  if (cursor.eat(Token.star)) namespace = parseAlias(cursor) ?? cursor.identifier("Expected 'as' and a name.");
  else if (cursor.is(Token.leftBrace)) symbols = parseSymbols(cursor);
  else cursor.report("Expected '{' or '*'.");
  if (!cursor.eatKeyword('from')) cursor.report("Expected 'from'.");
  const path = parseRequiredString(cursor, 'Expected the path of a file or module.');
  return { kind: 'import', ...opening, end: cursor.lastEnd, symbols, namespace, path };
}

function parseSymbols(cursor: Cursor): ImportedSymbol[] {
  const symbols: ImportedSymbol[] = [];
  cursor.advance();
  cursor.open.braces++;
  for (;;) {
    cursor.skipSeparators();
    if (cursor.is(Token.rightBrace) || cursor.atOuterEnd) break;
    const { start, at: first } = cursor;
    const string = cursor.is(Token.string) ? parseRequiredString(cursor, '') : undefined;
    const name = string?.kind === 'string' ? string : cursor.identifier('Expected a name to import.');
    const alias = parseAlias(cursor);
    if (cursor.at > first) symbols.push({ start, end: cursor.lastEnd, name, alias });
    cursor.endItem(first, Token.rightBrace, "Expected a new line, a comma or '}'.");
  }
  cursor.closeList(Token.rightBrace, "Expected '}'.");
  cursor.open.braces--;
  return symbols;
}

function parseAlias(cursor: Cursor): Identifier | undefined {
  return cursor.eatKeyword('as') ? cursor.identifier("Expected a name after 'as'.") : undefined;
}

function parseConfig(cursor: Cursor): Expression | undefined {
  return cursor.eatKeyword('with') ? parseExpression(cursor) : undefined;
}

function parseExtension(cursor: Cursor, opening: Opening): StatementNode {
  const { start, end } = cursor;
  let specification: Extract<StatementNode, { kind: 'extension' }>['specification'];
  if (cursor.is(Token.identifier)) {
    specification = { kind: 'name', start, end, text: cursor.textAt(cursor.at) };
    cursor.advance();
  } else specification = parseRequiredString(cursor, 'Expected the name or the path of an extension.');
  const config = parseConfig(cursor);
  const alias = parseAlias(cursor);
  return { kind: 'extension', ...opening, end: cursor.lastEnd, specification, config, alias };
}

function parseUsing(cursor: Cursor, opening: Opening): StatementNode {
  const path = cursor.eatKeyword('none') ? undefined : parseRequiredString(cursor, 'Expected the path of a template.');
  const config = parseConfig(cursor);
  return { kind: 'using', ...opening, end: cursor.lastEnd, path, config };
}

const parsers: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ['param', parseParameter],
  ['resource', parseResource],
  ['func', parseFunction],
  ['import', parseImport],
  ['extension', parseExtension],
  ['provider', parseExtension],
  ['using', parseUsing],
  ['targetScope', (cursor, opening) => {
    const value = parseAssigned(cursor);
    return { kind: 'target-scope', ...opening, end: cursor.lastEnd, value };
  }],
  ['metadata', (cursor, opening) => {
    const name = cursor.identifier('Expected the name of the metadata.');
    const value = parseAssigned(cursor);
    return { kind: 'metadata', ...opening, end: cursor.lastEnd, name, value };
  }],
  ['var', (cursor, opening) => {
    const name = cursor.identifier('Expected the name of the variable.');
    const type = atType(cursor) ? parseDeclaredType(cursor) : undefined;
    const value = parseAssigned(cursor);
    return { kind: 'variable', ...opening, end: cursor.lastEnd, name, type, value };
  }],
  ['output', (cursor, opening) => {
    const name = cursor.identifier('Expected the name of the output.');
    const type = atType(cursor) ? parseDeclaredType(cursor) : undefined;
    const value = parseAssigned(cursor);
    return { kind: 'output', ...opening, end: cursor.lastEnd, name, type, value };
  }],
  ['type', (cursor, opening) => {
    const name = cursor.identifier('Expected the name of the type.');
    const assigned = cursor.expect(Token.assign, "Expected '='.") !== undefined;
    const type: TypeExpression = assigned ? parseDeclaredType(cursor) : cursor.missing("Expected '='.");
    return { kind: 'type', ...opening, end: cursor.lastEnd, name, type };
  }],
  ['module', (cursor, opening) => {
    const name = cursor.identifier('Expected the name of the module.');
    const path = parseRequiredString(cursor, 'Expected the path of the module.');
    const body = parseDeploymentBody(cursor, undefined);
    return { kind: 'module', ...opening, end: cursor.lastEnd, name, path, body };
  }],
  ['test', (cursor, opening) => {
    const name = cursor.identifier('Expected the name of the test.');
    const path = parseRequiredString(cursor, 'Expected the path of the file to test.');
    const body = parseAssigned(cursor);
    return { kind: 'test', ...opening, end: cursor.lastEnd, name, path, body };
  }],
  ['assert', (cursor, opening) => {
    const name = cursor.identifier('Expected the name of the assertion.');
    const value = parseAssigned(cursor);
    return { kind: 'assert', ...opening, end: cursor.lastEnd, name, value };
  }],
  ['extends', (cursor, opening) => {
    const path = parseRequiredString(cursor, 'Expected the path of a parameters file.');
    return { kind: 'extends', ...opening, end: cursor.lastEnd, path };
  }],
  ['extensionConfig', (cursor, opening) => {
    const name = cursor.identifier('Expected the name of the extension.');
    const config = parseConfig(cursor);
    return { kind: 'extension-config', ...opening, end: cursor.lastEnd, name, config };
  }],
]);
