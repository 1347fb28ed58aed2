import { nobodyLooked } from '../../engine/changes/cut-off';
import { effectsInWords, type Plan } from '../../engine/plan';
import type { Snapshot } from '../../model/snapshot';
import { cellText } from '../cell-text';
import { changeLines } from './plan-text';

/** A plan for one of several servers. */
export interface PlanRow {
  readonly server: string;
  readonly where: string;
  readonly snapshot: Snapshot;
  readonly plan: Plan;
}

/** A server without a plan, and why; a sentence. */
export interface LeftOut {
  readonly server: string;
  readonly why: string;
}

const cost = ({ effects }: Plan): string => effects.find(({ effect }) => effect === 'costs')?.text ?? 'none';

/** The effect of a plan beside its cost. */
const effect = (plan: Plan): string => effectsInWords({ effects: plan.effects.filter((one) => one.effect !== 'costs') });

/** Who may be cut off, but for what holds of many servers and is said once. */
function cutOffCell({ cutOff }: Plan): string {
  const own = cutOff.filter((text) => text !== nobodyLooked);
  return own.length > 0 ? own.join(' ') : cutOff.length > 0 ? 'not known' : 'nobody';
}

/** Names the servers that nobody has looked into, once for all of them. */
function unseen(rows: readonly PlanRow[]): readonly string[] {
  const servers = [...new Set(rows.filter(({ plan }) => plan.cutOff.includes(nobodyLooked)).map(({ server }) => server))];
  return servers.length === 0 ? [] : [`Nobody has looked who is connected to ${servers.join(', ')}, so clients that are not known may be cut off there. “PostgreSQL Roles and Sessions…” looks.`];
}

/** The plans for several servers as one table, with what is left out. Nothing of it has been carried out. */
export function planTable(title: string, rows: readonly PlanRow[], leftOut: readonly LeftOut[]): string {
  const lines = rows.map(({ server, where, snapshot, plan }) =>
    `| ${[server, where, changeLines({ plan, snapshot }).join('; '), effect(plan), cost(plan), cutOffCell(plan)].map(cellText).join(' | ')} |`,
  );
  return `${[
    `# ${cellText(title)}`,
    'Nothing of this has been carried out. One server is changed first and read back; the first failure ends it.',
    ['| Server | Where | What changes | Effect | Cost | Who may be cut off |', '| --- | --- | --- | --- | --- | --- |', ...lines].join('\n'),
    ...unseen(rows).map(cellText),
    ...(leftOut.length === 0 ? [] : ['## Left out', leftOut.map(({ server, why }) => `- **${cellText(server)}**: ${cellText(why)}`).join('\n')]),
  ].join('\n\n')}\n`;
}
