import type { Finding, ServerReport } from '../../model/finding';
import type { Level } from '../../model/rule';
import { count, failed, plural, worst } from '../tree/summary';

const levels: readonly Level[] = ['error', 'warning', 'info'];

/** The brief of the first of the worst findings; findings come with the worst first. */
function worstBrief(findings: readonly Finding[], level: Level): string {
  return failed(findings).find((finding) => finding.level === level)?.rule.brief ?? '';
}

/** Sums a server up in a line: "error: open to the internet · 1 warning · 2 infos". */
export function lensText({ findings }: ServerReport): string {
  const level = worst(findings);
  if (level === undefined) return 'no findings';
  const others = levels.flatMap((one) => {
    const number = count(findings, one) - (one === level ? 1 : 0);
    if (number === 0) return [];
    return [one === level ? plural(number, `more ${one}`) : plural(number, one)];
  });
  return [`${level}: ${worstBrief(findings, level)}`, ...others].join(' · ');
}
