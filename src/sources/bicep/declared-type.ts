import type { Span } from '../program';
import type { ArrayExpression, Expression } from '../template/expression';
import { joinProperties } from '../template/join-shapes';
import type { Shape } from '../template/shape';
import type { ImportDeclaration } from '../template/template';
import { lowerExpression } from './lower-expression';
import type { Scope } from './scope';
import { findDecorator, keyText } from './expression-syntax';
import type { TypeStatement } from './syntax';
import type { LiteralType, ObjectType, TypeExpression, TypeProperty } from './type-syntax';

/** What a file imports, and the types that another file declares. */
export interface ImportedTypes {
  readonly imports: ReadonlyMap<string, ImportDeclaration>;
  readonly typesIn: (reference: string) => TypeReader | undefined;
}

/** Types that repeat one another can make endless lists of values; past this many they are not listed. */
const maxAllowed = 1000;

/** Types that are declared by each other in longer chains are not followed. */
const maxDepth = 256;

const plain = new Set(['string', 'int', 'bool', 'object', 'array']);
const none: Shape = { type: undefined, secure: false, nullable: false, allowed: undefined };

/** Reads the types of declarations, with the types that the file declares. */
export class TypeReader {
  /** What each declared type means; one that is still being read leads to itself, and means nothing. */
  private readonly meanings = new Map<string, Shape>();
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly types: ReadonlyMap<string, TypeStatement>,
    private readonly scope: Scope,
    private readonly imported: ImportedTypes = { imports: new Map(), typesIn: () => undefined },
  ) {}

  /** What the file imports. */
  get imports(): ImportedTypes['imports'] {
    return this.imported.imports;
  }

  read(type: TypeExpression | undefined): Shape {
    if (this.depth > maxDepth) return none;
    this.depth += 1;
    const meant = this.readKind(type);
    this.depth -= 1;
    return meant;
  }

  private readKind(type: TypeExpression | undefined): Shape {
    switch (type?.kind) {
      case undefined:
      case 'missing':
        return none;
      case 'named-type':
        return plain.has(type.text) ? { ...none, type: type.text } : this.readAlias(type.text);
      case 'nullable-type':
        return { ...this.read(type.base), nullable: true };
      case 'non-null-type':
        return { ...this.read(type.base), nullable: false };
      case 'parenthesized-type':
        return this.read(type.type);
      case 'array-type':
        return { ...none, type: 'array', item: once(() => this.read(type.item)) };
      case 'tuple-type':
        return { ...none, type: 'array' };
      case 'object-type':
        return { ...none, type: 'object', properties: once(() => this.readProperties(type)) };
      case 'literal-type':
        return this.readLiterals([type]);
      case 'union-type':
        return this.readLiterals(type.members);
      case 'type-property':
        return this.readProperty(type) ?? this.asWritten(type);
      case 'type-item':
        return (type.index === undefined ? this.read(type.target).item?.() : undefined) ?? this.asWritten(type);
      case 'parameterized-type':
      case 'resource-type':
        return this.asWritten(type);
    }
  }

  /** A type of which nothing but its text is known: one of Azure's own, such as resourceInput<…>, or one in a registry. */
  private asWritten({ start, end }: Span): Shape {
    return { ...none, type: this.text.slice(start, end) };
  }

  private readProperties({ properties }: ObjectType): ReadonlyMap<string, Shape> {
    const found = new Map<string, Shape>();
    for (const property of properties) {
      const name = property.key === undefined ? undefined : keyText(property.key);
      if (name !== undefined) found.set(name, this.decorated(property.type, property));
    }
    return found;
  }

  /** Decorators say what the type itself does not. */
  private decorated(type: TypeExpression, statement: Pick<TypeStatement, 'decorators'>): Shape {
    const meant = this.read(type);
    const [list] = findDecorator(statement, 'allowed')?.arguments ?? [];
    return {
      ...meant,
      secure: meant.secure || findDecorator(statement, 'secure') !== undefined,
      allowed: list === undefined ? meant.allowed : lowerExpression(list, this.scope),
    };
  }

  /** A property of an object type, or a type of a file that is imported as a whole: types.settings. */
  private readProperty({ target, name }: TypeProperty): Shape | undefined {
    if (target.kind === 'named-type' && !this.types.has(target.text)) {
      const all = this.imported.imports.get(target.text);
      if (all !== undefined && all.exported === undefined) return this.imported.typesIn(all.reference)?.declared(name.text);
    }
    return this.read(target).properties?.().get(name.text);
  }

  /** A type that the file declares, or imports itself. */
  declared(name: string): Shape | undefined {
    return this.types.has(name) || this.imported.imports.has(name) ? this.readAlias(name) : undefined;
  }

  private readAlias(name: string): Shape {
    const known = this.meanings.get(name);
    if (known !== undefined) return known;
    const asWritten = { ...none, type: name };
    this.meanings.set(name, asWritten);
    const alias = this.types.get(name);
    const meaning = alias === undefined ? this.readImport(name) : this.decorated(alias.type, alias);
    if (meaning === undefined) return asWritten;
    this.meanings.set(name, meaning);
    return meaning;
  }

  private readImport(name: string): Shape | undefined {
    const declaration = this.imported.imports.get(name);
    if (declaration?.exported === undefined) return undefined;
    return this.imported.typesIn(declaration.reference)?.declared(declaration.exported);
  }

  /** A union of literals restricts its values; where any member is none, nothing is known about them. */
  private readLiterals(members: readonly TypeExpression[]): Shape {
    const items: Expression[] = [];
    let type: string | undefined;
    let nullable = false;
    let restricted = true;
    for (const member of members) {
      const meant = member.kind === 'literal-type' ? this.readLiteral(member) : this.read(member);
      nullable ||= meant.nullable;
      if (meant.type === 'null') continue;
      type ??= meant.type;
      if (meant.type !== type) return { ...none, type: 'any', nullable };
      if (meant.allowed?.kind !== 'array') restricted = false;
      else if (items.length < maxAllowed) for (const item of meant.allowed.items) if (item.kind !== 'spread') items.push(item);
    }
    if (type === 'object') return { ...none, type, nullable, properties: once(() => joinProperties(members.map((member) => this.read(member)))) };
    if (!restricted || items.length > maxAllowed) return { ...none, type, nullable };
    const [first, last] = [members[0], members.at(-1)];
    if (first === undefined || last === undefined) return none;
    return { ...none, type, nullable, allowed: listOf(items, { start: first.start, end: last.end }) };
  }

  private readLiteral(type: LiteralType): Shape {
    const literal = lowerExpression(type.value, this.scope);
    if (literal.kind !== 'literal') return none;
    if (literal.value === null) return { ...none, type: 'null', nullable: true };
    return { ...none, type: literalTypes[typeof literal.value], allowed: listOf([literal], literal) };
  }
}

/** Types are read when somebody asks what is in them, and once. */
function once<T>(read: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: read() }).value;
}

/** The list of a union's members is written without brackets, so nothing can be added to it as to an array. */
function listOf(items: readonly Expression[], { start, end }: Span): ArrayExpression {
  return { kind: 'array', start, end, close: undefined, items };
}

const literalTypes: Readonly<Record<string, string>> = { string: 'string', number: 'int', boolean: 'bool' };
