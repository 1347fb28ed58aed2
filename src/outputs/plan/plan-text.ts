import type { Plan } from '../../engine/plan';
import { differences, inWords } from '../../engine/changes/difference';
import type { Snapshot } from '../../model/snapshot';

/** A plan with everything that its confirmation shows. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  /** Which server, in a line: "pg-orders, Flexible Server, rg-shop in Production". */
  readonly where: string;
  /** The calls that will be sent, one line each, without secrets. */
  readonly calls: readonly string[];
}

/** What each change finds and leaves: "require_secure_transport: off → on". */
export function changeLines({ plan, snapshot }: Pick<ShownPlan, 'plan' | 'snapshot'>): readonly string[] {
  return differences(snapshot, plan.changes).map(({ change, what, before, after }) =>
    change.kind === 'action' ? what : `${what}: ${inWords(before)} → ${inWords(after)}`,
  );
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `•  ${line}`).join('\n');

/** The plan as plain text, for a dialog and for the command line: what has to be decided upon first, the calls last. */
export function planText(shown: ShownPlan): string {
  const { plan, where, calls } = shown;
  const changes = changeLines(shown);
  const effects = plan.effects.map(({ text }) => text);
  const sections: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    ['What that means', effects.length === 0 ? ['No restart, no interruption, no cost.'] : effects],
    ['Who may be cut off', plan.cutOff.length === 0 ? ['Nobody that is let in now.'] : plan.cutOff],
    ['What changes', changes],
    ...(plan.noWayBack === undefined ? [] : ([['The way back', [plan.noWayBack]]] as const)),
    [calls.length === 1 ? 'The call' : 'The calls', calls],
  ];
  // Some plans tell of their changes by themselves; once is enough.
  const detail = plan.detail.flatMap((text) => text.split('\n')).filter((line) => !changes.includes(line));
  return [where, detail.join('\n'), ...sections.map(([heading, lines]) => `${heading}\n${bullets(lines)}`)].filter((part) => part !== '').join('\n\n');
}
