import { type JsonFault, faults } from './json-faults';
import { JsonLines } from './json-lines';
import { endOf, newNode, type Node } from './json-node';
import { type Frame, OpenBrackets } from './open-brackets';

/**
 * How deep brackets may nest: everything that walks a tree may recurse up to here. No template that Resource Manager
 * accepts comes close.
 */
export const maxDepth = 256;

/** The tree of a JSON text as it grows, and what makes good missing and additional brackets: indentation tells which they are. */
export class JsonStructure extends JsonLines {
  protected readonly file = newNode('array', 0, 0, undefined, []);
  protected readonly open = new OpenBrackets(this.file);
  protected balanced = true;

  /** @param byIndent whether indentation tells which brackets are missing or too many. */
  constructor(text: string, protected readonly byIndent: boolean) {
    super(text);
  }

  protected mismatch(message: JsonFault['message'], start: number, end: number): void {
    this.balanced = false;
    this.faults.add(message, start, end);
  }

  /** Ends a property whose value has not been typed. */
  protected finishProperty(): void {
    const { top } = this.open;
    if (top.property !== undefined) this.faults.add(top.awaits === 'colon' ? faults.colon : faults.missingValue, endOf(top.property), endOf(top.property));
    top.property = undefined;
    if (top.awaits !== 'member') top.awaits = 'comma';
  }

  protected closeTo(depth: number): void {
    if (depth >= this.open.depth) return;
    this.finishProperty();
    this.mismatch(faults.closing, this.at, this.at + 1);
    this.open.closeTo(depth);
  }

  protected reopen(depth: number): void {
    this.finishProperty();
    this.mismatch(faults.bracket, this.at, this.at + 1);
    this.open.reopen(depth);
  }

  protected push(type: 'object' | 'array', limits: { readonly from: number; readonly to: number }, implicit: boolean): void {
    const node = newNode(type, this.at, implicit ? this.at : this.at + 1, undefined, []);
    this.open.place(node);
    this.open.push({
      node, ...limits, opensAt: this.startsLine && !implicit ? this.column : undefined, line: this.line, column: undefined, awaits: 'member', property: undefined,
    });
  }

  /** Opens an object whose bracket is missing, around the name that is about to be read. */
  protected pushImplicit(): void {
    const { open } = this;
    this.mismatch(faults.opening, this.at, this.at);
    if (open.depth >= maxDepth) return;
    const from = open.top.to + 1;
    this.push('object', { from, to: Math.max(from, this.startsLine ? this.column - 1 : this.indent) }, true);
    open.top.node.broken = true;
  }

  /** Whether the top takes a bracket, after what is missing or too much before it was made good. */
  protected findPlace(): boolean {
    const { open } = this;
    const isFull = (): boolean => open.depth === 0 && this.file.children?.some(({ children }) => children !== undefined) === true;
    const takes = (): boolean => !isFull() && (open.top.node.type === 'array' || open.top.awaits === 'value' || open.top.awaits === 'colon');
    if (!this.byIndent || open.top.awaits === 'value' || open.top.awaits === 'colon') return takes();
    const column = this.startsLine ? this.column : this.indent;
    const list = open.innermost('array', ({ from }) => from < column || (!this.startsLine && from === column));
    if (list !== undefined && list < open.depth && open.at(list + 1) !== undefined && (open.at(list + 1) as Frame).from >= column) this.closeTo(list);
    else if (this.startsLine && column !== open.top.column) this.openAgain('array', column);
    if (takes()) return true;
    return this.wrapLast(column);
  }

  /** Opens again what was closed too early, if its members stand in this column. */
  protected openAgain(type: Node['type'], column: number): boolean {
    const { open } = this;
    const depth = open.closed.findIndex((frame) => frame.node.type === type && frame.column === column);
    if (depth < 0) return false;
    this.reopen(open.depth + 1 + depth);
    return true;
  }

