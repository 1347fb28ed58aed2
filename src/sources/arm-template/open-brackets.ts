import { endOf, type Node } from './json-node';

/** What an open object or array waits for. */
export type Awaited = 'member' | 'colon' | 'value' | 'comma';

/** An object or array that is being read. */
export interface Frame {
  readonly node: Node;
  /** The indentation that the closing bracket should have, which is only known within limits where the opening one is missing. */
  readonly from: number;
  readonly to: number;
  /** Where in its line the opening bracket stands, if the line begins with it. */
  readonly opensAt: number | undefined;
  readonly line: number;
  /** Where in their lines the members stand that begin a line. */
  column: number | undefined;
  awaits: Awaited;
  /** The property that a value is awaited for. */
  property: Node | undefined;
}

/**
 * The brackets that are open at a place in the text. Those that were closed last are remembered until others open, as
 * one bracket too many may have closed them too early.
 */
export class OpenBrackets {
  private readonly frames: Frame[];
  depth = 0;

  /** @param file stands for the file as a whole: a list of what it holds, which should be one value. */
  constructor(file: Node) {
    this.frames = [{ node: file, from: -1, to: -1, opensAt: undefined, line: -1, column: undefined, awaits: 'member', property: undefined }];
  }

  get top(): Frame {
    return this.frames[this.depth] as Frame;
  }

  at(depth: number): Frame | undefined {
    return this.frames[depth];
  }

  /** What was closed last in the frame at the top, and in that, and so on. */
  get closed(): readonly Frame[] {
    return this.frames.slice(this.depth + 1);
  }

  push(frame: Frame): void {
    this.depth++;
    this.frames.length = this.depth;
    this.frames.push(frame);
  }

  /** Puts a node where the top awaits one. */
  place(node: Node): void {
    const { top } = this;
    const { property } = top;
    const owner = property ?? top.node;
    owner.children?.push(node);
    node.parent = owner;
    if (property !== undefined) property.length = endOf(node) - property.offset;
    top.property = undefined;
    top.awaits = 'comma';
  }

  /** Closes the frame at the top. @param end behind its bracket; undefined where that is missing. */
  close(end: number | undefined): void {
    const { node } = this.top;
    const last = node.children?.at(-1);
    node.length = (end ?? (last === undefined ? node.offset + 1 : endOf(last))) - node.offset;
    if (end === undefined) node.broken = true;
    if (node.parent?.type === 'property') node.parent.length = endOf(node) - node.parent.offset;
    this.top.property = undefined;
    this.depth--;
  }

  /** Closes what is open above a depth, as its brackets are missing. */
  closeTo(depth: number): void {
    while (this.depth > depth) this.close(undefined);
  }

  /** Opens again what was closed last, up to a depth: the bracket that closed it was one too many. */
  reopen(depth: number): void {
    while (this.depth < depth) {
      this.top.property = undefined;
      this.top.awaits = 'comma';
      this.depth++;
    }
    this.top.property = undefined;
    this.top.awaits = 'comma';
    this.top.node.broken = true;
  }

  /** The depth of the innermost open bracket of a type for which something holds, or undefined. */
  innermost(type: Node['type'], holds: (frame: Frame) => boolean = () => true): number | undefined {
    for (let depth = this.depth; depth > 0; depth--) {
      const frame = this.frames[depth] as Frame;
      if (frame.node.type === type && holds(frame)) return depth;
    }
    return undefined;
  }
}
