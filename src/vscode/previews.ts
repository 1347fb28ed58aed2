import { commands, Uri, workspace } from 'vscode';

export const previewScheme = 'postgresql-preview';

/** Markdown documents that only show something, which nobody can change: comparisons, plans. */
export interface Previews {
  readonly dispose: () => void;
  /** @param name the name of the tab, ending in `.md`. */
  readonly show: (name: string, markdown: string, beside?: boolean) => Promise<void>;
}

/** Makes the previews; what is closed is forgotten. */
export function createPreviews(): Previews {
  const shown = new Map<string, string>();
  const listeners = [
    workspace.registerTextDocumentContentProvider(previewScheme, { provideTextDocumentContent: ({ path }) => shown.get(path) ?? '' }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === previewScheme) shown.delete(uri.path);
    }),
  ];
  return {
    show: async (name, markdown, beside = false) => {
      const path = `/${name.replaceAll('/', '-')}`;
      shown.set(path, markdown);
      await commands.executeCommand(beside ? 'markdown.showPreviewToSide' : 'markdown.showPreview', Uri.from({ scheme: previewScheme, path }));
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
    },
  };
}
