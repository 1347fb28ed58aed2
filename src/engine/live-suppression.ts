import type { Finding, ServerReport } from '../model/finding';
import type { RuleId } from '../model/rule';
import type { LiveSuppression } from './configuration/configuration';
import type { PlacedSuppression } from './configuration/read-configuration';
import type { ConfigurationProblem } from './configuration/validate';
import { hasExpired } from './suppression';

/** Says whether a resource is the one that is meant, or belongs to it. @param key in lower case. */
export function isWithin(key: string, resource: string): boolean {
  const meant = resource.toLowerCase().replace(/\/+$/, '');
  return key === meant || key.startsWith(`${meant}/`);
}

/** Finds the exception that silences a finding on a live server, if one does and has not expired. */
export function findLiveSuppression(
  { rule, at, server }: Pick<Finding, 'rule' | 'at' | 'server'>, suppressions: readonly LiveSuppression[], today: string,
): LiveSuppression | undefined {
  const key = at.in === 'resource' ? at.key : server?.resource.key;
  if (key === undefined) return undefined;
  return suppressions.find((one) => one.rule === rule.id && !hasExpired(one.expires, today) && isWithin(key.toLowerCase(), one.resource));
}

/** Takes the findings out of a report that the configuration silences; they stay in it as suppressed. */
export function suppressLive(report: ServerReport, suppressions: readonly LiveSuppression[], today: string): ServerReport {
  if (suppressions.length === 0) return report;
  const by = new Map(report.findings.map((finding) => [finding, findLiveSuppression(finding, suppressions, today)]));
  const speaks = (finding: Finding): boolean => by.get(finding) === undefined;
  if (report.findings.every(speaks)) return report;
  return {
    ...report,
    layers: report.layers.map((layer) => ({ ...layer, findings: layer.findings.filter(speaks) })),
    findings: report.findings.filter(speaks),
    suppressed: report.findings.flatMap((finding) => {
      const one = by.get(finding);
      return one === undefined ? [] : [{ finding, owner: one.owner, reason: one.reason, expires: one.expires }];
    }),
  };
}

/** Lists the exceptions whose last day has passed, at their days. */
export function expiredSuppressions(suppressions: readonly PlacedSuppression[], today: string): readonly ConfigurationProblem[] {
  return suppressions
    .filter(({ suppression }) => hasExpired(suppression.expires, today))
    .map(({ suppression: { rule, owner, expires }, start, end }) => ({
      message: `The suppression of ${rule} expired on ${expires}. ${owner} answers for it: mend what it hid, or agree on a new day.`,
      start,
      end,
    }));
}

/** A server that is known, with what was found on it where it was read. */
export interface KnownServer {
  /** Its id, in any case. */
  readonly id: string;
  readonly report?: ServerReport;
}

const findingsOf = ({ findings, suppressed = [] }: ServerReport): readonly Finding[] => [...findings, ...suppressed.map(({ finding }) => finding)];

/** Whether a server was read so far that the rule would have found something, had there been anything. */
function wouldTell({ layers, findings }: ServerReport, rule: string): boolean {
  const layer = rule.split('/')[0];
  return layers.every((one) => one.layer.id !== layer || one.unread.length === 0) && findings.every((one) => one.rule.id !== rule || one.outcome === 'fail');
}

/**
 * Lists the exceptions that hide nothing, at their days. Only what was read tells: where a server that an exception is
 * about is not known, was not read, or not so far that its rule could decide, nothing is said.
 * @param speaks whether a rule speaks at all.
 */
export function unusedSuppressions(
  suppressions: readonly PlacedSuppression[], servers: readonly KnownServer[], today: string, speaks: (rule: RuleId) => boolean,
): readonly ConfigurationProblem[] {
  return suppressions.flatMap(({ suppression, start, end }) => {
    const { rule, resource, expires, owner } = suppression;
    if (hasExpired(expires, today) || !speaks(rule)) return [];
    const report = servers.find(({ id }) => isWithin(resource.toLowerCase(), id))?.report;
    if (report === undefined || !wouldTell(report, rule)) return [];
    if (findingsOf(report).some((finding) => findLiveSuppression(finding, [suppression], today) !== undefined)) return [];
    return [{ message: `The suppression of ${rule} hides nothing any more. Remove it; ${owner} answers for it.`, start, end }];
  });
}
