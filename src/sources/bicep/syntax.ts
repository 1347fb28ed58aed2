import type { Expression, Identifier, NameReference, Node, RequiredString, ResourceStatement, Span, Statement, StringLiteral } from './expression-syntax';
import type { TypeExpression } from './type-syntax';

export interface TargetScopeStatement extends Statement<'target-scope'> {
  readonly value: Expression;
}

export interface MetadataStatement extends Statement<'metadata'> {
  readonly name: Identifier;
  readonly value: Expression;
}

/** `param name type = value`; in a .bicepparam file there is no type, in a .bicep file the value is the default. */
export interface ParameterStatement extends Statement<'parameter'> {
  readonly name: Identifier;
  readonly type: TypeExpression | undefined;
  readonly value: Expression | undefined;
}

export interface VariableStatement extends Statement<'variable'> {
  readonly name: Identifier;
  readonly type: TypeExpression | undefined;
  readonly value: Expression;
}

/** The shape of `body` is the same as for a resource. */
export interface ModuleStatement extends Statement<'module'> {
  readonly name: Identifier;
  readonly path: RequiredString;
  readonly body: Expression;
}

export interface OutputStatement extends Statement<'output'> {
  readonly name: Identifier;
  readonly type: TypeExpression | undefined;
  readonly value: Expression;
}

export interface TypeStatement extends Statement<'type'> {
  readonly name: Identifier;
  readonly type: TypeExpression;
}

export interface FunctionParameter extends Span {
  readonly name: Identifier;
  readonly type: TypeExpression;
}

/** `func name(parameters) result => body`. */
export interface FunctionStatement extends Statement<'function'> {
  readonly name: Identifier;
  readonly parameters: readonly FunctionParameter[];
  readonly result: TypeExpression;
  readonly body: Expression;
}

/** One `name as alias` of an import; the name may be a string where it is no valid identifier. */
export interface ImportedSymbol extends Span {
  readonly name: Identifier | StringLiteral;
  readonly alias: Identifier | undefined;
}

/** `import { symbols } from path`, or `import * as namespace from path`. */
export interface ImportStatement extends Statement<'import'> {
  readonly symbols: readonly ImportedSymbol[];
  readonly namespace: Identifier | undefined;
  readonly path: RequiredString;
}

/** `extension specification with { … } as alias`, and the older `provider '…'` and `import '…'` spellings. */
export interface ExtensionStatement extends Statement<'extension'> {
  readonly specification: NameReference | RequiredString;
  readonly config: Expression | undefined;
  readonly alias: Identifier | undefined;
}

/** `extensionConfig alias with { … }` of a .bicepparam file. */
export interface ExtensionConfigStatement extends Statement<'extension-config'> {
  readonly name: Identifier;
  readonly config: Expression | undefined;
}

/** `using 'main.bicep' with { … }`; the path is undefined for `using none`. */
export interface UsingStatement extends Statement<'using'> {
  readonly path: RequiredString | undefined;
  readonly config: Expression | undefined;
}

export interface ExtendsStatement extends Statement<'extends'> {
  readonly path: RequiredString;
}

export interface AssertStatement extends Statement<'assert'> {
  readonly name: Identifier;
  readonly value: Expression;
}

export interface TestStatement extends Statement<'test'> {
  readonly name: Identifier;
  readonly path: RequiredString;
  readonly body: Expression;
}

/** Text that is no statement. Decorators that nothing follows are kept here. */
export interface SkippedStatement extends Statement<'skipped'> {
  readonly reason: string;
}

export type StatementNode =
  | TargetScopeStatement | MetadataStatement | ParameterStatement | VariableStatement | ResourceStatement
  | ModuleStatement | OutputStatement | TypeStatement | FunctionStatement | ImportStatement | ExtensionStatement
  | ExtensionConfigStatement | UsingStatement | ExtendsStatement | AssertStatement | TestStatement | SkippedStatement;

export type PragmaKind = 'disable-next-line' | 'disable-diagnostics' | 'restore-diagnostics';

/** One code that a pragma names, e.g. `BCP037` or `firewall-all-addresses`. */
export interface PragmaCode extends Span {
  readonly text: string;
}

/** `#disable-next-line code …` and its two siblings; the span ends after the last code. */
export interface Pragma extends Span {
  readonly kind: PragmaKind;
  readonly codes: readonly PragmaCode[];
}

/** The span includes the comment's delimiters, but not the newline after a line comment. */
export interface Comment extends Span {
  readonly kind: 'line' | 'block';
}

/** A whole file. Pragmas and comments are in the order of the text. */
export interface Program extends Node<'program'> {
  readonly statements: readonly StatementNode[];
  readonly pragmas: readonly Pragma[];
  readonly comments: readonly Comment[];
}

/** What is wrong with the text at a region; messages are plain sentences for people. */
export interface SyntaxDiagnostic extends Span {
  readonly message: string;
}
