/** What people can choose about how rules judge: thresholds, and the wishes of an organisation that no rule can guess. */
export interface RuleSettings {
  /** How many public addresses one firewall rule may let in before it counts as broad. */
  readonly broadRange: number;
  /** How many days at least a server should be restorable. */
  readonly backupRetentionDays: number;
  /** How many days at least log files should stay on the server. */
  readonly logRetentionDays: number;
  /** How many days at least the records of threat detection should be kept. */
  readonly alertRetentionDays: number;
  /** What names of servers look like, where there is a convention; `*` stands for any text. */
  readonly serverNames?: readonly string[];
  /** What names of Microsoft Entra groups that administer servers look like; `*` stands for any text. */
  readonly administratorGroupNames?: readonly string[];
  /** What names of firewall rules look like that are for one person; `*` stands for any text. */
  readonly personalRuleNames?: readonly string[];
  /** The names of the tags that a server must have; an empty list asks for any tag at all. */
  readonly requiredTags?: readonly string[];
  /** The tiers and sizes that servers may have, such as Burstable or Standard_D4ds_v5. */
  readonly allowedSkus?: readonly string[];
  /** The values that PostgreSQL parameters must have, by their names. */
  readonly requiredParameters?: Readonly<Record<string, string>>;
}

/** A setting without which some rule has nothing to ask for. */
export type WishName =
  | 'serverNames'
  | 'administratorGroupNames'
  | 'personalRuleNames'
  | 'requiredTags'
  | 'allowedSkus'
  | 'requiredParameters';

/** How rules judge where nobody has chosen anything. */
export const defaultSettings: RuleSettings = {
  broadRange: 256,
  backupRetentionDays: 14,
  logRetentionDays: 4,
  alertRetentionDays: 90,
};

/**
 * Says whether a name is like one of the patterns, without regard to case. Patterns know `*` only: unlike regular
 * expressions, no pattern that somebody writes into a file can make a check take forever.
 */
export function isLike(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(name.toLowerCase(), pattern.toLowerCase().split('*')));
}

function matches(name: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return name === first;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let rest = name.slice(first.length, name.length - last.length);
  for (const part of parts.slice(1, -1)) {
    const index = rest.indexOf(part);
    if (index < 0) return false;
    rest = rest.slice(index + part.length);
  }
  return true;
}
