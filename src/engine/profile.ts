import type { Group, Level, RuleMeta } from '../model/rule';
import type { RuleSettings } from '../model/settings';
import { defaultSettings } from '../model/settings';

/** Which rules speak: the sensible ones, stricter ones too, those on availability too, or everything. */
export const profiles = ['recommended', 'strict', 'resilience', 'all'] as const;

export type Profile = (typeof profiles)[number];

const recommended: Readonly<Record<Group, Level | 'off'>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  strict: 'off',
  resilience: 'off',
  configured: 'off',
};

const levels: Readonly<Record<Profile, Readonly<Record<Group, Level | 'off'>>>> = {
  recommended,
  strict: { ...recommended, strict: 'info' },
  resilience: { ...recommended, resilience: 'warning' },
  all: { ...recommended, strict: 'info', resilience: 'info', configured: 'info' },
};

/**
 * Returns the level at which a rule speaks in a profile. A rule that needs a wish speaks in every profile once somebody
 * has set it, as nobody sets it for nothing.
 * @param group the group that the rule has for what was read.
 */
export function levelIn(profile: Profile, rule: RuleMeta, settings: RuleSettings = defaultSettings, group = rule.group): Level | 'off' {
  if (rule.wish !== undefined && settings[rule.wish] !== undefined) return levels.all[group];
  if (profile === 'strict' && rule.strict !== undefined) return rule.strict;
  return levels[profile][group];
}

export function isProfile(text: string): text is Profile {
  return (profiles as readonly string[]).includes(text);
}
