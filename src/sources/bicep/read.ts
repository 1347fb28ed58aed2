import type { SourceProblem } from '../program';
import type {
  FunctionDeclaration, ImportDeclaration, ModuleDeclaration, OutputDeclaration, ParameterDeclaration, ParametersFile, ResourceDeclaration,
  Template, VariableDeclaration,
} from '../template/template';
import type { Expression } from '../template/expression';
import { type ImportedTypes, TypeReader } from './declared-type';
import { bicepEditing } from './edit';
import { bodyObject, lowerModule, lowerResource, Symbols } from './lower-deployment';
import { lowerExpression } from './lower-expression';
import { parseBicep } from './parser';
import { withLocals, type Meaning, type Scope } from './scope';
import { findDecorator, type Identifier, type ResourceStatement } from './expression-syntax';
import type {
  FunctionStatement, OutputStatement, ParameterStatement, StatementNode, SyntaxDiagnostic, TypeStatement, VariableStatement,
} from './syntax';

/**
 * Reads a .bicep file. Never throws and takes linear time: what is half typed becomes problems and missing
 * expressions, and the intact declarations around it are all there. Where a name is declared twice, the first counts.
 * @param file what the host calls the file. @param typesIn the types of a file that this one imports from.
 */
export function readBicep(file: string, text: string, typesIn: ImportedTypes['typesIn'] = () => undefined): Template {
  const { program, diagnostics } = parseBicep(text);
  const { statements } = program;
  const scope = fileScope(statements);
  const types = typeReader(text, statements, typesIn);
  const symbols = new Symbols();
  const parameters = new Map<string, ParameterDeclaration>();
  const variables = new Map<string, VariableDeclaration>();
  const outputs = new Map<string, OutputDeclaration>();
  const functions: FunctionDeclaration[] = [];
  const resources: ResourceDeclaration[] = [];
  const modules: ModuleDeclaration[] = [];
  for (const statement of statements) {
    switch (statement.kind) {
      case 'parameter':
        addFirst(parameters, lowerParameter(statement, types, scope));
        break;
      case 'variable':
        addFirst(variables, lowerVariable(statement, scope));
        break;
      case 'output':
        addFirst(outputs, lowerOutput(statement, types, scope));
        break;
      case 'function':
        functions.push(lowerFunction(statement, scope));
        break;
      case 'resource':
        lowerResource(statement, scope, symbols, resources);
        break;
      case 'module':
        modules.push(lowerModule(statement, scope, symbols));
        break;
      default:
    }
  }
  const problems = problemsOf(file, diagnostics);
  const imports = importsOf(statements);
  const damage = statements.some((statement) => mayHideResource(statement, text)) ? ({ isDamaged: true } as const) : {};
  return { file, text, parameters, variables, outputs, functions, imports, resources, modules, problems, ...damage, editing: bicepEditing(file) };
}

/** Whether a resource may be meant that cannot be read: one without a type, or something like one. Two words are only being typed. */
function mayHideResource(statement: StatementNode, text: string): boolean {
  if (statement.kind === 'resource') return statement.type.kind !== 'string' && statement.body.kind !== 'missing';
  return statement.kind === 'skipped' && /'[^'\n]+@[^'\n]+'/.test(text.slice(statement.start, statement.end));
}

/** How many problems there are in a .bicep or .bicepparam file, without looking at what it means. */
export function countBicepProblems(text: string): number {
  return parseBicep(text).diagnostics.length;
}

/** Reads the types that a .bicep file declares, for those that import them. */
export function readBicepTypes(text: string, typesIn: ImportedTypes['typesIn']): TypeReader {
  return typeReader(text, parseBicep(text).program.statements, typesIn);
}

function typeReader(text: string, statements: readonly StatementNode[], typesIn: ImportedTypes['typesIn']): TypeReader {
  return new TypeReader(text, typesOf(statements), fileScope(statements), { imports: importsOf(statements), typesIn });
}

/** Reads a .bicepparam file: the template that it names, and the values it gives to that template's parameters. */
export function readBicepParameters(file: string, text: string): ParametersFile {
  const { program, diagnostics } = parseBicep(text);
  const { statements } = program;
  const scope = fileScope(statements);
  const imports = importsOf(statements);
  const values = new Map<string, Expression>();
  const variables = new Map<string, VariableDeclaration>();
  let using: string | undefined;
  let base: string | undefined;
  for (const statement of statements) {
    if (statement.kind === 'using' && statement.path?.kind === 'string') using ??= statement.path.value;
    else if (statement.kind === 'extends' && statement.path.kind === 'string') base ??= statement.path.value;
    else if (statement.kind === 'variable') addFirst(variables, lowerVariable(statement, scope));
    else if (statement.kind === 'parameter' && statement.value !== undefined && !values.has(statement.name.text)) {
      values.set(statement.name.text, lowerExpression(statement.value, scope));
    }
  }
  return { file, text, using, ...(base === undefined ? {} : { extends: base }), values, variables, imports, problems: problemsOf(file, diagnostics) };
}

