import type { Address } from '../model/address';
import type { Finding, Report, ServerReport } from '../model/finding';
import type { Judged, Layer } from '../model/layer';
import type { LayerMeta } from '../model/layer-id';
import type { Server } from '../model/resource';
import type { Context, Group, Level, RuleId, RuleMeta, WideContext } from '../model/rule';
import type { RuleSettings } from '../model/settings';
import type { Snapshot } from '../model/snapshot';
import { defaultSettings } from '../model/settings';
import { isUnknown } from '../model/value';
import type { RuleLevels } from './configuration/configuration';
import { CheckedLayer, CheckedServer } from './checked-server';
import type { Profile } from './profile';
import { levelIn } from './profile';
import { reachOf, reachText } from './reach/reach';

export interface CheckOptions {
  /** The layers to check, in the order in which they are shown. */
  readonly layers: readonly Layer[];
  readonly profile: Profile;
  /** Levels that somebody chose; they go before those of the profile. */
  readonly levels?: RuleLevels;
  /** Today's date, such as 2026-11-24. */
  readonly today: string;
  /** This moment in ISO 8601, for what is live. */
  readonly now?: string;
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

/** What is judged: a server, or everything that was read. */
type Judging = WideContext & { readonly server?: Server };

/** The group that a rule has for what was read. */
function groupIn({ group, groupInTemplates = group }: RuleMeta, { origin }: Snapshot): Group {
  return origin === 'live' ? group : groupInTemplates;
}

/** Says under which condition the resource that a finding is about exists, where nobody can decide it. */
function condition({ snapshot, server }: Judging, at: Address): string {
  const about = (at.in === 'resource' ? snapshot.resource(at.key) : undefined) ?? server?.resource;
  const when = isUnknown(about?.when) ? about.when : server?.resource.when;
  return isUnknown(when) ? ` This holds when it is deployed: ${when.because}.` : '';
}

function levelOf(rule: RuleMeta, { snapshot, settings }: Judging, { levels, profile }: CheckOptions): Level | 'off' {
  return levels?.[rule.id] ?? levelIn(profile, rule, settings, groupIn(rule, snapshot));
}

function findingOf(judging: Judging, options: CheckOptions, layer: LayerMeta, { rule, judgement }: Judged): Finding | undefined {
  const outcome = judgement.verdict === 'fails' ? 'fail' : 'unknown';
  const level = levelOf(rule, judging, options);
  if (level === 'off') return undefined;
  const { server } = judging;
  const { at, related = [], fix } = judgement;
  const message = judgement.message + (outcome === 'fail' ? condition(judging, at) : '');
  return { rule, layer, level, outcome, ...(server ? { server } : {}), at, message, related, ...(fix ? { fix } : {}) };
}

/** What is worth telling of what a layer judged. Most judgements hold, and nothing is made of these. */
function findingsOf(judging: Judging, options: CheckOptions, layer: LayerMeta, judged: readonly Judged[]): Finding[] {
  const findings: Finding[] = [];
  for (const one of judged) {
    const { verdict } = one.judgement;
    if (verdict !== 'fails' && !(verdict === 'undecided' && options.showUnknown === true)) continue;
    const finding = findingOf(judging, options, layer, one);
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}

/** Drops the findings that others about the same thing say better. The profile `all` keeps them. */
function withoutSuperseded(
  findings: readonly Finding[], profile: Profile, about?: (finding: Finding) => string,
): readonly Finding[] {
  if (profile === 'all') return findings;
  const name = (finding: Finding, id: RuleId): string => (about === undefined ? id : `${about(finding)}\n${id}`);
  const superseded = new Set<string>();
  for (const finding of findings) {
    if (finding.outcome === 'fail') for (const id of finding.rule.supersedes ?? []) superseded.add(name(finding, id));
  }
  return superseded.size === 0 ? findings : findings.filter((finding) => !superseded.has(name(finding, finding.rule.id)));
}

/** What rules are told of the world outside. */
function outside({ today, now, settings = defaultSettings }: CheckOptions): Omit<WideContext, 'snapshot'> {
  return { today, ...(now === undefined ? {} : { now }), settings };
}

/** What is wrong with things that are no server. Where one supersedes another is said for each place by itself. */
function checkWide(snapshot: Snapshot, server: Server | undefined, options: CheckOptions): readonly Finding[] {
  const judging: Judging = { ...outside(options), snapshot, ...(server ? { server } : {}) };
  const all = options.layers.flatMap((layer) =>
    findingsOf(judging, options, layer.meta, layer.checkWide(judging)),
  );
  return withoutSuperseded(all, options.profile, ({ at }) => JSON.stringify(at));
}

/** @param wide findings about something else that belong to this server. */
function checkServer(snapshot: Snapshot, server: Server, options: CheckOptions, wide: readonly Finding[]): ServerReport {
  const context: Context = { ...outside(options), snapshot, server };
  const reports = options.layers
    .filter((layer) => layer.appliesTo.includes(server.kind))
    .map((layer) => layer.check(context, (rule) => levelOf(rule, context, options) !== 'off'));
  const all = reports.flatMap((report) => findingsOf(context, options, report.layer, report.judgements));
  const findings = [...withoutSuperseded(all, options.profile), ...wide].sort(byLevel);
  const layers = reports.map((report) => new CheckedLayer(report, findings.filter((finding) => finding.layer.id === report.layer.id)));
  return new CheckedServer(server, layers, findings, () => reachText(reachOf(context)));
}

/** Judges all that a snapshot holds. Reads nothing but its arguments and never throws on partial data. */
export function check(snapshot: Snapshot, options: CheckOptions): Report {
  const [first, ...others] = snapshot.servers;
  // What was read of Azure was read for the sake of one server, so that all of it belongs there.
  const owner = snapshot.origin === 'live' && others.length === 0 ? first : undefined;
  const wide = checkWide(snapshot, owner, options);
  const servers = snapshot.servers.map((server) => checkServer(snapshot, server, options, server === owner ? wide : []));
  const findings = servers.flatMap((server) => server.findings);
  return { servers, findings: [...findings, ...(owner === undefined ? wide : [])].sort(byLevel), problems: snapshot.problems };
}
