import { addFirewallRule } from '../commands/add-firewall-rule';
import { setEntraAdministrator } from '../commands/set-entra-administrator';
import { addTemporaryRule } from './network/add-temporary-rule';
import { deleteDeadRules } from './network/delete-dead-rules';
import { deleteFirewallRules, deleteRedundantRules, editFirewallRule, renameFirewallRule } from './network/firewall-remedies';
import { addVirtualNetworkRule, removeVirtualNetworkRules } from './network/network-rules';
import { approvePrivateEndpoint, rejectPrivateEndpoint, removePrivateEndpoint } from './network/private-endpoints';
import { replaceAzureServices } from './network/replace-azure-services';
import { switchPublicAccess } from './network/switch-public-access';
import { restartServer, sendLogs, switchAuditLoggingOn } from './protection/audit';
import { followKeyRotation } from './protection/encryption-key';
import { enforceTls, requireTlsVersion } from './protection/enforce-tls';
import { switchThreatProtection } from './protection/threat-protection';
import type { Remedy } from './remedy';
import { acceptScramOnly } from './sign-in/accept-scram-only';
import { removeEntraAdministrator, switchEntraOn } from './sign-in/administrators';
import { switchPasswordsOff } from './sign-in/entra-only';

/**
 * Every change of a live server that is offered, in the order of the list that people see. A row here and a command in
 * package.json make one more. Commands, the list "Change Server…" and the matrix of faults in the tests come from it.
 */
export const remedies: readonly Remedy[] = [
  switchPublicAccess,
  addFirewallRule,
  addTemporaryRule,
  editFirewallRule,
  renameFirewallRule,
  deleteFirewallRules,
  deleteRedundantRules,
  deleteDeadRules,
  replaceAzureServices,
  addVirtualNetworkRule,
  removeVirtualNetworkRules,
  approvePrivateEndpoint,
  rejectPrivateEndpoint,
  removePrivateEndpoint,
  enforceTls,
  requireTlsVersion,
  setEntraAdministrator,
  removeEntraAdministrator,
  switchEntraOn,
  switchPasswordsOff,
  acceptScramOnly,
  followKeyRotation,
  switchThreatProtection,
  switchAuditLoggingOn,
  sendLogs,
  restartServer,
];
