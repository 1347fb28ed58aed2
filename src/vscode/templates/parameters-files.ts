import { EventEmitter, Disposable, workspace } from 'vscode';

/** More parameters files are not looked through at every key. */
const mostFiles = 200;

/** The .bicepparam files of the workspace, which name their template wherever they lie: `using '../main.bicep'`. */
export class ParametersFiles {
  private readonly changed = new EventEmitter<void>();
  /** Fires when some have come or gone. */
  readonly onDidChange = this.changed.event;
  private isStale = true;
  private found: readonly string[] = [];
  private readonly listeners: Disposable;

  constructor() {
    const watcher = workspace.createFileSystemWatcher('**/*.bicepparam', false, true, false);
    const later = (): void => {
      this.isStale = true;
      this.changed.fire();
    };
    // What the editor does itself it knows without the watcher of files, which misses some now and then.
    this.listeners = Disposable.from(
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidDelete(later),
      workspace.onDidCreateFiles(later),
      workspace.onDidDeleteFiles(later),
      workspace.onDidRenameFiles(later),
      workspace.onDidChangeWorkspaceFolders(later),
    );
  }

  dispose(): void {
    this.listeners.dispose();
    this.changed.dispose();
  }

  /** By their names for the sources, as they were when `upToDate` resolved. */
  get files(): readonly string[] {
    return this.found;
  }

  async upToDate(): Promise<void> {
    if (!this.isStale) return;
    this.isStale = false;
    const uris = await workspace.findFiles('**/*.bicepparam', '**/node_modules/**', mostFiles);
    this.found = uris.map((uri) => uri.toString());
  }
}
