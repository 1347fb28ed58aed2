import { join } from 'node:path';
import { check } from '../engine/check';
import { movedSince, needsToCheck } from '../engine/changes/moved';
import { configurationName } from '../engine/configuration/configuration';
import { suppressLive } from '../engine/live-suppression';
import { needsOf } from '../engine/needs';
import type { Plan } from '../engine/plan';
import { readOnlyWords } from '../engine/plans/read-only';
import { planRuleFix } from '../engine/plans/rule-fix';
import { policyOf } from '../engine/policy';
import { layers } from '../layers/catalog';
import type { ServerReport } from '../model/finding';
import type { Need } from '../model/layer';
import { isChangeable } from '../model/resource';
import type { Snapshot } from '../model/snapshot';
import { serverById } from '../model/snapshot';
import type { AzureSource, ServerSummary, Subscription } from '../sources/azure/azure-source';
import { chooseServers } from './choose-servers';
import type { CommandIo, ExitCode } from './command-io';
import type { FixOptions } from './commands/fix';
import { createConfigurations } from './configurations';
import { connectAzure } from './connect-azure';
import { reportFixes, type Fixing } from './fix-report';
import { readBack, tellProgress } from './read-back';
import { tellFailure } from './tell-failure';

/** The plans, and what could not be read. */
interface Planned {
  readonly fixings: Fixing[];
  readonly subscriptions: readonly Subscription[];
  readonly problems: readonly string[];
}

/** What is read of a server and how it is judged. */
interface Judging {
  readonly needs: readonly Need[];
  readonly judge: (snapshot: Snapshot) => ServerReport | undefined;
}

/** What the configuration of the folder accepts on live servers is not mended either. */
function judgingOf(io: CommandIo): Judging {
  const configurations = createConfigurations(layers.flatMap(({ rules }) => rules), undefined);
  const { configuration } = configurations.for(join(io.cwd, configurationName));
  // A rule that was named is asked whatever the profile says.
  const policy = policyOf(configuration, { profile: 'all' });
  return {
    needs: needsOf(layers, policy.settings),
    judge: (snapshot: Snapshot) => {
      const [report] = check(snapshot, { layers, ...policy, today: io.today, now: new Date().toISOString() }).servers;
      return report === undefined ? undefined : suppressLive(report, configuration.suppressions, io.today);
    },
  };
}

function prepare(summary: ServerSummary, snapshot: Snapshot, { judge }: Judging, rules: readonly string[]): Fixing[] | string {
  const server = serverById(snapshot, summary.id);
  const report = judge(snapshot);
  if (server === undefined || report === undefined) return snapshot.problems[0]?.message ?? `${summary.name} could not be read.`;
  const subject = { snapshot, server };
  return rules.map((ruleId): Fixing => {
    const proposal = planRuleFix(subject, report.findings, ruleId);
    if (proposal === undefined) return { summary, ruleId, subject, outcome: 'nothing-to-fix', message: '' };
    return 'plan' in proposal ? { summary, ruleId, subject, plan: proposal.plan, outcome: 'planned', message: '' } : { summary, ruleId, subject, outcome: 'refused', message: proposal.refused };
  });
}

/** Carries one plan out and believes only what is read back. */
async function carryOut(source: AzureSource, fixing: Fixing, plan: Plan, needs: readonly Need[], io: CommandIo, signal: AbortSignal): Promise<Snapshot> {
  const { summary, subject } = fixing;
  const answered = await source.write(summary.id, plan.changes, { signal, onProgress: tellProgress(io) });
  const { outcome, text, snapshot } = await readBack({ source, needs, summary, before: subject.snapshot, plan, answered });
  fixing.outcome = outcome;
  fixing.message = text;
  return snapshot;
}

/**
 * The server as it is known now, where that is otherwise than when the plan was made: an earlier plan has changed it, or
 * somebody else while the servers before it were written.
 */
