import { endOf, type Node } from './json-node';

/** The characters of a JSON text, each with its offset in the file. */
export interface WrittenText {
  readonly value: string;
  /** The offset in the file of the character at an index; at the end, that of the closing quote. */
  readonly offsetAt: (index: number) => number;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Takes the escape at the backslash at an index: the character that it means, and its length. */
function unescape(raw: string, at: number): [character: string, length: number] {
  const letter = raw.charAt(at + 1);
  if (letter === 'u') {
    const digits = raw.slice(at + 2, at + 6);
    if (/^[0-9a-f]{4}$/i.test(digits)) return [String.fromCharCode(parseInt(digits, 16)), 6];
  }
  return [escapes[letter] ?? letter, letter === '' ? 1 : 2];
}

/** Whether a text has a backslash that does not begin an escape. */
export function hasWrongEscape(raw: string): boolean {
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', at + 2)) {
    const letter = raw.charAt(at + 1);
    if (letter === 'u' ? !/^[0-9a-f]{4}$/i.test(raw.slice(at + 2, at + 6)) : letter === '' || !'"\\/bfnrt'.includes(letter)) return true;
  }
  return false;
}

/** What a text says that has escapes. */
export function decodeText(raw: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', copied)) {
    const [character, length] = unescape(raw, at);
    parts.push(raw.slice(copied, at), character);
    copied = at + length;
  }
  return parts.join('') + raw.slice(copied);
}

/** Reads a string node from the text of the file. Where that is damaged, it may lack one of its quotes. */
export function readWrittenText(node: Node, text: string): WrittenText {
  const start = node.offset + (text[node.offset] === '"' ? 1 : 0);
  const end = endOf(node);
  const closed = end > start && text[end - 1] === '"';
  const raw = text.slice(start, closed ? end - 1 : end);
  if (!raw.includes('\\')) return { value: raw, offsetAt: (index) => start + Math.min(index, raw.length) };
  const characters: string[] = [];
  const offsets: number[] = [];
  for (let at = 0; at < raw.length; ) {
    const [character, length] = raw[at] === '\\' ? unescape(raw, at) : [raw.charAt(at), 1];
    if (character !== '') {
      characters.push(character);
      offsets.push(start + at);
    }
    at += length;
  }
  return { value: characters.join(''), offsetAt: (index) => offsets[index] ?? start + raw.length };
}
