import { join } from 'node:path';
import { check } from '../engine/check';
import { conclude } from '../engine/changes/conclusion';
import { configurationName } from '../engine/configuration/configuration';
import { suppressLive } from '../engine/live-suppression';
import { needsOf } from '../engine/needs';
import type { Plan } from '../engine/plan';
import { planRuleFix } from '../engine/plans/rule-fix';
import { policyOf } from '../engine/policy';
import { layers } from '../layers/catalog';
import type { ServerReport } from '../model/finding';
import type { Need } from '../model/layer';
import { isChangeable, kindNames } from '../model/resource';
import type { Subject } from '../model/rule';
import type { Snapshot } from '../model/snapshot';
import { serverById } from '../model/snapshot';
import { planAsAzCli } from '../outputs/plan/az-cli';
import { changeLines, planText } from '../outputs/plan/plan-text';
import type { AzureSource, ServerSummary, Subscription } from '../sources/azure/azure-source';
import { chooseServers } from './choose-servers';
import type { CommandIo, ExitCode } from './command-io';
import type { FixOptions } from './commands/fix';
import { createConfigurations } from './configurations';
import { connectAzure } from './connect-azure';
import { tellFailure } from './tell-failure';

/** What one rule comes to on one server. */
interface Fixing {
  readonly summary: ServerSummary;
  readonly ruleId: string;
  readonly subject: Subject;
  readonly plan?: Plan;
  outcome: 'planned' | 'done' | 'failed' | 'unknown' | 'refused' | 'nothing-to-fix';
  message: string;
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
  const onProgress = (words: string): void => {
    if (io.isTerminal()) io.error(`${words}\n`);
  };
  const answered = await source.write(summary.id, plan.changes, { signal, onProgress });
  const snapshot = await source.read(summary.id, needs);
  const isThere = serverById(snapshot, summary.id) !== undefined;
  const { outcome, text } = conclude({ plan, name: summary.name, before: subject.snapshot, answered, after: isThere ? snapshot : undefined, unread: snapshot.problems[0]?.message });
  fixing.outcome = outcome;
  fixing.message = text;
  return snapshot;
}

/** Carries out one plan after the other. What an earlier one has changed on the same server, a later one is planned upon. */
async function carryOutAll(source: AzureSource, fixings: Fixing[], judging: Judging, io: CommandIo, signal: AbortSignal): Promise<void> {
  const latest = new Map<string, Snapshot>();
  for (const [index, planned] of fixings.entries()) {
    if (signal.aborted) return;
    const { summary, ruleId } = planned;
    const snapshot = latest.get(summary.id);
    const again = snapshot === undefined ? undefined : prepare(summary, snapshot, judging, [ruleId]);
    const fixing = (typeof again === 'string' ? undefined : again?.[0]) ?? planned;
    fixings[index] = fixing;
    if (fixing.plan === undefined) continue;
    // What asks to be typed is not said yes to beforehand.
    if (fixing.plan.typed !== undefined) {
      fixing.outcome = 'refused';
      fixing.message = 'It closes the only way in. Do that in the editor, where its name is typed, or by the commands of --format az.';
      return;
    }
    latest.set(summary.id, await carryOut(source, fixing, fixing.plan, judging.needs, io, signal));
    if (fixing.outcome !== 'done') return;
  }
}

function whereOf({ name, kind, resourceGroup, subscriptionId }: ServerSummary, subscriptions: readonly Subscription[]): string {
  const subscription = subscriptions.find(({ id }) => id.toLowerCase() === subscriptionId.toLowerCase())?.name ?? subscriptionId;
  return `${name}, ${kindNames[kind]}, ${resourceGroup} in ${subscription}`;
}

function asText(fixings: readonly Fixing[], problems: readonly string[], { yes }: FixOptions, source: AzureSource, subscriptions: readonly Subscription[]): string {
  const blocks = fixings.map(({ summary, ruleId, subject, plan, outcome, message }) => {
    if (outcome === 'nothing-to-fix') return `${summary.name}: ${ruleId} has found nothing.`;
    if (plan === undefined || outcome === 'refused') return `${summary.name}: ${ruleId} is not fixed. ${message}`;
    if (outcome !== 'planned') return `${outcome === 'done' ? '✓' : '✗'} ${message}`;
    return `${plan.title}\n\n${planText({ plan, snapshot: subject.snapshot, where: whereOf(summary, subscriptions), calls: plan.changes.map((change) => source.describe(change)) })}`;
  });
  const planned = fixings.filter(({ outcome }) => outcome === 'planned').length;
  const plans = `${planned} ${planned === 1 ? 'plan' : 'plans'}`;
  const end = planned === 0 ? [] : [yes ? `${plans} not begun: the first failure ends it.` : `${plans}. Nothing was changed: --yes carries ${planned === 1 ? 'it' : 'them'} out.`];
  return `${[...blocks, ...problems.map((problem) => `! ${problem}`), ...end].join('\n\n')}\n`;
}

function asJson(fixings: readonly Fixing[], problems: readonly string[], source: AzureSource): string {
  const fixes = fixings.map(({ summary, ruleId, subject, plan, outcome, message }) => ({
    server: summary.id,
    ruleId,
    outcome,
    ...(message === '' ? {} : { message }),
    ...(plan === undefined
      ? {}
      : {
          plan: {
            title: plan.title,
            changes: changeLines({ plan, snapshot: subject.snapshot }),
            effects: plan.effects,
            cutOff: plan.cutOff,
            calls: plan.changes.map((change) => source.describe(change)),
            ...(plan.noWayBack === undefined ? {} : { noWayBack: plan.noWayBack }),
          },
        }),
  }));
  return `${JSON.stringify({ version: 1, fixes, problems }, undefined, 2)}\n`;
}

function format(fixings: readonly Fixing[], problems: readonly string[], options: FixOptions, source: AzureSource, subscriptions: readonly Subscription[]): string {
  if (options.format === 'json') return asJson(fixings, problems, source);
  if (options.format === 'text') return asText(fixings, problems, options, source, subscriptions);
  const scripts = fixings.flatMap(({ summary, subject, plan }) => (plan === undefined ? [] : [planAsAzCli({ ...subject, plan, id: summary.id })]));
  return scripts.length === 0 ? '# There is nothing to fix.\n' : scripts.join('\n');
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
  try {
    const chosen = await chooseServers(source, options, signal);
    const problems = [...chosen.problems];
    const judging = judgingOf(io);
    const fixings: Fixing[] = [];
    for (const summary of chosen.servers.filter(isChangeable)) {
      const found = prepare(summary, await source.read(summary.id, judging.needs, signal), judging, options.rules);
      if (typeof found === 'string') problems.push(found);
      else fixings.push(...found);
    }
    // Nothing is begun where not all of it could be read.
    if (options.yes && problems.length === 0) await carryOutAll(source, fixings, judging, io, signal);
    io.out(format(fixings, problems, options, source, chosen.subscriptions));
    if (problems.length > 0) return 2;
    return fixings.every(({ outcome }) => outcome === 'done' || outcome === 'nothing-to-fix') ? 0 : 1;
  } catch (error) {
    return tellFailure(error, io, signal.aborted ? 'Ended before everything was read. Nothing was changed.' : undefined);
  }
}
