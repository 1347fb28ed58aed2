import type { CheckResult, ResultFinding, ResultSuppression } from './check-result';
import { createCheckResult } from './check-result';

/** What becomes of a finding: it stays, nobody hears of it, or it is counted as suppressed. */
export type Fate = 'keep' | 'drop' | ResultSuppression;

/** Makes the result that is left when some findings do not count. What could not be decided stays counted. */
export function narrowResult(result: CheckResult, fateOf: (finding: ResultFinding, index: number) => Fate): CheckResult {
  const fates = result.findings.map(fateOf);
  const { files, servers, unknown } = result.summary;
  const narrowed = createCheckResult({
    findings: result.findings.filter((_, index) => fates[index] === 'keep'),
    suppressed: [
      ...result.suppressed.filter((finding, index) => fateOf(finding, index) !== 'drop'),
      ...result.findings.flatMap((finding, index) => {
        const fate = fates[index];
        return fate === undefined || typeof fate === 'string' ? [] : [{ ...finding, suppression: fate }];
      }),
    ],
    problems: result.problems,
    files,
    servers,
    showUnknown: true,
  });
  return { ...narrowed, summary: { ...narrowed.summary, unknown } };
}
