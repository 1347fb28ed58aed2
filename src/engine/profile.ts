import type { Group, Level, RuleMeta } from '../model/rule';

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

/** Returns the level at which a rule speaks in a profile. */
export function levelIn(profile: Profile, rule: RuleMeta): Level | 'off' {
  if (profile === 'strict' && rule.strict !== undefined) return rule.strict;
  return levels[profile][rule.group];
}

export function isProfile(text: string): text is Profile {
  return (profiles as readonly string[]).includes(text);
}
