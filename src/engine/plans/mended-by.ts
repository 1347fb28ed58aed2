/**
 * The remedies that mend what a rule finds better than its fix alone: they look first who would be cut off, ask what
 * nobody but a person can say, or test what a fix cannot. The names are those of commands, without their prefix.
 */
export const mendedBy: Readonly<Record<string, string>> = {
  'access/md5-sign-in': 'acceptScramOnly',
  'access/password-hashing': 'acceptScramOnly',
  'audit/audit-extension': 'switchAuditLoggingOn',
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

/** Whether a finding of the rule is mended by its remedy only: a fix alone could lock everybody out. */
export const needsRemedy = (ruleId: string): boolean => ruleId === 'entra/password-sign-in';
