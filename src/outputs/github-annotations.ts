import type { CheckResult, RelatedResult, ResultFinding, ResultProblem, TextRange } from './check-result';
import { printable } from './printable';
import { summarise } from './summarise';

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const words = { error: 'error', warning: 'warning', info: 'notice' } as const;

function place(file: string, range: TextRange | null | undefined): string {
  if (!range) return `file=${property(file)}`;
  const { start, end } = range;
  // GitHub takes columns only where both are in one line.
  const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
  return `file=${property(file)},line=${start.line},endLine=${end.line}${columns}`;
}

const origin = ({ file, range, message }: RelatedResult): string => `${file}${range ? `:${range.start.line}` : ''}: ${message}`;

function annotation({ file, range, outcome, level, message, ruleId, related }: ResultFinding): string {
  const word = outcome === 'unknown' ? 'notice' : words[level];
  return `::${word} ${place(file, range)},title=${property(ruleId)}::${data([message, ...related.map(origin)].join('\n'))}`;
}

const problem = ({ file, range, message }: ResultProblem): string => `::error ${place(file, range)},title=problem::${data(message)}`;

/** Renders a result as the commands by which GitHub Actions marks lines of a pull request. */
export function formatGithub(result: CheckResult): string {
  const lines = [...result.problems.map(problem), ...result.findings.map(annotation), printable(summarise(result))];
  return `${lines.join('\n')}\n`;
}
