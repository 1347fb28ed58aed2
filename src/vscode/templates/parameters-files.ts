import { EventEmitter, Disposable, workspace } from 'vscode';

/** More parameters files are not looked through at every key. */
const mostFiles = 200;

/** The .bicepparam files of the workspace, which name their template wherever they lie: `using '../main.bicep'`. */
export class ParametersFiles {
  private readonly changed = new EventEmitter<void>();
  /** Fires when some have come or gone. */
  readonly onDidChange = this.changed.event;
  /** The search that is newer than the last change. */
  private search: Promise<void> | undefined;
  private found: readonly string[] = [];
  private readonly listeners: Disposable;

  constructor() {
    const watcher = workspace.createFileSystemWatcher('**/*.bicepparam', false, true, false);
    const later = (): void => {
      this.search = undefined;
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

  upToDate(): Promise<void> {
    if (this.search !== undefined) return this.search;
    const search: Promise<void> = this.find().then((found) => {
      // What was searched for later is newer, even where it comes sooner.
      if (this.search === search) this.found = found;
    });
    this.search = search;
    return search;
  }

  private async find(): Promise<readonly string[]> {
    const uris = await workspace.findFiles('**/*.bicepparam', '**/node_modules/**', mostFiles);
    return uris.map((uri) => uri.toString());
  }
}