function problemsOf(file: string, diagnostics: readonly SyntaxDiagnostic[]): SourceProblem[] {
  return diagnostics.map(({ start, end, message }) => ({ file, message, span: { start, end } }));
}

function addFirst<T extends { readonly name: string }>(declarations: Map<string, T>, declaration: T): void {
  if (declaration.name !== '' && !declarations.has(declaration.name)) declarations.set(declaration.name, declaration);
}

/** What the declaring statements declare; types and functions are no values. */
const meanings: Partial<Readonly<Record<StatementNode['kind'], 'parameter' | 'variable' | 'symbol'>>> = {
  parameter: 'parameter', variable: 'variable', resource: 'symbol', module: 'symbol',
};

/** The names that a whole file knows, in whatever order they are declared. */
function fileScope(statements: readonly StatementNode[]): Scope {
  const names = new Map<string, Meaning>();
  const declare = (name: string, meaning: Meaning): void => {
    if (name !== '' && !names.has(name)) names.set(name, meaning);
  };
  for (const statement of statements) {
    const to = meanings[statement.kind];
    if (to !== undefined && 'name' in statement) declare(statement.name.text, { to, name: statement.name.text });
    if (statement.kind === 'resource') declareNested(statement, declare);
    if (statement.kind !== 'import') continue;
    if (statement.namespace !== undefined) declare(statement.namespace.text, { to: 'import' });
    for (const { name, alias } of statement.symbols) {
      declare(alias?.text ?? ('kind' in name ? name.value : name.text), { to: 'import' });
    }
  }
  // What the extended file gives is known by this name.
  if (statements.some(({ kind }) => kind === 'extends')) declare('base', { to: 'import' });
  return { names, outer: undefined };
}

/** Declares nested resources as they are known from outside: outer::inner. */
function declareNested({ name, body }: ResourceStatement, declare: (name: string, meaning: Meaning) => void, prefix = ''): void {
  const symbol = prefix + name.text;
  for (const nested of bodyObject(body)?.resources ?? []) {
    const full = `${symbol}::${nested.name.text}`;
    declare(full, { to: 'symbol', name: full });
    declareNested(nested, declare, `${symbol}::`);
  }
}

/** What a file imports, by the names that it has there. */
function importsOf(statements: readonly StatementNode[]): Map<string, ImportDeclaration> {
  const imports = new Map<string, ImportDeclaration>();
  for (const statement of statements) {
    if (statement.kind !== 'import' || statement.path.kind !== 'string') continue;
    const reference = statement.path.value;
    if (statement.namespace !== undefined) imports.set(statement.namespace.text, { reference, exported: undefined });
    for (const { name, alias } of statement.symbols) {
      const exported = 'kind' in name ? name.value : name.text;
      imports.set(alias?.text ?? exported, { reference, exported });
    }
  }
  return imports;
}

function typesOf(statements: readonly StatementNode[]): Map<string, TypeStatement> {
  const types = new Map<string, TypeStatement>();
  for (const statement of statements) if (statement.kind === 'type') types.set(statement.name.text, statement);
  return types;
}

function declared({ start, end, name }: { readonly start: number; readonly end: number; readonly name: Identifier }): Pick<VariableDeclaration, 'start' | 'end' | 'name' | 'nameSpan'> {
  return { start, end, name: name.text, nameSpan: { start: name.start, end: name.end } };
}

/** Secure strings and objects have types of their own in ARM. */
function secureType(type: string | undefined, secure: boolean): string | undefined {
  return secure && (type === 'string' || type === 'object') ? `secure${type}` : type;
}

function lowerParameter(statement: ParameterStatement, types: TypeReader, scope: Scope): ParameterDeclaration {
  const { type, secure: secret, nullable, allowed, ...parts } = types.read(statement.type);
  const secure = secret || findDecorator(statement, 'secure') !== undefined;
  const [list] = findDecorator(statement, 'allowed')?.arguments ?? [];
  return {
    ...declared(statement),
    type: secureType(type, secure),
    secure,
    nullable: nullable || statement.value !== undefined,
    default: statement.value === undefined ? undefined : lowerExpression(statement.value, scope),
    allowed: list === undefined ? allowed : lowerExpression(list, scope),
    ...parts,
  };
}

function lowerVariable(statement: VariableStatement, scope: Scope): VariableDeclaration {
  return { ...declared(statement), value: lowerExpression(statement.value, scope) };
}

function lowerOutput(statement: OutputStatement, types: TypeReader, scope: Scope): OutputDeclaration {
  const { type, secure: secret } = types.read(statement.type);
  const secure = secret || findDecorator(statement, 'secure') !== undefined;
  return { ...declared(statement), type: secureType(type, secure), secure, value: lowerExpression(statement.value, scope) };
}

function lowerFunction(statement: FunctionStatement, scope: Scope): FunctionDeclaration {
  const parameters = statement.parameters.map((parameter) => parameter.name.text);
  return { ...declared(statement), namespace: undefined, parameters, body: lowerExpression(statement.body, withLocals(parameters, scope)) };
}
