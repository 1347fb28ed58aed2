import type { Span } from '../program';
import { faults, type JsonFault } from './json-faults';
import { newNode, type Node } from './json-node';
import { JsonStructure, maxDepth } from './json-structure';
import { literalOf, type Text, textNode, wordEnd } from './json-words';
import { TextScanner } from './text-scanner';
import { decodeText, hasWrongEscape } from './written-text';

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

class Reader extends JsonStructure {
  private readonly scanner = new TextScanner(this.text);
  /** Brackets that were not opened, as they nest too deeply. */
  private skipped = 0;
  /** Set where the last token does not belong to anything. */
  private isJunk = false;

  read(): Reading {
    while (this.skipSpace()) this.step();
    if (this.open.depth > 0) this.mismatch(faults.closing, this.text.length, this.text.length);
    this.finishProperty();
    this.open.closeTo(0);
    const values = this.file.children ?? [];
    const root = values.find(({ children }) => children !== undefined) ?? values[0];
    if (root !== undefined) root.parent = undefined;
    const { balanced, comments } = this;
    return { root, faults: this.faults.found, comments, balanced, indented: this.isIndented };
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

  private readWord(): void {
    const { text, at: start, open } = this;
    const { awaits, node } = open.top;
    const isValue = node.type === 'array' || awaits === 'value' || awaits === 'colon';
    const end = wordEnd(text, start);
    const word = text.slice(start, end);
    const literal = literalOf(word);
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

/**
 * Reads JSON with comments, trailing commas and texts over several lines, and as much as possible of what is damaged: a
 * missing or additional bracket, quote, comma or colon spoils only what stands around it. Where brackets do not match,
 * indentation says which one is missing. Never throws; takes linear time.
 */
export function readJson(text: string): JsonTree {
  const plain = new Reader(text, false).read();
  return plain.balanced || !plain.indented ? plain : new Reader(text, true).read();
}
