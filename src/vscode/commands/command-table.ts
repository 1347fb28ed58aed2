import { changeServer, copyChangePlan } from '../mend/change-server';
import { showEncryption } from '../mend/protection/encryption-key';
import { copyFixPlan, fixFinding } from '../mend/fix-finding';
import { mendDrift } from '../mend/drift';
import { fixOnServers } from '../mend/fix-on-servers';
import { areOfSeveralServers, deleteRulesOnServers } from '../mend/network/delete-rules-on-servers';
import { deleteFirewallRules } from '../mend/network/firewall-remedies';
import { remedies } from '../mend/remedies';
import { runRemedy } from '../mend/run-remedy';
import { undo } from '../mend/undo';
import type { Services } from '../services';
import { arrangeCommands } from './arrange-servers';
import { chooseSubscriptions } from './choose-subscriptions';
import { compareWith, openDeclaration } from './compare-with';
import { chooseAccounts, signInAgain } from './choose-accounts';
import { chooseTenants, signInToTenant } from './choose-tenants';
import { copyConnectionString } from './copy-connection-string';
import { createExtension } from './create-extension';
import { createRole } from './create-role';
import { diagnoseConnection } from './diagnose-connection';
import { explainOracle } from './explain-oracle';
import { exportEvidence } from './export-evidence';
import { fleetCommands } from './fleet-commands';
import { newSecureServer } from './new-secure-server';
import { openInPostgresqlExtension } from './open-in-postgresql-extension';
import { openPsql } from './open-psql';
import { scanServers } from './scan-servers';
import { showRoles } from './show-roles';
import { takeFromKeyVault } from './take-from-key-vault';
import { whoCanConnect } from './who-can-connect';

export type Command = (services: Services, ...args: readonly unknown[]) => unknown;

/**
 * Every command that package.json contributes, by its id without the common prefix. It is a bundle of its own that is
 * loaded when the first command is run; a unit test holds it against package.json.
 */
export const commandTable: Readonly<Record<string, Command>> = {
  ...fleetCommands,
  ...arrangeCommands,
  scanServers,
  exportEvidence,
  compareWith,
  clearComparison: ({ comparisons }) => comparisons.clear(),
  openDeclaration,
  mendDrift,
  chooseSubscriptions,
  chooseTenants,
  signInToTenant,
  signInAgain,
  chooseAccounts,
  changeServer,
  fixFinding,
  copyFixPlan,
  copyChangePlan,
  fixOnServers,
  undoAction: undo,
  ...Object.fromEntries(remedies.map((remedy) => [remedy.id, (services: Services, argument: unknown, selected: unknown) => runRemedy(services, remedy, argument, selected)])),
  deleteFirewallRules: (services, argument, selected) => (areOfSeveralServers(selected) ? deleteRulesOnServers(services, selected) : runRemedy(services, deleteFirewallRules, argument, selected)),
  copyConnectionString,
  newSecureServer,
  takeFromKeyVault,
  openPsql,
  openInPostgresqlExtension,
  diagnoseConnection,
  showRoles,
  showEncryption,
  createExtension,
  createRole,
  whoCanConnect,
  explainOracle,
  runDiagnosisAction: ({ diagnoses }, uri, index) => diagnoses.act(uri, index),
  showTemplateServer: ({ workspaceView }, key) => workspaceView.show(String(key)),
  revealTemplate: ({ workspaceView }, node) => workspaceView.openText(node),
};
