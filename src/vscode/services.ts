import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { ActionLog } from './action-log';
import type { ChosenTenants } from './chosen-tenants';
import type { ChosenSubscriptions } from './chosen-subscriptions';
import type { DiagnosisDocuments } from './diagnosis-documents';
import type { Comparisons } from './comparisons';
import type { Declarations } from './declarations';
import type { Configurations } from './configurations';
import type { Fleet } from './fleet';
import type { InsideServers } from './inside-servers';
import type { LiveDocuments } from './live-documents';
import type { Previews } from './previews';
import type { Session } from './session';
import type { Settings } from './settings';
import type { TemporaryRules } from './temporary-rules';
import type { Arrangement } from './tree/arrangement';
import type { WorkspaceServers } from './workspace/workspace-servers';
import type { WorkspaceView } from './workspace/workspace-view';

/** What commands and views work with; made once, in `activate`. */
export interface Services {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly settings: () => Settings;
  readonly configurations: Configurations;
  /** What the workspace's templates declare of live servers. */
  readonly declarations: Declarations;
  readonly comparisons: Comparisons;
  readonly session: Session;
  readonly fleet: Fleet;
  readonly documents: LiveDocuments;
  readonly diagnoses: DiagnosisDocuments;
  readonly inside: InsideServers;
  readonly previews: Previews;
  readonly actionLog: ActionLog;
  readonly temporaryRules: TemporaryRules;
  readonly arrangement: Arrangement;
  readonly subscriptions: ChosenSubscriptions;
  readonly tenants: ChosenTenants;
  readonly workspaceServers: WorkspaceServers;
  readonly workspaceView: WorkspaceView;
}
