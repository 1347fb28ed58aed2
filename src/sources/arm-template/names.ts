import type { SourceProblem, Span } from '../program';
import type { Expression } from '../template/expression';
import type { Node } from './json-node';

/** A copy loop around an expression, by the name that copyIndex() knows it by. */
export interface CopyLoop {
  readonly name: string;
  /** The local that stands for the index, or undefined where the loop cannot be followed. */
  readonly local: string | undefined;
  /** True for the loop of a resource, which copyIndex() without a name means. */
  readonly ofResource: boolean;
}

/** By lower-cased name: how the template spells it. */
export type Spellings = ReadonlyMap<string, string>;

/** What the names in an expression mean. */
export interface Names {
  readonly parameters: Spellings;
  readonly variables: Spellings;
  /** The resources with symbolic names, deployments aside, whose outputs are read in a way of their own. */
  readonly symbols?: Spellings;
  /** Set within a function of the template, where parameters() means the function's own. */
  readonly functionParameters: Spellings | undefined;
  /** From the outermost to the innermost. */
  readonly loops: readonly CopyLoop[];
}

/** What reading an expression needs to know and where it reports to. */
export interface Reading {
  readonly file: string;
  /** The template that is read, where it is nested in another. */
  readonly within?: string;
  readonly text: string;
  readonly names: Names;
  /** False where texts in brackets are just texts: in a resource that Azure returned. */
  readonly expressions: boolean;
  readonly problems: SourceProblem[];
  /** The object of the template's variables. */
  readonly variables: Node | undefined;
}

/** What names mean outside of any template. */
export const noNames: Names = { parameters: new Map(), variables: new Map(), functionParameters: undefined, loops: [] };

export function spellings(names: Iterable<string>): Spellings {
  return new Map([...names].map((name) => [name.toLowerCase(), name]));
}

/** The name of the local that stands for a loop's index; no lambda's variable can have it. */
export const indexName = (loop: string): string => `copyIndex(${loop})`;

export function withLoop(reading: Reading, loop: CopyLoop): Reading {
  return { ...reading, names: { ...reading.names, loops: [...reading.names.loops, loop] } };
}

/** Makes the expression that copyIndex('name', offset) stands for. */
export function copyIndex(names: Names, loopName: string | undefined, offset: Expression | undefined, span: Span): Expression {
  const { loops } = names;
  const lower = loopName?.toLowerCase();
  const loop =
    lower === undefined
      ? (loops.findLast(({ ofResource }) => ofResource) ?? loops.at(-1))
      : loops.findLast(({ name }) => name.toLowerCase() === lower);
  const { start, end } = span;
  if (loop?.local === undefined) {
    const because = loop === undefined ? 'copyIndex() stands outside of the loop that it means' : 'a loop within a loop is not followed';
    return { kind: 'missing', start, end, because };
  }
  const index: Expression = { kind: 'reference', start, end, to: 'local', name: loop.local };
  return offset === undefined ? index : { kind: 'call', start, end, name: 'add', arguments: [index, offset] };
}
