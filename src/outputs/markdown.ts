import type { CheckResult, ResultFinding, ResultProblem, TextRange } from './check-result';
import { compareText } from './check-result';
import { escapeMarkdown } from './escape';
import { ruleAddress } from './rule-address';
import { summarise } from './summarise';

const line = (range: TextRange | null | undefined): string => (range ? String(range.start.line) : '');

function findingRow({ level, outcome, range, message, ruleId, related }: ResultFinding): string {
  const origins = related.map((one) => `${escapeMarkdown(one.file)}${one.range ? `:${line(one.range)}` : ''}: ${escapeMarkdown(one.message)}`);
  const text = [escapeMarkdown(message), ...origins].join('<br>');
  return `| ${outcome === 'unknown' ? 'unknown' : level} | ${line(range)} | ${text} | [${ruleId}](${ruleAddress(ruleId)}) |`;
}

const problemRow = ({ range, message }: ResultProblem): string => `| problem | ${line(range)} | ${escapeMarkdown(message)} | |`;

/** Renders a result as Markdown, one table for each file: a comment on a pull request, or the summary of a job. */
export function formatMarkdown(result: CheckResult): string {
  const rows = new Map<string, string[]>();
  const add = (file: string, row: string): void => void rows.set(file, [...(rows.get(file) ?? []), row]);
  for (const problem of result.problems) add(problem.file, problemRow(problem));
  for (const finding of result.findings) add(finding.file, findingRow(finding));
  const chapters = [...rows]
    .sort(([a], [b]) => compareText(a, b))
    .map(([file, lines]) => ['', `### ${escapeMarkdown(file)}`, '', '| Level | Line | Finding | Rule |', '|---|---|---|---|', ...lines].join('\n'));
  return `${['## PostgreSQL Security', '', escapeMarkdown(summarise(result)), ...chapters].join('\n')}\n`;
}
