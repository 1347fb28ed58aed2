import type { Span } from '../program';
import { Faults, faults, type JsonFault } from './json-faults';
import { endOf, type Node } from './json-node';
import { type Frame, OpenBrackets } from './open-brackets';
import { TextScanner } from './text-scanner';
import { decodeText, hasWrongEscape } from './written-text';

/**
 * How deep brackets may nest: everything that walks a tree may recurse up to here. No template that Resource Manager
 * accepts comes close.
 */
export const maxDepth = 256;

export interface JsonTree {
  readonly root: Node | undefined;
  readonly faults: readonly JsonFault[];
  readonly comments: readonly Span[];
}

/** What a reading found out beside the tree. */
interface Reading extends JsonTree {
  /** False where brackets do not match each other. */
  readonly balanced: boolean;
  /** Whether most lines are indented, so that one can tell from them what belongs together. */
  readonly indented: boolean;
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0xa0;

const newNode = (type: Node['type'], offset: number, end: number, value: Node['value'], children: Node[] | undefined): Node =>
  ({ type, offset, length: end - offset, value, parent: undefined, children, broken: false });

const number = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i;
const literals: ReadonlyMap<string, boolean | null> = new Map([['true', true], ['false', false], ['null', null]]);

/** A name or text that was read, not yet put anywhere. */
interface Text extends Span {
  readonly value: string;
  /** Whether it has several lines. */
  readonly spread: boolean;
  /** Whether one of its quotes is missing or too many. */
  readonly damaged: boolean;
}

function textNode({ start, end, value, damaged }: Text): Node {
  const node = newNode('string', start, end, value, undefined);
  node.broken = damaged;
  return node;
}

class Reader {
  private readonly file = newNode('array', 0, 0, undefined, []);
  private readonly open = new OpenBrackets(this.file);
  private readonly scanner: TextScanner;
  private readonly faults = new Faults();
  private readonly comments: Span[] = [];
  private at = 0;
  private line = 0;
  private lineStart = 0;
  /** The column of the first token of the line. */
  private indent = 0;
  private startsLine = true;
  private lines = 0;
  private indentedLines = 0;
  /** Brackets that were not opened, as they nest too deeply. */
  private skipped = 0;
  private balanced = true;
  /** Where the next end of a comment is. */
  private commentEnd = 0;
  /** Set where the last token does not belong to anything. */
  private isJunk = false;

  /** @param byIndent whether indentation tells which brackets are missing or too many. */
  constructor(private readonly text: string, private readonly byIndent: boolean) {
    this.scanner = new TextScanner(text);
  }

  read(): Reading {
    while (this.skipSpace()) this.step();
    if (this.open.depth > 0) this.mismatch(faults.closing, this.text.length, this.text.length);
    this.finishProperty();
    this.open.closeTo(0);
    const values = this.file.children ?? [];
    const root = values.find(({ children }) => children !== undefined) ?? values[0];
    if (root !== undefined) root.parent = undefined;
    const { balanced, comments } = this;
    return { root, faults: this.faults.found, comments, balanced, indented: this.indentedLines * 2 > this.lines };
  }

