import { restartLater, type Plan } from '../engine/plan';
import { kindNames } from '../model/resource';
import type { Subject } from '../model/rule';
import { planAsAzCli } from '../outputs/plan/az-cli';
import { changeLines, planText } from '../outputs/plan/plan-text';
import type { AzureSource, ServerSummary, Subscription } from '../sources/azure/azure-source';
import type { FixOptions } from './commands/fix';

/** What one rule comes to on one server. */
export interface Fixing {
  readonly summary: ServerSummary;
  readonly ruleId: string;
  readonly subject: Subject;
  readonly plan?: Plan;
  outcome: 'planned' | 'done' | 'failed' | 'unknown' | 'refused' | 'nothing-to-fix';
  message: string;
}

/** What a run comes to. */
export interface Fixes {
  readonly fixings: readonly Fixing[];
  readonly problems: readonly string[];
  readonly options: FixOptions;
  readonly source: AzureSource;
  readonly subscriptions: readonly Subscription[];
  /** Whether somebody has ended it. */
  readonly isInterrupted: boolean;
}

function whereOf({ name, kind, resourceGroup, subscriptionId }: ServerSummary, subscriptions: readonly Subscription[]): string {
  const subscription = subscriptions.find(({ id }) => id.toLowerCase() === subscriptionId.toLowerCase())?.name ?? subscriptionId;
  return `${name}, ${kindNames[kind]}, ${resourceGroup} in ${subscription}`;
}

/** What --yes would do with plans; only the editor can carry out those that ask for the server's name. */
function whatYesDoes(waiting: readonly Fixing[]): string {
  const typed = waiting.filter(({ plan }) => plan?.typed !== undefined).length;
  const isRestart = waiting.every(({ plan }) => plan?.changes.every(({ kind }) => kind === 'action') === true);
  const keep = isRestart ? '' : ' “What changes” tells the values from before: keep them, as the command line keeps no log to undo from.';
  if (typed === 0) return `: --yes carries ${waiting.length === 1 ? 'it' : 'them'} out.${keep}`;
  const closing = typed === 1 ? 'the one that closes the only way in' : 'those that close the only way in';
  return typed === waiting.length
    ? `, and --yes does not carry ${typed === 1 ? 'it' : 'them'} out: ${typed === 1 ? 'it closes' : 'they close'} the only way in. The editor does, where the name of the server is typed.`
    : `: --yes carries them out, up to ${closing}, which only the editor does.${keep}`;
}

function asText({ fixings, problems, options: { yes }, source, subscriptions, isInterrupted }: Fixes): string {
  const blocks = fixings.map(({ summary, ruleId, subject, plan, outcome, message }) => {
    if (outcome === 'nothing-to-fix') return `${summary.name}: ${ruleId} has found nothing.`;
    if (plan === undefined || outcome === 'refused') return `${summary.name}: ${ruleId} is not fixed. ${message}`;
    if (outcome !== 'planned') return `${outcome === 'done' ? '✓' : '✗'} ${message}${outcome === 'done' && plan.effects.some(({ text }) => text === restartLater) ? ' It takes effect when the server next restarts.' : ''}`;
    return `${plan.title}\n\n${planText({ plan, snapshot: subject.snapshot, where: whereOf(summary, subscriptions), calls: plan.changes.map((change) => source.describe(change)) })}`;
  });
  const waiting = fixings.filter(({ outcome }) => outcome === 'planned');
  const plans = `${waiting.length} ${waiting.length === 1 ? 'plan' : 'plans'}`;
  const end = waiting.length === 0 ? [] : [yes ? `${plans} not begun: ${isInterrupted ? 'it was interrupted' : 'the first failure ends it'}.` : `${plans}. Nothing was changed${whatYesDoes(waiting)}`];
  return `${[...blocks, ...problems.map((problem) => `! ${problem}`), ...end].join('\n\n')}\n`;
}

function asJson({ fixings, problems, source }: Fixes): string {
  const all = fixings.map(({ summary, ruleId, subject, plan, outcome, message }) => ({
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
  return `${JSON.stringify({ version: 1, fixes: all, problems }, undefined, 2)}\n`;
}

const comment = (text: string): string => `# ${text.replace(/\s+/g, ' ')}`;

/** A script of all plans. What it leaves out, and why, stands in it too: whoever runs it takes it for all that there is. */
function asScript({ fixings, problems }: Fixes): string {
  const scripts = fixings.flatMap(({ summary, subject, plan }) => (plan === undefined ? [] : [planAsAzCli({ ...subject, plan, id: summary.id })]));
  const left = [
    ...fixings.flatMap(({ summary, ruleId, outcome, message }) => (outcome === 'refused' ? [comment(`Not in this script: ${summary.name}: ${ruleId} is not fixed. ${message}`)] : [])),
    ...problems.map((problem) => comment(`Not in this script: ${problem}`)),
  ];
  const parts = [...scripts, ...(left.length === 0 ? [] : [`${left.join('\n')}\n`])];
  return parts.length === 0 ? '# There is nothing to fix.\n' : parts.join('\n');
}

/** Says what became of each fix, in the form that was asked for. */
export function reportFixes(fixes: Fixes): string {
  const { options } = fixes;
  if (options.format === 'json') return asJson(fixes);
  if (options.format === 'text') return asText(fixes);
  return asScript(fixes);
}
