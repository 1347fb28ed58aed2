import type { Level, RuleMeta } from '../model/rule';
import type { RuleSettings } from '../model/settings';
import { defaultSettings } from '../model/settings';
import type { Configuration, RuleLevels } from './configuration/configuration';
import type { Profile } from './profile';
import { levelIn } from './profile';

/** How a check judges: what a profile, a configuration file and settings come to. */
export interface Policy {
  readonly profile: Profile;
  /** Levels that somebody chose; they go before those of the profile. */
  readonly levels: RuleLevels;
  readonly settings: RuleSettings;
}

/** What goes before a configuration file: options of the command line, settings of the editor. */
export interface PolicyOverride {
  readonly profile?: Profile;
  readonly levels?: RuleLevels;
}

export function policyOf({ profile, rules, settings }: Configuration, override: PolicyOverride = {}): Policy {
  return {
    profile: override.profile ?? profile ?? 'recommended',
    levels: { ...rules, ...override.levels },
    settings: { ...defaultSettings, ...settings },
  };
}

/** Returns the level at which a rule speaks. */
export function levelOf({ profile, levels, settings }: Policy, rule: RuleMeta): Level | 'off' {
  return levels[rule.id] ?? levelIn(profile, rule, settings);
}
