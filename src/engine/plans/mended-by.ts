import type { Finding } from '../../model/finding';

/**
 * The remedies that mend what a rule finds better than its fix alone: they look first who would be cut off, ask what
 * nobody but a person can say, or test what a fix cannot. The names are those of commands, without their prefix.
 */
export const mendedBy: Readonly<Record<string, string>> = {
  'access/md5-sign-in': 'acceptScramOnly',
  'audit/diagnostic-setting': 'sendLogs',
  'audit/pending-restart': 'restartServer',
  'encryption/unversioned-key': 'followKeyRotation',
  'entra/administrator': 'setEntraAdministrator',
  'entra/password-only': 'switchEntraOn',
  'entra/password-sign-in': 'switchPasswordsOff',
  'threat-protection/switched-on': 'switchThreatProtection',
  'tls/idle-minimum': 'enforceTls',
  'tls/require-encryption': 'enforceTls',
};

/** The remedy that mends a finding on a live server; nothing where its own fix is as good. */
export function remedyFor({ rule, server }: Pick<Finding, 'rule' | 'server'>): string | undefined {
  return server === undefined || server.kind === 'cluster' ? undefined : mendedBy[rule.id];
}

/** Whether findings of a rule are mended by its remedy only: the fix alone could lock everybody out. */
export const needsRemedy = (ruleId: string): boolean => ruleId === 'entra/password-sign-in';
