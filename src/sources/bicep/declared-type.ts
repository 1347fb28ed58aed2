import type { Span } from '../program';
import type { ArrayExpression, Expression } from '../template/expression';
import { lowerExpression } from './lower-expression';
import type { Scope } from './scope';
import { findDecorator, type LiteralType, type TypeExpression, type TypeStatement } from './syntax';

/** What a declared type says about its values. */
export interface DeclaredType {
  /** In lower case as ARM calls it, or as written; `undefined` where none is written. */
  readonly type: string | undefined;
  readonly secure: boolean;
  /** True where the type allows null. */
  readonly nullable: boolean;
  /** The values of a union of literals. */
  readonly allowed: Expression | undefined;
}

/** Types that repeat one another can make endless lists of values; past this many they are not listed. */
const maxAllowed = 1000;

const plain = new Set(['string', 'int', 'bool', 'object', 'array']);
const none: DeclaredType = { type: undefined, secure: false, nullable: false, allowed: undefined };

/** Reads the types of declarations, with the types that the file declares. */
export class TypeReader {
  /** What each declared type means; one that is still being read leads to itself, and means nothing. */
  private readonly meanings = new Map<string, DeclaredType>();

  constructor(
    private readonly text: string,
    private readonly types: ReadonlyMap<string, TypeStatement>,
    private readonly scope: Scope,
  ) {}

  read(type: TypeExpression | undefined): DeclaredType {
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
      case 'tuple-type':
        return { ...none, type: 'array' };
      case 'object-type':
        return { ...none, type: 'object' };
      case 'literal-type':
        return this.readLiterals([type]);
      case 'union-type':
        return this.readLiterals(type.members);
      case 'type-property':
      case 'type-item':
      case 'parameterized-type':
      case 'resource-type':
        return { ...none, type: this.text.slice(type.start, type.end) };
    }
  }

  private readAlias(name: string): DeclaredType {
    const known = this.meanings.get(name);
    if (known !== undefined) return known;
    const asWritten = { ...none, type: name };
    this.meanings.set(name, asWritten);
    const alias = this.types.get(name);
    if (alias === undefined) return asWritten;
    const meant = this.read(alias.type);
    const meaning = { ...meant, secure: meant.secure || findDecorator(alias, 'secure') !== undefined };
    this.meanings.set(name, meaning);
    return meaning;
  }

  /** A union of literals restricts its values; where any member is none, nothing is known about them. */
  private readLiterals(members: readonly TypeExpression[]): DeclaredType {
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
    if (!restricted || items.length > maxAllowed) return { ...none, type, nullable };
    const [first, last] = [members[0], members.at(-1)];
    if (first === undefined || last === undefined) return none;
    return { ...none, type, nullable, allowed: listOf(items, { start: first.start, end: last.end }) };
  }

  private readLiteral(type: LiteralType): DeclaredType {
    const literal = lowerExpression(type.value, this.scope);
    if (literal.kind !== 'literal') return none;
    if (literal.value === null) return { ...none, type: 'null', nullable: true };
    return { ...none, type: literalTypes[typeof literal.value], allowed: listOf([literal], literal) };
  }
}

/** The list of a union's members is written without brackets, so nothing can be added to it as to an array. */
function listOf(items: readonly Expression[], { start, end }: Span): ArrayExpression {
  return { kind: 'array', start, end, close: undefined, items };
}

const literalTypes: Readonly<Record<string, string>> = { string: 'string', number: 'int', boolean: 'bool' };
