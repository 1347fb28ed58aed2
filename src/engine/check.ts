import type { Address } from '../model/address';
import type { Finding, LayerResult, Report, ServerReport } from '../model/finding';
import type { Layer, LayerReport } from '../model/layer';
import type { Server } from '../model/resource';
import type { Context, Level, RuleId } from '../model/rule';
import type { RuleSettings } from '../model/settings';
import type { Snapshot } from '../model/snapshot';
import type { Judgement } from '../model/verdict';
import { defaultSettings } from '../model/settings';
import { isUnknown } from '../model/value';
import type { Profile } from './profile';
import { levelIn } from './profile';

export interface CheckOptions {
  /** The layers to check, in the order in which they are shown. */
  readonly layers: readonly Layer[];
  readonly profile: Profile;
  /** Today's date, such as 2026-11-24. */
  readonly today: string;
  /** Thresholds and wishes; without them those that `defaultSettings` holds. */
  readonly settings?: RuleSettings;
  /** Also report what could not be decided. Coverage is reported in any case. */
  readonly showUnknown?: boolean;
}

const order: Readonly<Record<Level, number>> = { error: 0, warning: 1, info: 2 };

/** Sorts failures before what is unknown, and within each the worse before the lesser. */
export function byLevel(a: Finding, b: Finding): number {
  if (a.outcome !== b.outcome) return a.outcome === 'fail' ? -1 : 1;
  return order[a.level] - order[b.level];
}

/** Says under which condition the resource that a finding is about exists, where nobody can decide it. */
function condition(snapshot: Snapshot, server: Server, at: Address): string {
  const about = at.in === 'resource' ? (snapshot.resource(at.key) ?? server.resource) : server.resource;
  const when = isUnknown(about.when) ? about.when : server.resource.when;
  return isUnknown(when) ? ` This holds when it is deployed: ${when.because}.` : '';
}

function findingOf(
  context: Context,
  options: CheckOptions,
  report: LayerReport,
  { rule, judgement }: { rule: LayerReport['judgements'][number]['rule']; judgement: Judgement },
): Finding[] {
  const outcome = judgement.verdict === 'fails' ? 'fail' : 'unknown';
  if (judgement.verdict !== 'fails' && !(judgement.verdict === 'undecided' && options.showUnknown === true)) return [];
  const level = levelIn(options.profile, rule, context.settings);
  if (level === 'off') return [];
  const { server, snapshot } = context;
  const { at, related = [], fix } = judgement;
  const message = judgement.message + (outcome === 'fail' ? condition(snapshot, server, at) : '');
  return [{ rule, layer: report.layer, level, outcome, server, at, message, related, ...(fix ? { fix } : {}) }];
}

/** Drops the findings that others on the same server say better. The profile `all` keeps them. */
function withoutSuperseded(findings: readonly Finding[], profile: Profile): readonly Finding[] {
  if (profile === 'all') return findings;
  const superseded = new Set<RuleId>(
    findings.filter(({ outcome }) => outcome === 'fail').flatMap(({ rule }) => rule.supersedes ?? []),
  );
  return findings.filter(({ rule }) => !superseded.has(rule.id));
}

function checkServer(snapshot: Snapshot, server: Server, options: CheckOptions): ServerReport {
  const context: Context = { today: options.today, settings: options.settings ?? defaultSettings, snapshot, server };
  const reports = options.layers
    .filter((layer) => layer.appliesTo.includes(server.kind))
    .map((layer) => layer.check(context));
  const all = reports.flatMap((report) => report.judgements.flatMap((one) => findingOf(context, options, report, one)));
  const findings = [...withoutSuperseded(all, options.profile)].sort(byLevel);
  const layers = reports.map(
    ({ layer, facts, text }): LayerResult => ({
      layer,
      facts,
      text,
      findings: findings.filter((finding) => finding.layer.id === layer.id),
      unread: facts.filter(({ state }) => state === 'unknown').map(({ title, text: why }) => `${title}: ${why}`),
    }),
  );
  return { server, layers, findings };
}

/** Judges every server of a snapshot. Reads nothing but its arguments and never throws on partial data. */
export function check(snapshot: Snapshot, options: CheckOptions): Report {
  const servers = snapshot.servers
    .map((server) => checkServer(snapshot, server, options));
  return { servers, findings: servers.flatMap(({ findings }) => findings).sort(byLevel), problems: snapshot.problems };
}
