import type { Level, RuleId } from '../../model/rule';
import type { RuleSettings } from '../../model/settings';
import type { Profile } from '../profile';

/** The name of the file, in a workspace or a repository. */
export const configurationName = 'postgresql-security.json';

/** Levels that somebody chose for rules; they go before those of the profile. */
export type RuleLevels = Readonly<Partial<Record<string, Level | 'off'>>>;

/** Silence for one rule on one resource in Azure and on what belongs to it. */
export interface LiveSuppression {
  /** The id of the server, or of a part of it such as a firewall rule. */
  readonly resource: string;
  readonly rule: RuleId;
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it holds, such as 2027-03-31. */
  readonly expires: string;
}

/** What a configuration file says; what it does not say is absent. */
export interface Configuration {
  readonly profile?: Profile;
  readonly rules: RuleLevels;
  /** Thresholds and wishes that go before the defaults of the rules. */
  readonly settings: Partial<RuleSettings>;
  /** Patterns of files that are not checked, relative to the folder of the file. */
  readonly ignore: readonly string[];
  readonly suppressions: readonly LiveSuppression[];
}

/** What holds where there is no file. */
export const noConfiguration: Configuration = { rules: {}, settings: {}, ignore: [], suppressions: [] };
