import { readDirectives } from './read-directives';

/** A line to be written above another; the reason goes between the two texts. */
export interface DirectiveInsertion {
  /** The start of the line that it is for. */
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

const isBicep = (file: string): boolean => /\.bicep(param)?$/i.test(file);

/**
 * Makes the line that silences a rule on the line of an offset. Nothing where no directive can stand there, such as
 * inside of a text of several lines.
 * @param code what the language calls the rule.
 */
export function insertDirective(file: string, text: string, offset: number, code: string): DirectiveInsertion | undefined {
  const at = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const indent = /[ \t]*/y;
  indent.lastIndex = at;
  const white = indent.exec(text)?.[0] ?? '';
  const before = `${white}${isBicep(file) ? '#' : '// '}disable-next-line ${code} // `;
  const after = text.includes('\r\n') ? '\r\n' : '\n';
  const changed = `${text.slice(0, at)}${before}why${after}${text.slice(at)}`;
  const moved = offset + before.length + 'why'.length + after.length;
  const works = readDirectives(file, changed).some(
    ({ start, from, to, codes }) => start === at + white.length && moved >= from && moved < to && codes.length === 1,
  );
  return works ? { at, before, after } : undefined;
}
