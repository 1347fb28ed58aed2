import type { Plan } from '../engine/plan';
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

function asText({ fixings, problems, options: { yes }, source, subscriptions, isInterrupted }: Fixes): string {
  const blocks = fixings.map(({ summary, ruleId, subject, plan, outcome, message }) => {
    if (outcome === 'nothing-to-fix') return `${summary.name}: ${ruleId} has found nothing.`;
    if (plan === undefined || outcome === 'refused') return `${summary.name}: ${ruleId} is not fixed. ${message}`;
    if (outcome !== 'planned') return `${outcome === 'done' ? '✓' : '✗'} ${message}`;
    return `${plan.title}\n\n${planText({ plan, snapshot: subject.snapshot, where: whereOf(summary, subscriptions), calls: plan.changes.map((change) => source.describe(change)) })}`;
  });
  const planned = fixings.filter(({ outcome }) => outcome === 'planned').length;
  const plans = `${planned} ${planned === 1 ? 'plan' : 'plans'}`;
  const end = planned === 0 ? [] : [yes ? `${plans} not begun: ${isInterrupted ? 'it was interrupted' : 'the first failure ends it'}.` : `${plans}. Nothing was changed: --yes carries ${planned === 1 ? 'it' : 'them'} out.`];
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

/** Says what became of each fix, in the form that was asked for. */
export function reportFixes(fixes: Fixes): string {
  const { fixings, options } = fixes;
  if (options.format === 'json') return asJson(fixes);
  if (options.format === 'text') return asText(fixes);
  const scripts = fixings.flatMap(({ summary, subject, plan }) => (plan === undefined ? [] : [planAsAzCli({ ...subject, plan, id: summary.id })]));
  return scripts.length === 0 ? '# There is nothing to fix.\n' : scripts.join('\n');
}
