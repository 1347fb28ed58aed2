import { ruleAddress } from '../../outputs/rule-address';
import { escapeMarkdown } from '../tree/appearance';
import type { ExplainedSetting } from './explain-at';

/** A failure looks as it does in the text and in the tree: by its level. */
const levelIcons = { error: '$(error)', warning: '$(warning)', info: '$(info)' } as const;

const icons = { undecided: '$(question)', holds: '$(pass)', notApplicable: '' } as const;

/** More rules than these make no one wiser. */
const most = 5;

/**
 * The words of a hover: the value and where it comes from, then for each rule what is safe, and why. Markdown.
 * @param said what the editor shows above it already: the messages of the findings at this place.
 */
export function hoverText({ explanation, origin }: ExplainedSetting, said: ReadonlySet<string> = new Set()): string {
  const { facts, judged } = explanation;
  const from = origin.length === 0 ? '' : ` — from the ${escapeMarkdown(origin.map(({ message }) => message.replace(/^value in /, 'file ')).join(', '))}`;
  const values = facts.map(({ title, text }) => `**${escapeMarkdown(title)}**: ${escapeMarkdown(text)}${from}`);
  const rules = judged.slice(0, most).map(({ rule, judgement, level }) => {
    const icon = judgement.verdict === 'fails' ? levelIcons[level] : icons[judgement.verdict];
    const says = judgement.verdict === 'holds' || said.has(judgement.message) ? '' : ` ${escapeMarkdown(judgement.message)}`;
    const link = `[${rule.id}](${ruleAddress(rule.id)})`;
    return [`${icon} **${escapeMarkdown(rule.title)}.**${says}`, escapeMarkdown(rule.why), link].join('  \n');
  });
  const more = judged.length > most ? [`and ${judged.length - most} more rules`] : [];
  return [...values, ...rules, ...more].join('\n\n');
}
