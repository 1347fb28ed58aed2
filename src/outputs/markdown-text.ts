/** Styles of a terminal; without colours a text stays as it is. */
export interface TextStyle {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const bold = '\u001b[1m';
const dim = '\u001b[2m';
const plainAgain = '\u001b[0m';

export const terminalStyle: TextStyle = {
  strong: (text) => `${bold}${text}${plainAgain}`,
  quiet: (text) => `${dim}${text}${plainAgain}`,
};

export const noStyle: TextStyle = { strong: (text) => text, quiet: (text) => text };

/** Takes the marks out of a line of Markdown: links become their words, addresses stay. */
function words(line: string): string {
  return line
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replace(/`([^`]*)`/g, '$1')
    .replace(/\\([<*|_])/g, '$1');
}

/** Breaks a line at spaces. */
function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

const cells = (row: string): string[] => row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => words(cell.trim()));

/** Shows the rows of a table in columns; a head without words is left out. */
function table(rows: readonly string[], { quiet }: TextStyle): string[] {
  const all = rows.map(cells).filter((row) => !row.every((cell) => cell === '' || /^-+$/.test(cell)));
  const width = Math.max(0, ...all.map(([first = '']) => first.length));
  return all.map(([first = '', ...rest]) => `  ${quiet(first.padEnd(width))}  ${rest.join('  ')}`);
}

/** Renders our own Markdown pages for a terminal: headings, tables, code, lists and links. */
export function markdownText(markdown: string, style: TextStyle, width = 100): string {
  const shown: string[] = [];
  const rows: string[] = [];
  let isCode = false;
  const flush = (): void => {
    if (rows.length > 0) shown.push(...table(rows.splice(0), style));
  };
  for (const line of markdown.trimEnd().split('\n')) {
    if (line.startsWith('|') && !isCode) {
      rows.push(line);
      continue;
    }
    flush();
    if (line.startsWith('```')) isCode = !isCode;
    else if (isCode) shown.push(`    ${line}`.trimEnd());
    else if (line.startsWith('#')) shown.push(style.strong(words(line.replace(/^#+ /, ''))));
    else shown.push(line.startsWith('- ') ? wrap(words(line), width, '  ') : wrap(words(line), width));
  }
  flush();
  return `${shown.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}
