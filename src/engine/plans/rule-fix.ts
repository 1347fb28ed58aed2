import type { Finding } from '../../model/finding';
import { isWrittenOfCluster } from '../../model/cluster-writes';
import type { Change } from '../../model/fix';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { cutOff } from '../changes/cut-off';
import { stateOfChanges } from '../changes/landed';
import { refusal } from '../changes/refusal';
import type { Plan, PlannedEffect } from '../plan';
import { planFindingFix } from './finding-fix';
import { titleOn } from './fix-words';
import { remedyFor, whyRemedyOf } from './mended-by';
import { closesOnlyWay } from './only-way';
import type { Proposal } from './proposal';

/** Several findings may want the same change; it is written once. */
function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function joined(subject: Subject, plans: readonly Plan[], title: string): Plan {
  const changes: readonly Change[] = distinct(plans.flatMap((plan) => plan.changes));
  const effects: readonly PlannedEffect[] = distinct(plans.flatMap((plan) => plan.effects));
  const noWayBack = plans.find((plan) => plan.noWayBack !== undefined)?.noWayBack;
  return {
    title: titleOn(title, subject.server),
    // What was found first, then why that is bad.
    detail: [...new Set([...plans.flatMap(({ detail }) => detail.slice(0, 1)), ...plans.flatMap(({ detail }) => detail.slice(1))])],
    confirm: 'Fix in Azure',
    changes,
    effects,
    cutOff: distinct(plans.flatMap((plan) => plan.cutOff)),
    ...(noWayBack === undefined ? {} : { noWayBack }),
    ...stateOfChanges(subject.snapshot, changes),
  };
}

/** Why a finding has no plan that could be made without asking anybody; a sentence. */
function whyNoPlan(finding: Finding): string {
  const { fix, server } = finding;
  const takesMore = whyRemedyOf(finding);
  if (takesMore !== undefined) return `It takes more than a plan: ${takesMore}. “Fix in Azure…” in the editor does both.`;
  if (remedyFor(finding) !== undefined) return 'It takes an answer that only a person can give: “Fix in Azure…” in the editor asks for it.';
  if (fix?.effect === 'create-only') return 'Azure takes that only when a server is created.';
  const documented = server?.kind !== 'cluster' || fix === undefined || fix.changes.every((change) => isWrittenOfCluster(server.resource.key, change));
  return documented ? 'That cannot be fixed in Azure from here.' : 'Azure documents no call that changes it on a cluster that exists.';
}

/**
 * Plans to mend everything that one rule has found on a server, or says why that is not possible. Nothing where the
 * rule has found nothing. The plan says who is cut off, as far as that is known without looking into the server.
 */
export function planRuleFix(subject: Subject, findings: readonly Finding[], ruleId: string): Proposal | undefined {
  const own = findings.filter(({ rule, outcome }) => rule.id === ruleId && outcome === 'fail');
  const [first] = own;
  if (first === undefined) return undefined;
  const { snapshot, server } = subject;
  const name = nameOf(server.resource);
  const plans = own.flatMap((finding) => planFindingFix(snapshot, server, finding) ?? []);
  const [only] = plans;
  if (only === undefined) return { refused: `${first.message} ${whyNoPlan(first)}` };
  const plan = plans.length === 1 ? only : joined(subject, plans, first.fix?.title ?? first.rule.title);
  const why = refusal(snapshot, server, plan.changes);
  if (why !== undefined) return { refused: why };
  const typed = closesOnlyWay(subject, plan.changes) ? { typed: name } : {};
  return { plan: { ...plan, cutOff: [...plan.cutOff, ...cutOff({ snapshot, server, changes: plan.changes })], ...typed } };
}
