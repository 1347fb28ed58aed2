import { differences, inWords } from '../../engine/changes/difference';
import { cellText } from '../cell-text';
import type { ShownPlan } from './plan-text';

const list = (lines: readonly string[]): string => lines.map((line) => `- ${cellText(line)}`).join('\n');

/** The plan as a Markdown document: for reading before it is confirmed, and for a ticket. */
export function planMarkdown({ plan, snapshot, where, calls }: ShownPlan): string {
  const rows = differences(snapshot, plan.changes).map(({ change, what, before, after }) =>
    change.kind === 'action' ? `| ${cellText(what)} | | |` : `| ${cellText(what)} | ${cellText(inWords(before))} | ${cellText(inWords(after))} |`,
  );
  const effects = plan.effects.map(({ text }) => text);
  return `${[
    `# ${cellText(plan.title)}`,
    `**Where:** ${cellText(where)}`,
    cellText(plan.detail.join(' ')),
    '## What changes',
    ['| Setting | now | then |', '| --- | --- | --- |', ...rows].join('\n'),
    '## What that means',
    list(effects.length === 0 ? ['No restart, no interruption, no cost.'] : effects),
    '## Who may be cut off',
    list(plan.cutOff.length === 0 ? ['Nobody that is let in now.'] : plan.cutOff),
    '## The way back',
    cellText(plan.noWayBack ?? 'It can be undone from the message afterwards and from the action log.'),
    '## Calls that are sent',
    `\`\`\`http\n${calls.join('\n')}\n\`\`\``,
  ].join('\n\n')}\n`;
}