  /** Makes a list of a value behind which another one follows, as the bracket before them is missing. */
  protected wrapLast(column: number): boolean {
    const { open, at } = this;
    const { top, closed: [last] } = open;
    const property = last?.node.parent;
    const isValue = top.node.type === 'object' && property?.type === 'property' && property.parent === top.node && top.property === undefined;
    if (last === undefined || !isValue || last.opensAt !== column || top.column === undefined || column <= top.column) return false;
    this.mismatch(faults.opening, last.node.offset, last.node.offset);
    property.children?.pop();
    top.property = property;
    this.at = last.node.offset;
    this.push('array', { from: top.column, to: column - 1 }, true);
    this.at = at;
    open.top.column = column;
    open.top.node.broken = true;
    open.place(last.node);
    return true;
  }

  /** Whether a brace stands between items of a list, where it closes nothing. */
  protected isInList(type: 'object' | 'array'): boolean {
    if (type === 'array' || this.open.top.node.type === 'object') return false;
    const next = this.behindSpace(this.at);
    const follows = this.text.charAt(this.text.charAt(next) === ',' ? this.behindSpace(next + 1) : next);
    return follows === '{' || follows === ']';
  }

  /** Finds the bracket that one closes by the indentation of both. */
  protected counterpart(type: 'object' | 'array', at: number): number | undefined {
    const { open } = this;
    if (!this.startsLine) {
      if (open.depth > 0 && open.top.node.type === type) return open.depth;
      return open.innermost(type, ({ line }) => line === this.line) ?? (this.followsBracket(at) ? open.innermost(type) : undefined);
    }
    const column = at - this.lineStart;
    const fits = ({ from, to }: Frame): boolean => from <= column && column <= to;
    const depth = open.innermost(type, fits);
    if (depth !== undefined) return depth;
    const again = open.closed.findIndex((frame) => frame.node.type === type && fits(frame));
    if (again >= 0) {
      this.reopen(open.depth + 1 + again);
      return open.depth;
    }
    if (type === 'array' && open.top.column === column && this.wrapLast(open.closed[0]?.opensAt ?? -1)) return open.depth;
    return undefined;
  }

  /** A name that begins a line belongs to the object whose other names stand in the same column. */
  protected alignName(): void {
    const { open, column } = this;
    const { top } = open;
    if (top.awaits === 'value' && top.column !== undefined && column > top.column) return;
    const standsIn = (where: number): number | undefined => open.innermost('object', (frame) => frame.column === where);
    const known = standsIn(column) ?? standsIn(this.indent);
    if (known !== undefined) this.closeTo(known);
    else if (!this.openAgain('object', column) && column <= top.from && (top.column === undefined || top.node.type === 'array')) this.closeTo(this.outerThan(column));
  }

  /** The depth of the innermost bracket whose line is indented less. */
  protected outerThan(column: number): number {
    let depth = this.open.depth;
    while (depth > 1 && (this.open.at(depth)?.from ?? -1) >= column) depth--;
    return depth;
  }

  /** Finds the object that a name within a list belongs to: a bracket before it is missing, or one too many. */
  protected findObject(): void {
    const { open } = this;
    if (open.depth === 0) {
      const [root] = open.closed;
      if (root?.node.type === 'object') this.reopen(1);
      else this.pushImplicit();
      return;
    }
    const last = open.top.node.children?.at(-1);
    const outer = open.innermost('object');
    if (!this.byIndent && last !== undefined && last.type !== 'object' && outer !== undefined) this.closeTo(outer);
    else this.pushImplicit();
  }

  /** Remembers where members stand; a value in a line of its own is no member. */
  protected noteColumn(): void {
    const { top } = this.open;
    const isMember = top.node.type === 'array' || top.awaits === 'colon';
    if (this.startsLine && isMember) top.column ??= this.column;
  }

  /** Opens a bracket that belongs nowhere, so that what is inside of it stays apart. */
  protected pushAside(type: 'object' | 'array'): void {
    this.mismatch(faults.name, this.at, this.at + 1);
    this.open.top.node.broken = true;
    const node = newNode(type, this.at, this.at + 1, undefined, []);
    this.open.push({ node, from: this.indent, to: this.indent, opensAt: undefined, line: this.line, column: undefined, awaits: 'member', property: undefined });
  }
}
