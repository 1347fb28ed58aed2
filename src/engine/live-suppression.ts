import type { Finding, ServerReport } from '../model/finding';
import type { RuleId } from '../model/rule';
import { onlyFindings } from './checked-server';
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
  const suppressed = report.findings.flatMap((finding) => {
    const one = by.get(finding);
    return one === undefined ? [] : [{ finding, owner: one.owner, reason: one.reason, expires: one.expires }];
  });
  return onlyFindings(report, speaks, suppressed);
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

/** What one look at a server found, as far as exceptions are about it. Resources are ids or keys, in any case. */
export interface Look {
  readonly id: string;
  readonly layers: readonly { readonly id: string; readonly unread: readonly string[] }[];
  readonly findings: readonly { readonly ruleId: string; readonly resource: string; readonly outcome: Finding['outcome'] }[];
  readonly suppressed: readonly { readonly ruleId: string; readonly resource: string }[];
}

/**
 * Whether an exception hides nothing on a server. Only what was read tells: where its layer was not read whole, or its
 * rule could not decide, nobody knows.
 */
export function hidesNothing({ rule, resource }: LiveSuppression, { layers, findings, suppressed }: Look): boolean {
  const layer = layers.find(({ id }) => rule.startsWith(`${id}/`));
  if (layer === undefined || layer.unread.length > 0) return false;
  if (findings.some(({ ruleId, outcome }) => ruleId === rule && outcome !== 'fail')) return false;
  return ![...findings, ...suppressed].some((one) => one.ruleId === rule && isWithin(one.resource.toLowerCase(), resource));
}

/**
 * Finds the exceptions that hide nothing any more. Nothing is said of one that has expired, whose rule does not speak, or
 * that is about no server that was read.
 * @param speaks whether a rule speaks at all.
 */
export function unusedOf<T>(
  all: readonly T[], suppressionOf: (one: T) => LiveSuppression, looks: readonly Look[], { today, speaks }: { readonly today: string; readonly speaks: (rule: RuleId) => boolean },
): readonly T[] {
  return all.filter((one) => {
    const suppression = suppressionOf(one);
    if (hasExpired(suppression.expires, today) || !speaks(suppression.rule)) return false;
    const look = looks.find(({ id }) => isWithin(suppression.resource.toLowerCase(), id));
    return look !== undefined && hidesNothing(suppression, look);
  });
}

function lookOf({ id, report }: KnownServer): readonly Look[] {
  if (report === undefined) return [];
  const { layers, findings, suppressed = [] } = report;
  const found = ({ rule, at, outcome }: Finding): Look['findings'][number] => ({ ruleId: rule.id, resource: at.in === 'resource' ? at.key : id, outcome });
  return [{ id, layers: layers.map(({ layer, unread }) => ({ id: layer.id, unread })), findings: findings.map(found), suppressed: suppressed.map(({ finding }) => found(finding)) }];
}

/** Lists the exceptions that hide nothing, at their places. */
export function unusedSuppressions(
  suppressions: readonly PlacedSuppression[], servers: readonly KnownServer[], today: string, speaks: (rule: RuleId) => boolean,
): readonly ConfigurationProblem[] {
  return unusedOf(suppressions, ({ suppression }) => suppression, servers.flatMap(lookOf), { today, speaks }).map(({ suppression: { rule, owner }, start, end }) => ({
    message: `The suppression of ${rule} hides nothing any more. Remove it; ${owner} answers for it.`,
    start,
    end,
  }));
}
