import type { CheckResult, RelatedResult, ResultFinding, ResultProblem, TextRange } from './check-result';
import { comparePlaces } from './check-result';
import type { Lines } from './code-frame';
import { codeFrame } from './code-frame';
import { printable } from './printable';
import { summarise } from './summarise';

export interface TextOptions {
  /** Marks levels by colour; for terminals only. */
  readonly colors?: boolean;
  /** The lines of the files, where findings are to be shown in them. */
  readonly lines?: Lines;
}

const colorCodes = { error: 31, warning: 33, info: 36, unknown: 35, problem: 31, quiet: 2, strong: 1 } as const;

type Style = keyof typeof colorCodes;
type Paint = (style: Style, text: string) => string;

const plain: Paint = (_style, text) => text;
const colored: Paint = (style, text) => `\u001b[${colorCodes[style]}m${text}\u001b[0m`;

function place(file: string, range: TextRange | null | undefined): string {
  const start = range?.start;
  return printable(start === undefined ? file : `${file}:${start.line}:${start.column}`);
}

function relatedLine({ file, range, message }: RelatedResult, paint: Paint): string {
  return paint('quiet', `    ${place(file, range)}  ${printable(message)}`);
}

/** Shows the line that a finding is in, with what it is about underlined. */
function frameLines({ file, range, sensitive, outcome, level }: ResultFinding, lines: Lines | undefined, paint: Paint): string[] {
  const source = range === null ? undefined : lines?.line(file, range.start.line);
  if (source === undefined || range === null || source.trim() === '') return [];
  const { line, text, start, length } = codeFrame(source, range, sensitive === true);
  const number = String(line).padStart(6);
  const style = outcome === 'unknown' ? outcome : level;
  return [
    `${paint('quiet', `${number} │`)} ${printable(text)}`,
    `${paint('quiet', `${' '.repeat(number.length)} │`)} ${' '.repeat(start)}${paint(style, '~'.repeat(length))}`,
  ];
}

const samePlace = (a: ResultFinding, b: ResultFinding | undefined): boolean =>
  b !== undefined && a.range !== null && a.file === b.file && JSON.stringify(a.range) === JSON.stringify(b.range);

/** @param next the finding after it: where that is at the same place, it shows the line for both. */
function findingLines(finding: ResultFinding, next: ResultFinding | undefined, options: TextOptions, paint: Paint): string {
  const { file, range, outcome, level, message, ruleId, related } = finding;
  const style = outcome === 'unknown' ? outcome : level;
  const first = [place(file, range), paint(style, style), printable(message), paint('quiet', `[${ruleId}]`)].join('  ');
  const frame = samePlace(finding, next) ? [] : frameLines(finding, options.lines, paint);
  return [first, ...related.map((one) => relatedLine(one, paint)), ...frame].join('\n');
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

/** Renders a result for people: `file:line:column  level  message  [rule]`, with the line of code below it. */
export function formatText(result: CheckResult, options: TextOptions = {}): string {
  const paint = options.colors === true ? colored : plain;
  const lines: Line[] = [
    ...result.findings.map((finding, index) => ({ ...finding, text: findingLines(finding, result.findings[index + 1], options, paint) })),
    ...result.problems.map((problem) => ({ ...problem, range: problem.range ?? null, text: problemLine(problem, paint) })),
  ];
  const body = groupByFile(lines);
  return `${body}${body === '' ? '' : '\n'}${paint('strong', summarise(result))}\n`;
}
