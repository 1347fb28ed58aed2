import { planRuleRemoval } from '../engine/plans/remove-firewall-rules';
import { ruleName } from '../engine/plans/rule-name';
import { deadRulesOf } from '../engine/plans/dead-rules';
import type { Plan } from '../engine/plan';
import type { FirewallRule } from '../layers/firewall/facts';
import { firewallRuleTypes, readFirewall } from '../layers/firewall/facts';
import { formatRange, isAzureServices, type Range } from '../layers/firewall/range';
import { endOf, formatEnd } from '../layers/firewall/temporary-rule';
import type { Need } from '../model/layer';
import { isChangeable, kindNames } from '../model/resource';
import type { Subject } from '../model/rule';
import type { Snapshot } from '../model/snapshot';
import { serverById } from '../model/snapshot';
import type { AzureSource, ServerSummary, WriteOptions } from '../sources/azure/azure-source';
import { chooseServers } from './choose-servers';
import type { CommandIo, ExitCode } from './command-io';
import type { PruneOptions } from './commands/firewall';
import { connectAzure } from './connect-azure';
import { readBack, tellProgress } from './read-back';
import { tellFailure } from './tell-failure';

const needs: readonly Need[] = [firewallRuleTypes.flexible, firewallRuleTypes.single, firewallRuleTypes.cluster].map((type) => ({ type }));

/** A rule whose time is over, and what became of it. */
interface Expired {
  readonly server: string;
  readonly rule: string;
  readonly range: string;
  readonly until: string;
  outcome: 'planned' | 'removed' | 'refused' | 'failed' | 'not-begun';
  message: string;
}

interface Found {
  readonly summary: ServerSummary;
  /** The name of its subscription. */
  readonly subscription?: string | undefined;
  readonly subject: Subject;
  readonly rules: readonly FirewallRule[];
}

/** What one server comes to: a plan, or why there can be none. */
interface Pruning {
  readonly found: Found;
  readonly plan: Plan;
  readonly expired: readonly Expired[];
}

function findExpired(summary: ServerSummary, snapshot: Snapshot, now: number): { readonly found?: Found; readonly problem?: string } {
  const server = serverById(snapshot, summary.id);
  if (server === undefined) return { problem: snapshot.problems[0]?.message ?? `${summary.name} could not be read.` };
  const subject = { snapshot, server };
  const { rules, complete } = readFirewall(subject);
  if (complete !== true) return { problem: `The firewall rules of ${summary.name} could not be read: ${complete.because}.` };
  const over = rules.filter((rule) => (endOf(ruleName(rule)) ?? Infinity) <= now);
  return over.length === 0 ? {} : { found: { summary, subject, rules: over } };
}

const rangeWords = (range: Range): string => (isAzureServices(range) ? 'every service in Azure (0.0.0.0)' : formatRange(range));

function prepare(found: Found): Pruning {
  const { summary, subject, rules } = found;
  const { refused } = deadRulesOf(subject);
  const expired = rules.map((rule): Expired => {
    const name = ruleName(rule);
    return {
      server: summary.id,
      rule: name,
      range: rule.range === undefined ? 'not valid' : rangeWords(rule.range),
      until: formatEnd(endOf(name) ?? 0),
      outcome: refused === undefined ? 'planned' : 'refused',
      message: refused ?? '',
    };
  });
  return { found, plan: planRuleRemoval({ subject, rules }), expired };
}

/** Removes the rules of one server and believes only what is read back. */
async function carryOut(source: AzureSource, { found, plan, expired }: Pruning, options: WriteOptions): Promise<void> {
  const { summary, subject } = found;
  const answered = await source.write(summary.id, plan.changes, options);
  const { ends, text } = await readBack({ source, needs, summary, before: subject.snapshot, plan, answered });
  expired.forEach((one, index) => {
    one.outcome = ends[index] === 'done' ? 'removed' : 'failed';
    one.message = one.outcome === 'removed' ? '' : text;
  });
}

const words: Readonly<Record<Expired['outcome'], string>> = { planned: 'would be removed', 'not-begun': 'not begun', removed: 'removed', refused: 'cannot be removed', failed: 'not removed' };

