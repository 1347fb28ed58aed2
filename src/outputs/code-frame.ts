import type { TextRange } from './check-result';
import { maskLine, secretsIn } from './mask';

/** One line of a file with what a finding is about underlined. */
export interface CodeFrame {
  /** The number of the line. */
  readonly line: number;
  readonly text: string;
  /** Which part of the text is meant. */
  readonly start: number;
  readonly length: number;
}

/** Longer lines are cut around what is meant. */
const mostColumns = 110;
const before = 40;

/** Gives the lines of files to whoever shows them. */
export interface Lines {
  /** @param line from 1. */
  readonly line: (file: string, line: number) => string | undefined;
}

/** Reads each file's lines once. */
export function createLines(read: (file: string) => string | undefined): Lines {
  const known = new Map<string, readonly string[]>();
  return {
    line: (file, line) => {
      const lines = known.get(file) ?? (read(file) ?? '').split(/\r\n?|\n/);
      known.set(file, lines);
      return lines[line - 1];
    },
  };
}

/** Cuts a long line around a part of it. */
function cut(text: string, start: number, length: number): Pick<CodeFrame, 'text' | 'start' | 'length'> {
  if (text.length <= mostColumns) return { text, start, length };
  const from = start < mostColumns - before ? 0 : start - before;
  const head = from > 0 ? '…' : '';
  const tail = from + mostColumns < text.length ? '…' : '';
  const shown = `${head}${text.slice(from, from + mostColumns)}${tail}`;
  const at = start - from + head.length;
  return { text: shown, start: at, length: Math.max(1, Math.min(length, shown.length - at)) };
}

/** Makes the frame of a finding, without any secret in it. @param sensitive whether what is meant is a secret itself. */
export function codeFrame(source: string, { start, end }: TextRange, sensitive: boolean): CodeFrame {
  const [from, to] = [start.column - 1, start.line === end.line ? end.column - 1 : source.length];
  const masked = maskLine(source, secretsIn(source, sensitive ? { start: from, end: to } : undefined));
  const [first, last] = [masked.at(from), masked.at(to)];
  return { line: start.line, ...cut(masked.text.replaceAll('\t', ' '), first, Math.max(1, last - first)) };
}
