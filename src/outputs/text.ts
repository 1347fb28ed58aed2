import type { CheckResult, RelatedResult, ResultFinding, ResultProblem, TextRange } from './check-result';
import { comparePlaces } from './check-result';
import { count, listWords } from './count';

export interface TextOptions {
  /** Marks levels by colour; for terminals only. */
  readonly colors?: boolean;
}

const colorCodes = { error: 31, warning: 33, info: 36, unknown: 35, problem: 31, quiet: 2, strong: 1 } as const;

type Style = keyof typeof colorCodes;
type Paint = (style: Style, text: string) => string;

const plain: Paint = (_style, text) => text;
const colored: Paint = (style, text) => `\u001b[${colorCodes[style]}m${text}\u001b[0m`;

/** Names of files and resources come from others: nothing in them may move the cursor or change the terminal. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- Control characters are what is looked for.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) =>
    /\s/.test(character) ? ' ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function place(file: string, range: TextRange | null | undefined): string {
  const start = range?.start;
  return printable(start === undefined ? file : `${file}:${start.line}:${start.column}`);
}

function relatedLine({ file, range, message }: RelatedResult, paint: Paint): string {
  return paint('quiet', `    ${place(file, range)}  ${printable(message)}`);
}

function findingLines(finding: ResultFinding, paint: Paint): string {
  const { file, range, outcome, level, message, ruleId, related } = finding;
  const style = outcome === 'unknown' ? outcome : level;
  const first = [place(file, range), paint(style, style), printable(message), paint('quiet', `[${ruleId}]`)].join('  ');
  return [first, ...related.map((one) => relatedLine(one, paint))].join('\n');
}

function problemLine({ file, range, message }: ResultProblem, paint: Paint): string {
  return [place(file, range), paint('problem', 'problem'), printable(message)].join('  ');
}

interface Line {
  readonly file: string;
  readonly message: string;
  readonly range: TextRange | null;
  readonly text: string;
}

/** Puts the lines of one file together, in the order of the file, with an empty line between files. */
function groupByFile(lines: readonly Line[]): string {
  const sorted = [...lines].sort(comparePlaces);
  return sorted
    .map(({ file, text }, index) => (index > 0 && sorted[index - 1]?.file !== file ? `\n${text}\n` : `${text}\n`))
    .join('');
}

function summarise({ findings, problems, summary }: CheckResult): string {
  const { files, servers, error, warning, info, unknown } = summary;
  const found = [
    ...(error > 0 ? [count(error, 'error')] : []),
    ...(warning > 0 ? [count(warning, 'warning')] : []),
    ...(info > 0 ? [count(info, 'info')] : []),
  ];
  const where = `${count(files, 'file')} with ${count(servers, 'PostgreSQL server')}`;
  const listed = findings.some(({ outcome }) => outcome === 'unknown');
  const fixable = findings.filter((finding) => finding.fixable).length;
  return [
    `${found.length > 0 ? listWords(found) : 'No findings'} in ${where}.`,
    ...(fixable > 0 ? [`An editor can fix ${fixable} of them.`] : []),
    ...(unknown > 0
      ? [`${count(unknown, 'check')} could not be decided${listed ? '' : ' (--show-unknown lists them)'}.`]
      : []),
    ...(problems.length > 0 ? [`${count(problems.length, 'problem')} kept parts from being read.`] : []),
  ].join(' ');
}

/** Renders a result for people, one line for each finding: `file:line:column  level  message  [rule]`. */
export function formatText(result: CheckResult, { colors = false }: TextOptions = {}): string {
  const paint = colors ? colored : plain;
  const lines: Line[] = [
    ...result.findings.map((finding) => ({ ...finding, text: findingLines(finding, paint) })),
    ...result.problems.map((problem) => ({ ...problem, range: problem.range ?? null, text: problemLine(problem, paint) })),
  ];
  const body = groupByFile(lines);
  return `${body}${body === '' ? '' : '\n'}${paint('strong', summarise(result))}\n`;
}
