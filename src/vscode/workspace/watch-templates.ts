import { Disposable, workspace } from 'vscode';
import { isTemplate } from '../templates/template-files';

/**
 * Calls back when templates of the workspace, open or on disk, may have become others. What the editor does itself it
 * knows without the watcher of files, which misses some now and then.
 */
export function watchTemplates(changed: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher('**/*.{bicep,bicepparam,json,jsonc}');
  return Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
    workspace.onDidCreateFiles(changed),
    workspace.onDidDeleteFiles(changed),
    workspace.onDidRenameFiles(changed),
    workspace.onDidSaveTextDocument((document) => {
      if (isTemplate(document)) changed();
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && isTemplate(document)) changed();
    }),
    workspace.onDidChangeWorkspaceFolders(changed),
  );
}
