import type { Level } from '../model/rule';
import type { RuleLevels } from './configuration/configuration';

/** What can be wrong with a suppression. These are reported like findings, and their levels can be chosen as well. */
export type SuppressionRuleId = 'suppression/expired' | 'suppression/no-reason' | 'suppression/unknown-rule' | 'suppression/unused';

export interface SuppressionRule {
  readonly id: SuppressionRuleId;
  readonly title: string;
  readonly level: Level;
  readonly why: string;
}

export const suppressionRules: readonly SuppressionRule[] = [
  {
    id: 'suppression/expired',
    title: 'A suppression holds no longer than it says',
    level: 'warning',
    why: 'The day until which somebody accepted the finding has passed, so the finding is back.',
  },
  {
    id: 'suppression/no-reason',
    title: 'A suppression says why',
    level: 'warning',
    why: 'Without a reason nobody can tell later whether the exception still holds.',
  },
  {
    id: 'suppression/unknown-rule',
    title: 'A suppression names a rule that exists',
    level: 'warning',
    why: 'A misspelled name silences nothing, although it looks as if it did.',
  },
  {
    id: 'suppression/unused',
    title: 'A suppression hides something',
    level: 'info',
    why: 'What it hid is mended or has moved; left behind, it would hide the next mistake.',
  },
];

/** The level at which something that is wrong with a suppression is reported. */
export function suppressionLevel(id: SuppressionRuleId, levels: RuleLevels): Level | 'off' {
  return levels[id] ?? suppressionRules.find((rule) => rule.id === id)?.level ?? 'warning';
}