  /** Goes to the next token. Returns false at the end. */
  private skipSpace(): boolean {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at);
      if (code === 10 || code === 13) {
        this.lineStart = this.at + 1;
        this.line++;
        this.startsLine = true;
      } else if (code === 47 && (text.charCodeAt(this.at + 1) === 47 || text.charCodeAt(this.at + 1) === 42)) {
        this.skipComment();
      } else if (!isSpace(code)) {
        if (this.startsLine) {
          this.indent = this.at - this.lineStart;
          this.lines++;
          if (this.indent > 0) this.indentedLines++;
        }
        return true;
      }
    }
    return false;
  }

  /** Goes to the last character of a comment. One that is not closed ends with its line. */
  private skipComment(): void {
    const { text, at: start } = this;
    const block = text.charCodeAt(start + 1) === 42;
    if (block && start + 2 > this.commentEnd) this.commentEnd = indexOrEnd(text, '*/', start + 2);
    const isOpen = block && this.commentEnd >= text.length;
    const end = block && !isOpen ? this.commentEnd + 2 : lineEnd(text, start);
    if (isOpen) {
      this.faults.add(faults.comment, start, start + 2);
    }
    this.comments.push({ start, end });
    this.at = end - 1;
  }

  private step(): void {
    const { at, startsLine } = this;
    const code = this.text.charCodeAt(at);
    if (this.skipped > 0 && this.byIndent && startsLine) this.skipped = 0;
    if (code === 123 || code === 91) this.openBracket(code === 123 ? 'object' : 'array');
    else if (code === 125 || code === 93) this.closeBracket(code === 125 ? 'object' : 'array');
    else if (code === 34) this.readQuoted();
    else if (code === 44) this.readComma();
    else if (code === 58) this.readColon();
    else this.readWord();
    // A line begins with the first token that belongs to something.
    if (this.isJunk) this.isJunk = false;
    else this.startsLine = false;
  }

  private get column(): number {
    return this.at - this.lineStart;
  }

  private mismatch(message: JsonFault['message'], start: number, end: number): void {
    this.balanced = false;
    this.faults.add(message, start, end);
  }

  /** Ends a property whose value has not been typed. */
  private finishProperty(): void {
    const { top } = this.open;
    if (top.property !== undefined) this.faults.add(top.awaits === 'colon' ? faults.colon : faults.missingValue, endOf(top.property), endOf(top.property));
    top.property = undefined;
    if (top.awaits !== 'member') top.awaits = 'comma';
  }

  private closeTo(depth: number): void {
    if (depth >= this.open.depth) return;
    this.finishProperty();
    this.mismatch(faults.closing, this.at, this.at + 1);
    this.open.closeTo(depth);
  }

  private reopen(depth: number): void {
    this.finishProperty();
    this.mismatch(faults.bracket, this.at, this.at + 1);
    this.open.reopen(depth);
  }

  private push(type: 'object' | 'array', limits: { readonly from: number; readonly to: number }, implicit: boolean): void {
    const node = newNode(type, this.at, implicit ? this.at : this.at + 1, undefined, []);
    this.open.place(node);
    this.open.push({
      node, ...limits, opensAt: this.startsLine && !implicit ? this.column : undefined, line: this.line, column: undefined, awaits: 'member', property: undefined,
    });
  }

  /** Opens an object whose bracket is missing, around the name that is about to be read. */
  private pushImplicit(): void {
    const { open } = this;
    this.mismatch(faults.opening, this.at, this.at);
    if (open.depth >= maxDepth) return;
    const from = open.top.to + 1;
    this.push('object', { from, to: Math.max(from, this.startsLine ? this.column - 1 : this.indent) }, true);
    open.top.node.broken = true;
  }

  private openBracket(type: 'object' | 'array'): void {
    const { open, at } = this;
    this.at++;
    if (this.skipped > 0) {
      this.skipped++;
      return;
    }
    this.at = at;
    const attached = this.findPlace();
    this.at = at + 1;
    if (!attached && this.byIndent) {
      this.ignoreBracket(at);
      return;
    }
    if (open.depth >= maxDepth) {
      if (this.skipped === 0) this.faults.add(faults.depth, at, at + 1);
      open.top.node.broken = true;
      this.skipped = 1;
      return;
    }
    this.at = at;
    if (attached) {
      if (open.top.awaits === 'comma') this.faults.add(faults.comma, at, at);
      if (open.top.awaits === 'colon') this.faults.add(faults.colon, at, at);
      this.noteColumn();
      this.push(type, { from: this.indent, to: this.indent }, false);
    } else {
      this.pushAside(type);
    }
    this.at = at + 1;
  }

  private ignoreBracket(at: number): void {
    this.open.top.node.broken = true;
    this.isJunk = true;
    this.mismatch(faults.bracket, at, at + 1);
  }

  /** Opens a bracket that belongs nowhere, so that what is inside of it stays apart. */
  private pushAside(type: 'object' | 'array'): void {
    this.mismatch(faults.name, this.at, this.at + 1);
    this.open.top.node.broken = true;
    const node = newNode(type, this.at, this.at + 1, undefined, []);
    this.open.push({ node, from: this.indent, to: this.indent, opensAt: undefined, line: this.line, column: undefined, awaits: 'member', property: undefined });
  }

  /** Whether the top takes a bracket, after what is missing or too much before it was made good. */
  private findPlace(): boolean {
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
  private openAgain(type: Node['type'], column: number): boolean {
    const { open } = this;
    const depth = open.closed.findIndex((frame) => frame.node.type === type && frame.column === column);
    if (depth < 0) return false;
    this.reopen(open.depth + 1 + depth);
    return true;
  }

  /** Makes a list of a value behind which another one follows, as the bracket before them is missing. */
  private wrapLast(column: number): boolean {
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

  private closeBracket(type: 'object' | 'array'): void {
    const { at, open } = this;
    this.at++;
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    const depth = this.byIndent ? this.counterpart(type, at) : this.isInList(type) ? undefined : open.innermost(type);
    if (depth === undefined) {
      this.ignoreBracket(at);
      return;
    }
    this.closeTo(depth);
    this.finishProperty();
    open.close(at + 1);
  }

  /** Whether a brace stands between items of a list, where it closes nothing. */
  private isInList(type: 'object' | 'array'): boolean {
    if (type === 'array' || this.open.top.node.type === 'object') return false;
    const next = this.behindSpace(this.at);
    const follows = this.text.charAt(this.text.charAt(next) === ',' ? this.behindSpace(next + 1) : next);
    return follows === '{' || follows === ']';
  }

  /** Finds the bracket that one closes by the indentation of both. */
  private counterpart(type: 'object' | 'array', at: number): number | undefined {
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

  private followsBracket(at: number): boolean {
    let before = at - 1;
    while (isSpace(this.text.charCodeAt(before))) before--;
    return '}]'.includes(this.text.charAt(before)) && before >= this.lineStart;
  }

  private readComma(): void {
    const { top } = this.open;
    this.at++;
    if (this.skipped > 0) return;
    if (top.property !== undefined) this.finishProperty();
    else if (top.awaits === 'member') this.faults.add(top.node.type === 'array' ? faults.missingValue : faults.name, this.at - 1, this.at);
    // What follows the whole value is wrong, however many commas stand before it.
    if (this.open.depth > 0) top.awaits = 'member';
  }

  private readColon(): void {
    const { top } = this.open;
    this.at++;
    if (this.skipped > 0) return;
    if (top.awaits === 'colon') top.awaits = 'value';
    else this.faults.add(top.node.type === 'array' ? faults.value : faults.name, this.at - 1, this.at);
  }

  private readQuoted(): void {
    const { at, open, text } = this;
    const { awaits, node } = open.top;
    const isKey = node.type === 'object' && (awaits === 'member' || awaits === 'comma');
    // Behind a text without anything between, a quote before punctuation is one too many.
    const isStray = (awaits === 'comma' || awaits === 'colon') && ':,}]'.includes(text.charAt(this.behindSpace(at + 1)) || ' ') && this.followsText(at);
    const found = isStray ? undefined : this.scanner.find(at, isKey);
    if (found === undefined) {
      this.at++;
      this.isJunk = true;
      this.faults.add(faults.strayQuote, at, at + 1);
      return;
    }
    if (found.fault !== undefined) this.faults.add(found.fault === 'closing quote' ? faults.quote : faults.strayQuote, found.contentEnd, found.end);
    const content = text.slice(at + 1, found.contentEnd);
    const escaped = content.includes('\\');
    if (escaped && hasWrongEscape(content)) this.faults.add(faults.escape, at, found.end);
    this.putText({ start: at, end: found.end, value: escaped ? decodeText(content) : content, spread: found.spread === true, damaged: found.fault !== undefined });
  }

  private followsText(at: number): boolean {
    let before = at - 1;
    while (before >= this.lineStart && isSpace(this.text.charCodeAt(before))) before--;
    return this.text.charCodeAt(before) === 34;
  }

  /** Puts a text where it belongs: it is a name if a colon follows it, or if nothing else can stand there. */
  private putText(found: Text): void {
    const { open } = this;
    if (this.skipped > 0) {
      this.at = found.end;
      return;
    }
    const isName = this.isFollowedByColon(found.end) && !this.isValueBeforeColon(found.end);
    if (isName && open.top.node.type === 'array') this.mismatch(faults.opening, found.start, found.start);
    if (isName && this.byIndent && this.startsLine) this.alignName();
    if (isName && open.top.node.type === 'array') this.findObject();
    const { awaits, property, column } = open.top;
    const isAbsent = isName && property !== undefined;
    if (isAbsent && awaits === 'value' && this.byIndent && column !== undefined && (!this.startsLine || this.column > column)) this.pushImplicit();
    else if (isAbsent) this.finishProperty();
    if (open.top.node.type === 'object' && open.top.property === undefined) this.addName(found);
    else this.addValue(textNode(found));
    if (found.spread) this.countLines(found);
    this.at = found.end;
  }

  /** Whether a text is the value of the name before it, although a colon follows, as that stands where a comma should. */
  private isValueBeforeColon(end: number): boolean {
    if (this.open.top.awaits !== 'value' || this.startsLine) return false;
    const colon = this.behindSpace(end);
    const next = this.behindSpace(colon + 1);
    return this.text.charAt(next) === '"' && /[\r\n]/.test(this.text.slice(colon, next));
  }

  /** Goes to the line in which a text ends. */
  private countLines({ start, end }: Span): void {
    for (let next = this.text.indexOf('\n', start); next >= 0 && next < end; next = this.text.indexOf('\n', next + 1)) {
      this.lineStart = next + 1;
      this.line++;
    }
  }

  private behindSpace(from: number): number {
    let at = from;
    while (isSpace(this.text.charCodeAt(at))) at++;
    return at;
  }

  private isFollowedByColon(end: number): boolean {
    return this.text.charCodeAt(this.behindSpace(end)) === 58;
  }

  /** A name that begins a line belongs to the object whose other names stand in the same column. */
  private alignName(): void {
    const { open, column } = this;
    const { top } = open;
    if (top.awaits === 'value' && top.column !== undefined && column > top.column) return;
    const standsIn = (where: number): number | undefined => open.innermost('object', (frame) => frame.column === where);
    const known = standsIn(column) ?? standsIn(this.indent);
    if (known !== undefined) this.closeTo(known);
    else if (!this.openAgain('object', column) && column <= top.from && (top.column === undefined || top.node.type === 'array')) this.closeTo(this.outerThan(column));
  }

  /** The depth of the innermost bracket whose line is indented less. */
  private outerThan(column: number): number {
    let depth = this.open.depth;
    while (depth > 1 && (this.open.at(depth)?.from ?? -1) >= column) depth--;
    return depth;
  }

  /** Finds the object that a name within a list belongs to: a bracket before it is missing, or one too many. */
  private findObject(): void {
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

  private addName(name: Text): void {
    const { top } = this.open;
    const { start, end } = name;
    if (top.awaits === 'comma') this.faults.add(faults.comma, start, start);
    const property = newNode('property', start, end, undefined, []);
    const key = textNode(name);
    property.children?.push(key);
    key.parent = property;
    property.parent = top.node;
    top.node.children?.push(property);
    top.property = property;
    top.awaits = 'colon';
    this.noteColumn();
  }

  private addValue(node: Node): void {
    const { open } = this;
    const { top } = open;
    if (top.awaits === 'comma') this.faults.add(open.depth === 0 ? faults.end : faults.comma, node.offset, node.offset);
    if (top.awaits === 'colon') this.faults.add(faults.colon, node.offset, node.offset);
    this.noteColumn();
    open.place(node);
  }

  /** Remembers where members stand; a value in a line of its own is no member. */
  private noteColumn(): void {
    const { top } = this.open;
    const isMember = top.node.type === 'array' || top.awaits === 'colon';
    if (this.startsLine && isMember) top.column ??= this.column;
  }

  private readWord(): void {
    const { text, at: start, open } = this;
    const { awaits, node } = open.top;
    const isValue = node.type === 'array' || awaits === 'value' || awaits === 'colon';
    const end = wordEnd(text, start);
    const word = text.slice(start, end);
    const literal = number.test(word) ? Number(word) : literals.get(word);
    if (this.skipped > 0) {
      this.at = end;
    } else if (literal !== undefined && isValue) {
      this.addValue(newNode(literal === null ? 'null' : typeof literal === 'number' ? 'number' : 'boolean', start, end, literal, undefined));
      this.at = end;
    } else this.readDamagedWord(word, end, isValue);
  }

  /** Reads a word that is no value: a text without quotes, or something that does not belong here. */
  private readDamagedWord(word: string, end: number, isValue: boolean): void {
    const { text, at: start, open } = this;
    const close = this.scanner.closingOf(start);
    if (close !== undefined) {
      this.faults.add(faults.openingQuote, start, start);
      this.putText({ start, end: close + 1, value: text.slice(start, close), spread: false, damaged: true });
      return;
    }
    this.faults.add(isValue ? faults.value : faults.name, start, end);
    if (open.top.awaits !== 'colon' && /^[\w$.-]+$/.test(word) && this.isFollowedByColon(end)) {
      this.putText({ start, end, value: word, spread: false, damaged: true });
      return;
    }
    // What follows may still be the value.
    this.isJunk = true;
    if (!isValue || open.top.property === undefined) open.top.node.broken = true;
    this.at = end;
  }
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found < 0 ? text.length : found;
}

function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return end;
}

/** Where a word ends that has no quotes, or at least none that JSON knows. */
function wordEnd(text: string, start: number): number {
  if (text.charAt(start) === "'") {
    const close = text.indexOf("'", start + 1);
    if (close >= 0 && !/[\r\n]/.test(text.slice(start, close))) return close + 1;
  }
  let end = start + 1;
  while (end < text.length && !isSpace(text.charCodeAt(end)) && !',:{}[]"/\''.includes(text.charAt(end))) end++;
  return end;
}

/**
 * Reads JSON with comments, trailing commas and texts over several lines, and as much as possible of what is damaged: a
 * missing or additional bracket, quote, comma or colon spoils only what stands around it. Where brackets do not match,
 * indentation says which one is missing. Never throws; takes linear time.
 */
export function readJson(text: string): JsonTree {
  const plain = new Reader(text, false).read();
  return plain.balanced || !plain.indented ? plain : new Reader(text, true).read();
}
