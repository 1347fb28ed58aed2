import type { KeptResult } from './kept-result';
import { shareDigest, type ServerDigest } from './server-digest';

/** Raised when older lines can no longer be read rightly; what an older version wrote is then forgotten. */
const format = 1;

/** The first line of the file: whose results these are, and what they were packed with. */
export interface Header {
  readonly owner: string;
  readonly dictionary: Uint8Array;
}

/** Results by the key of the server; nothing for one that is gone. */
export interface ReadLines {
  readonly header: Header;
  readonly results: ReadonlyMap<string, KeptResult>;
  /** How many lines there were, those of older readings included. */
  readonly lines: number;
}

export function headerLine({ owner, dictionary }: Header): string {
  return `${JSON.stringify({ format, owner, dictionary: Buffer.from(dictionary).toString('base64') })}\n`;
}

/** @param result nothing where the server is gone. */
export function resultLine(key: string, result: KeptResult | undefined): string {
  if (result === undefined) return `${JSON.stringify({ key })}\n`;
  const { packed, ...rest } = result;
  return `${JSON.stringify({ key, ...rest, packed: Buffer.from(packed).toString('base64') })}\n`;
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    // The computer stopped in the middle of a line.
    return undefined;
  }
}

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

function resultOf({ digest, readAt, packed, dependencies, judgedBy }: Readonly<Record<string, unknown>>): KeptResult | undefined {
  if (typeof readAt !== 'number' || typeof packed !== 'string' || typeof judgedBy !== 'string') return undefined;
  if (typeof digest !== 'object' || digest === null || !Array.isArray(dependencies)) return undefined;
  return { digest: shareDigest(digest as ServerDigest), readAt, packed: bytes(packed), dependencies: dependencies as readonly string[], judgedBy };
}

/** Reads a file of results; `undefined` where it is none, or of another format or owner. The last line of a server counts. */
export function readLines(text: string, owner: string): ReadLines | undefined {
  const [first = '', ...rest] = text.split('\n');
  const head = parse(first);
  if (head?.['format'] !== format || head['owner'] !== owner || typeof head['dictionary'] !== 'string') return undefined;
  const results = new Map<string, KeptResult>();
  let lines = 0;
  for (const line of rest) {
    if (line === '') continue;
    lines += 1;
    const value = parse(line);
    const key = value?.['key'];
    if (value === undefined || typeof key !== 'string') continue;
    const result = resultOf(value);
    if (result === undefined) results.delete(key);
    else results.set(key, result);
  }
  return { header: { owner, dictionary: bytes(head['dictionary']) }, results, lines };
}
