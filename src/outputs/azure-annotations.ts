import type { CheckResult, RelatedResult, ResultFinding, ResultProblem, TextRange } from './check-result';
import { printable } from './printable';
import { summarise } from './summarise';

/** A command ends its properties at `;` and `]`, and itself at the end of the line. */
const data = (text: string): string =>
  text.replaceAll('%', '%AZP25').replaceAll('##vso[', '# #vso[').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(';', '%3B').replaceAll(']', '%5D');

function place(file: string, range: TextRange | null | undefined): string {
  return `sourcepath=${property(file)};${range ? `linenumber=${range.start.line};columnnumber=${range.start.column};` : ''}`;
}

const at = (file: string, range: TextRange | null): string => (range ? `${file}:${range.start.line}:${range.start.column}` : file);
const origin = ({ file, range, message }: RelatedResult): string => `${at(file, range)}: ${message}`;

/** Azure Pipelines knows errors and warnings only; the rest is a line of the log. */
function issue(finding: ResultFinding): string {
  const { file, range, outcome, level, message, ruleId, related } = finding;
  const text = [message, ...related.map(origin)].join('\n');
  if (outcome === 'unknown' || level === 'info') return printable(`${at(file, range)}: ${outcome === 'unknown' ? outcome : level}: ${message} [${ruleId}]`);
  return `##vso[task.logissue type=${level};${place(file, range)}code=${property(ruleId)};]${data(text)}`;
}

const problem = ({ file, range, message }: ResultProblem): string => `##vso[task.logissue type=error;${place(file, range)}code=problem;]${data(message)}`;

/** Renders a result as the logging commands of Azure Pipelines. */
export function formatAzurePipelines(result: CheckResult): string {
  return `${[...result.problems.map(problem), ...result.findings.map(issue), printable(summarise(result))].join('\n')}\n`;
}