async function changedSince(source: AzureSource, { summary, subject, plan }: Fixing, latest: ReadonlyMap<string, Snapshot>, needs: readonly Need[]): Promise<Snapshot | undefined> {
  const known = latest.get(summary.id);
  if (known !== undefined || plan === undefined) return known;
  const now = await source.read(summary.id, needsToCheck(subject, plan.changes));
  const isSame = serverById(now, summary.id) !== undefined && movedSince(subject, plan.changes, now).length === 0;
  return isSame ? undefined : source.read(summary.id, needs);
}

/** Carries out one plan after the other, each on the server as it is when its turn comes. */
async function carryOutAll(source: AzureSource, fixings: Fixing[], judging: Judging, io: CommandIo, signal: AbortSignal): Promise<void> {
  const latest = new Map<string, Snapshot>();
  for (const [index, planned] of fixings.entries()) {
    if (signal.aborted) return;
    const { summary, ruleId } = planned;
    const snapshot = await changedSince(source, planned, latest, judging.needs);
    const again = snapshot === undefined ? [planned] : prepare(summary, snapshot, judging, [ruleId]);
    const fixing = typeof again === 'string' ? { ...planned, outcome: 'failed' as const, message: `Nothing was written: ${again}` } : (again[0] ?? planned);
    fixings[index] = fixing;
    if (fixing.outcome === 'failed') return;
    if (fixing.plan === undefined) continue;
    // What asks to be typed is not said yes to beforehand.
    if (fixing.plan.typed !== undefined) {
      fixing.outcome = 'refused';
      fixing.message = 'It closes the only way in. Do that in the editor, where the name of the server is typed, or by the commands of --format az.';
      return;
    }
    latest.set(summary.id, await carryOut(source, fixing, fixing.plan, judging.needs, io, signal));
    if (fixing.outcome !== 'done') return;
  }
}

/** Reads the servers and plans. Rejects for a cancel. */
async function planAll(source: AzureSource, options: FixOptions, judging: Judging, signal: AbortSignal): Promise<Planned> {
  const { servers, subscriptions, problems: missing } = await chooseServers(source, options, signal);
  const problems = [...missing];
  const fixings: Fixing[] = [];
  for (const summary of servers) {
    if (!isChangeable(summary)) {
      problems.push(readOnlyWords(summary.name, summary.kind));
      continue;
    }
    const found = prepare(summary, await source.read(summary.id, judging.needs, signal), judging, options.rules);
    if (typeof found === 'string') problems.push(found);
    else fixings.push(...found);
  }
  return { fixings, subscriptions, problems };
}

/** Plans the fixes of rules on servers, and carries them out where that was asked for: one after the other, up to the first failure. */
export async function runFix(options: FixOptions, io: CommandIo): Promise<ExitCode> {
  const known = new Set<string>(layers.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const strange = options.rules.find((rule) => !known.has(rule));
  if (strange !== undefined) {
    io.error(`There is no rule ${strange}. “postgresql-security rules” lists them.\n`);
    return 2;
  }
  const cancel = new AbortController();
  io.onInterrupt?.(() => cancel.abort());
  const { signal } = cancel;
  const { source } = await connectAzure({ ...options, share: 0.5 });
  const judging = judgingOf(io);
  let planned: Planned;
  try {
    planned = await planAll(source, options, judging, signal);
  } catch (error) {
    return tellFailure(error, io, signal.aborted ? 'Ended before everything was read. Nothing was changed.' : undefined);
  }
  const { fixings, problems } = planned;
  // Nothing is begun where not all of it could be read.
  if (options.yes && problems.length === 0) await carryOutAll(source, fixings, judging, io, signal);
  io.out(reportFixes({ ...planned, options, source, isInterrupted: signal.aborted }));
  if (problems.length > 0) return 2;
  return fixings.every(({ outcome }) => outcome === 'done' || outcome === 'nothing-to-fix') ? 0 : 1;
}
