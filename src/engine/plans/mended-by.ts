import { isChangeable, settingOf, type Server } from '../../model/resource';
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
  'firewall/azure-services': 'deleteFirewallRules',
  'firewall/broad-range': 'editFirewallRule',
  'firewall/dead-rules': 'deleteDeadRules',
  'firewall/expired-temporary': 'deleteFirewallRules',
  'firewall/open-to-internet': 'deleteFirewallRules',
  'network/public-access': 'switchPublicAccess',
  'network/public-beside-private': 'switchPublicAccess',
  'threat-protection/switched-on': 'switchThreatProtection',
  'tls/idle-minimum': 'enforceTls',
  'tls/require-encryption': 'enforceTls',
};

/** Remedies that mend less, or in another way, than taking away what was found; offered beside it. */
const alsoMendedBy: Readonly<Record<string, string>> = {
  'firewall/azure-services': 'replaceAzureServices',
  'firewall/open-to-internet': 'editFirewallRule',
};

/** The remedies that clusters (serverGroupsv2) have, too: what they change has a documented call there. */
export const remediesOfClusters: ReadonlySet<string> = new Set([
  'switchPublicAccess', 'addFirewallRule', 'addTemporaryRule', 'editFirewallRule', 'renameFirewallRule', 'deleteFirewallRules', 'deleteRedundantRules', 'deleteDeadRules',
  'replaceAzureServices', 'approvePrivateEndpoint', 'rejectPrivateEndpoint', 'removePrivateEndpoint', 'setEntraAdministrator', 'removeEntraAdministrator', 'sendLogs', 'restartServer',
]);

function takesEntra({ resource }: Server): boolean {
  const mode = settingOf(resource, ['properties', 'authConfig', 'activeDirectoryAuth']);
  return typeof mode === 'string' && mode.toLowerCase() === 'enabled';
}

function offeredFor(server: Server | undefined, remedy: string | undefined): string | undefined {
  if (server === undefined || remedy === undefined || !isChangeable(server)) return undefined;
  if (server.kind !== 'cluster') return remedy;
  // Nothing switches Microsoft Entra on for a cluster that exists, and without it there is no administrator to set.
  if (remedy === 'setEntraAdministrator' && !takesEntra(server)) return undefined;
  return remediesOfClusters.has(remedy) ? remedy : undefined;
}

/** Another remedy for a finding on a live server, where there is one. */
export function otherRemedyFor({ rule, server }: Pick<Finding, 'rule' | 'server'>): string | undefined {
  return offeredFor(server, alsoMendedBy[rule.id]);
}

/** The remedy that mends a finding on a live server; nothing where its own fix is as good. */
export function remedyFor({ rule, server }: Pick<Finding, 'rule' | 'server'>): string | undefined {
  return offeredFor(server, mendedBy[rule.id]);
}

const onlyByRemedy: Readonly<Record<string, string>> = {
  'entra/password-sign-in': 'a sign-in is tested first',
  'firewall/dead-rules': 'the rules are written to a file first',
};

/** Why a finding is mended by its remedy only, where its server has that remedy; nothing where there is none, or the fix does as well. */
export const whyRemedyOf = (finding: Pick<Finding, 'rule' | 'server'>): string | undefined => (remedyFor(finding) === undefined ? undefined : whyRemedy(finding.rule.id));

/** Why findings of a rule are mended by its remedy only: the fix alone could lock everybody out, or lose what nobody kept. */
export const whyRemedy = (ruleId: string): string | undefined => onlyByRemedy[ruleId];

/** Whether findings of a rule are mended by its remedy only. */
export const needsRemedy = (ruleId: string): boolean => whyRemedy(ruleId) !== undefined;
