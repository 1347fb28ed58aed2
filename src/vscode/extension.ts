import { ExtensionMode, window, workspace, type ExtensionContext } from 'vscode';
import { createActionLog } from './action-log';
import { createChosenTenants } from './chosen-tenants';
import { createChosenSubscriptions } from './chosen-subscriptions';
import { registerConfigurationDiagnostics } from './configuration-diagnostics';
import { createComparisons } from './comparisons';
import { createDeclarations } from './declarations';
import { createConfigurations } from './configurations';
import { registerCommands } from './commands';
import { createDiagnosisDocuments } from './diagnosis-documents';
import { createFleet } from './create-fleet';
import { registerForgetting } from './forget-shown';
import { createInsideServers } from './inside-servers';
import { createLiveDocuments } from './create-live-documents';
import { createSession } from './create-session';
import { registerTemporaryRules } from './end-temporary-rules';
import { registerLiveActions } from './live-actions';
import { registerLiveDiagnostics } from './live-diagnostics';
import { offerResume } from './offer-resume';
import { createPreviews } from './previews';
import type { Services } from './services';
import { readSettings, section } from './settings';
import { createTemporaryRules } from './temporary-rules';
import { createResultStore } from './results/result-store';
import { registerTemplates } from './templates/register-templates';
import { createArrangement } from './tree/arrangement';
import { registerFleetView } from './tree/fleet-view';
import { createWorkspaceServers } from './workspace/workspace-servers';
import { createWorkspaceView } from './workspace/workspace-view';

/** Settings that decide who signs in, and where. */
const signInSettings = ['signIn.with', 'signIn.tenant', 'cloud', 'customCloud.resourceManager'];

/** Names an emulator on this computer that takes the place of Azure; for development and tests. */
const emulatorVariable = 'POSTGRESQL_SECURITY_EMULATOR';

function createServices(context: ExtensionContext): Services {
  const log = window.createOutputChannel('PostgreSQL Security', { log: true });
  const settings = readSettings;
  const tenants = createChosenTenants(context.globalState);
  const session = createSession({ context, log, settings, emulator: process.env[emulatorVariable] || undefined, wantsTenant: tenants.wants });
  const configurations = createConfigurations(settings);
  const subscriptions = createChosenSubscriptions(context.globalState);
  const arrangement = createArrangement(context.workspaceState);
  const store = createResultStore({
    // Each window has a file of its own, but for windows without a folder.
    folder: (context.storageUri ?? context.globalStorageUri).fsPath,
    onError: (error) => log.warn(`What was read could not be kept: ${error instanceof Error ? error.message : String(error)}`),
  });
  const inside = createInsideServers();
  const { version } = context.extension.packageJSON as { readonly version: string };
  const fleet = createFleet({ session, configurations, log, inside, keep: subscriptions.keep, store, version });
  const documents = createLiveDocuments(context, fleet, session.restore);
  const workspaceServers = createWorkspaceServers({ settings, configurations, log });
  const workspaceView = createWorkspaceView({ workspaceServers });
  return {
    context, log, settings, configurations, declarations: createDeclarations(configurations), comparisons: createComparisons(), session, fleet, documents, diagnoses: createDiagnosisDocuments(), inside,
    previews: createPreviews(), actionLog: createActionLog(context), temporaryRules: createTemporaryRules(context.globalState), arrangement, subscriptions, tenants, workspaceServers, workspaceView,
  };
}

/** Whether anything but the view shows or changes live servers, so that signing in cannot wait until somebody looks at it. */
function needsServers({ documents, settings, temporaryRules }: Services): boolean {
  const { liveProblems } = settings();
  if (temporaryRules.rules.some(({ to }) => to === 'azure')) return true;
  return process.env[emulatorVariable] !== undefined || liveProblems === 'all' || (liveProblems === 'opened' && documents.pinned.length > 0);
}

/**
 * Registers everything and returns at once: rules, SDKs and sign-in are read from disk when they are first needed.
 * @returns what the tests in an extension host look at; other extensions get nothing.
 */
export function activate(context: ExtensionContext): { readonly services: Services } | undefined {
  const started = performance.now();
  const services = createServices(context);
  const { log, configurations, session, fleet, documents, diagnoses, actionLog } = services;
  const restore = (): void => void session.restore();
  context.subscriptions.push(
    log,
    actionLog,
    services.temporaryRules,
    diagnoses,
    services.inside,
    services.previews,
    configurations,
    session,
    fleet,
    documents,
    services.arrangement,
    services.declarations,
    services.comparisons,
    services.workspaceServers,
    services.workspaceView,
    ...registerCommands(services),
    ...registerFleetView(services, restore),
    offerResume(services),
    registerLiveDiagnostics(services),
    registerForgetting(services),
    registerTemporaryRules(services),
    registerLiveActions(services),
    ...registerTemplates(services),
    registerConfigurationDiagnostics(services),
    configurations.onDidChange(() => fleet.judgeAgain()),
    workspace.onDidChangeConfiguration((event) => {
      if (['profile', 'rules'].some((name) => event.affectsConfiguration(`${section}.${name}`))) fleet.judgeAgain();
      if (signInSettings.some((name) => event.affectsConfiguration(`${section}.${name}`))) void session.reconnect();
    }),
  );
  if (needsServers(services)) restore();
  log.info(`Started in ${(performance.now() - started).toFixed(1)} ms.`);
  return context.extensionMode === ExtensionMode.Test ? { services } : undefined;
}
