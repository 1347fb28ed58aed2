import { commands, window, CancellationError, type Disposable } from 'vscode';
import type { Services } from './services';
import { arrangeCommands } from './commands/arrange-servers';
import { chooseSubscriptions } from './commands/choose-subscriptions';
import { compareWith, openDeclaration } from './commands/compare-with';
import { exportEvidence } from './commands/export-evidence';
import { scanServers } from './commands/scan-servers';
import { addFirewallRule } from './commands/add-firewall-rule';
import { createRole } from './commands/create-role';
import { showRoles } from './commands/show-roles';
import { copyConnectionString } from './commands/copy-connection-string';
import { newSecureServer } from './commands/new-secure-server';
import { diagnoseConnection } from './commands/diagnose-connection';
import { explainOracle } from './commands/explain-oracle';
import { openInPostgresqlExtension } from './commands/open-in-postgresql-extension';
import { openPsql } from './commands/open-psql';
import { setEntraAdministrator } from './commands/set-entra-administrator';
import { fleetCommands } from './commands/fleet-commands';
import { whoCanConnect } from './commands/who-can-connect';
import { UserMessage } from './user-message';

/** The commands that package.json contributes, without their common prefix. */
export type CommandId =
  | 'signIn'
  | 'signOut'
  | 'exploreSamples'
  | 'refresh'
  | 'refreshServer'
  | 'openServer'
  | 'reveal'
  | 'pinServer'
  | 'unpinServer'
  | 'addFirewallRule'
  | 'setEntraAdministrator'
  | 'copyConnectionString'
  | 'newSecureServer'
  | 'openPsql'
  | 'openInPostgresqlExtension'
  | 'diagnoseConnection'
  | 'whoCanConnect'
  | 'explainOracle'
  | 'runDiagnosisAction'
  | 'scanServers'
  | 'exportEvidence'
  | 'compareWith'
  | 'openDeclaration'
  | 'chooseSubscriptions'
  | 'groupServers'
  | 'filterServers'
  | 'clearServerFilter'
  | 'showMoreServers'
  | 'showRoles'
  | 'createRole'
  | 'showTemplateServer'
  | 'revealTemplate'
  | 'showActionLog'
  | 'showLog'
  | 'openRulePage';

export type Command = (services: Services, ...args: readonly unknown[]) => unknown;

const all: Readonly<Record<CommandId, Command>> = {
  ...fleetCommands,
  ...arrangeCommands,
  scanServers,
  exportEvidence,
  compareWith,
  openDeclaration,
  chooseSubscriptions,
  addFirewallRule,
  setEntraAdministrator,
  copyConnectionString,
  newSecureServer,
  openPsql,
  openInPostgresqlExtension,
  diagnoseConnection,
  showRoles,
  createRole,
  whoCanConnect,
  explainOracle,
  runDiagnosisAction: ({ diagnoses }, uri, index) => diagnoses.act(uri, index),
  showTemplateServer: ({ workspaceView }, key) => workspaceView.show(String(key)),
  revealTemplate: ({ workspaceView }, node) => workspaceView.openText(node),
};

/** The one place where errors of commands reach people: a cancel is silence, anything unexpected goes to the log too. */
async function run(services: Services, id: string, command: Command, args: readonly unknown[]): Promise<unknown> {
  try {
    return await command(services, ...args);
  } catch (error) {
    if (error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError')) return undefined;
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof UserMessage)) services.log.error(id, error instanceof Error ? error : message);
    const show = 'Show Log';
    void window.showErrorMessage(message, ...(error instanceof UserMessage ? [] : [show])).then((answer) => {
      if (answer === show) services.log.show();
    });
    return undefined;
  }
}

export function registerCommands(services: Services): Disposable[] {
  return Object.entries(all).map(([id, command]) =>
    commands.registerCommand(`postgresqlSecurity.${id}`, (...args: unknown[]) => run(services, id, command, args)),
  );
}
