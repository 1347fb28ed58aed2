import { commands, EventEmitter, Uri, workspace } from 'vscode';

export const previewScheme = 'postgresql-preview';

/** Markdown documents that only show something, which nobody can change: comparisons, plans. */
export interface Previews {
  readonly dispose: () => void;
  /** @param name the name of the tab, ending in `.md`. */
  readonly show: (name: string, markdown: string, beside?: boolean) => Promise<void>;
  /** Empties them all: they are of somebody who has signed out. */
  readonly clear: () => void;
}

const gone = 'This was of another window, or of somebody who has signed out. Run the command again.\n';

/** Makes the previews; what is closed is forgotten. */
export function createPreviews(): Previews {
  const shown = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const uriOf = (path: string): Uri => Uri.from({ scheme: previewScheme, path });
  const listeners = [
    workspace.registerTextDocumentContentProvider(previewScheme, { onDidChange: changed.event, provideTextDocumentContent: ({ path }) => shown.get(path) ?? gone }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === previewScheme) shown.delete(uri.path);
    }),
  ];
  return {
    show: async (name, markdown, beside = false) => {
      const path = `/${name.replaceAll('/', '-')}`;
      shown.set(path, markdown);
      await commands.executeCommand(beside ? 'markdown.showPreviewToSide' : 'markdown.showPreview', uriOf(path));
    },
    clear: () => {
      const paths = [...shown.keys()];
      shown.clear();
      for (const path of paths) changed.fire(uriOf(path));
    },
    dispose: () => {
      changed.dispose();
      for (const listener of listeners) listener.dispose();
    },
  };
}