function text(prunings: readonly Pruning[], problems: readonly string[], { yes }: PruneOptions, isInterrupted: boolean): string {
  const blocks = prunings.map(({ found: { summary, subscription }, plan, expired }) => {
    const lines = expired.map(({ rule, range, until, outcome, message }) => `  ${words[outcome]}  ${rule}  ${range}  over since ${until}${message === '' ? '' : `\n    ${message}`}`);
    const losing = yes || expired.some(({ outcome }) => outcome === 'refused') ? [] : [plan.cutOff.length === 0 ? '    Nobody loses access by it.' : '    Who may be cut off:', ...plan.cutOff.map((line) => `    •  ${line}`)];
    return [`${summary.name}  (${summary.resourceGroup} in ${subscription ?? summary.subscriptionId})`, ...lines, ...losing].join('\n');
  });
  const all = prunings.flatMap(({ expired }) => expired);
  const count = (outcome: Expired['outcome']): number => all.filter((one) => one.outcome === outcome).length;
  const rules = (number: number): string => `${number} temporary ${number === 1 ? 'rule' : 'rules'}`;
  const left = all.length - count('removed');
  const end = all.length === 0 ? `No temporary firewall rule ${problems.length === 0 ? '' : 'that could be read '}is past its end.` : yes ? `${rules(count('removed'))} removed and read back${left === 0 ? '.' : `, ${left} left${isInterrupted ? ': it was interrupted' : ''}.`}` : `${rules(count('planned'))} would be removed. Nothing was changed: --yes removes ${count('planned') === 1 ? 'it' : 'them'}.`;
  return `${[...blocks, ...problems.map((problem) => `! ${problem}`), end].join('\n\n')}\n`;
}

/** Finds the temporary rules that are past their end. Rejects for a cancel. */
async function findAll(source: AzureSource, options: PruneOptions, signal: AbortSignal): Promise<{ readonly prunings: readonly Pruning[]; readonly problems: readonly string[] }> {
  const chosen = await chooseServers(source, options, signal);
  // Whoever names a server wants to hear of it; of all servers the others are what there is to look at.
  const unread = options.servers.length === 0 ? [] : chosen.servers.filter((server) => !isChangeable(server));
  const problems = [...chosen.problems, ...unread.map(({ name, kind }) => `${name} is a ${kindNames[kind]}, whose firewall rules are not changed from here: they were not looked at.`)];
  const found: Found[] = [];
  const summaries = new Map(chosen.servers.filter(isChangeable).map((server) => [server.id, server]));
  const now = Date.now();
  const onRead = (id: string, snapshot: Snapshot): void => {
    const summary = summaries.get(id);
    const one = summary === undefined ? {} : findExpired(summary, snapshot, now);
    if (one.found !== undefined) found.push({ ...one.found, subscription: chosen.subscriptions.find(({ id: of }) => of.toLowerCase() === summary?.subscriptionId.toLowerCase())?.name });
    if (one.problem !== undefined) problems.push(one.problem);
  };
  await source.scan({ servers: [...summaries.values()], needs, signal, onRead });
  return { prunings: found.map(prepare).sort((a, b) => a.found.summary.name.localeCompare(b.found.summary.name)), problems };
}

/** Removes what was found, one server after the other, until somebody ends it. */
async function removeAll(source: AzureSource, prunings: readonly Pruning[], options: WriteOptions & { readonly signal: AbortSignal }): Promise<void> {
  for (const pruning of prunings) {
    if (pruning.expired.some(({ outcome }) => outcome !== 'planned')) continue;
    if (!options.signal.aborted) await carryOut(source, pruning, options);
    else for (const one of pruning.expired) one.outcome = 'not-begun';
  }
}

/** Finds temporary rules that are past their end, and removes them where that was asked for. */
export async function runPrune(options: PruneOptions, io: CommandIo): Promise<ExitCode> {
  const cancel = new AbortController();
  io.onInterrupt?.(() => cancel.abort());
  const { signal } = cancel;
  const { source } = await connectAzure({ ...options, share: 0.5 });
  let all;
  try {
    all = await findAll(source, options, signal);
  } catch (error) {
    return tellFailure(error, io, signal.aborted ? 'Ended before everything was read. Nothing was changed.' : undefined);
  }
  const { prunings, problems } = all;
  if (options.yes) await removeAll(source, prunings, { signal, onProgress: tellProgress(io) });
  const expired = prunings.flatMap((pruning) => pruning.expired);
  io.out(options.format === 'json' ? `${JSON.stringify({ version: 1, rules: expired, problems }, undefined, 2)}\n` : text(prunings, problems, options, signal.aborted));
  return problems.length > 0 ? 2 : expired.some(({ outcome }) => outcome !== 'removed') ? 1 : 0;
}
