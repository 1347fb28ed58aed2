import { CodeLens, Disposable, EventEmitter, languages, Range, ThemeColor, Uri, window, workspace, type TextEditor } from 'vscode';

export const diagnosisScheme = 'postgresql-diagnosis';

/** Something that can be done about a diagnosis, shown above its text. */
export interface DiagnosisAction {
  readonly title: string;
  readonly run: () => unknown;
}

export interface DiagnosisDocument {
  /** Names the document; one of the same name takes its place. */
  readonly title: string;
  readonly text: string;
  readonly actions: readonly DiagnosisAction[];
}

/** The read-only documents that show diagnoses, one for each host. */
export interface DiagnosisDocuments extends Pick<Disposable, 'dispose'> {
  readonly show: (document: DiagnosisDocument) => Promise<void>;
  /** Runs an action, as the editor names it: by the document and the number of the action. */
  readonly act: (uri: unknown, index: unknown) => unknown;
  /** Empties them all: they are of somebody who has signed out. */
  readonly clear: () => void;
}

const actionCommand = 'postgresqlSecurity.runDiagnosisAction';

const colours = { '✔': 'testing.iconPassed', '✖': 'testing.iconFailed', '?': 'testing.iconSkipped', '→': 'textLink.foreground' } as const;

function colour(editor: TextEditor, types: ReadonlyMap<string, ReturnType<typeof window.createTextEditorDecorationType>>): void {
  const lines = editor.document.getText().split('\n');
  for (const [mark, type] of types) {
    const found = lines.flatMap((line, index) => {
      const at = line.indexOf(mark);
      return at < 0 || line.slice(0, at).trim() !== '' ? [] : [new Range(index, at, index, mark === '→' ? at + 1 : line.length)];
    });
    editor.setDecorations(type, found);
  }
}

/** Makes the documents of diagnoses. What they hold lives as long as the window. */
export function createDiagnosisDocuments(): DiagnosisDocuments {
  const documents = new Map<string, DiagnosisDocument>();
  const changed = new EventEmitter<Uri>();
  const actionsChanged = new EventEmitter<void>();
  const types = new Map(Object.entries(colours).map(([mark, id]) => [mark, window.createTextEditorDecorationType({ color: new ThemeColor(id) })]));
  const uriOf = (title: string): Uri => Uri.from({ scheme: diagnosisScheme, path: `/${title.replace(/[^\w.-]+/g, ' ')}` });
  const redraw = (editors: readonly TextEditor[]): void => {
    for (const editor of editors) if (editor.document.uri.scheme === diagnosisScheme) colour(editor, types);
  };
  const registered = Disposable.from(
    workspace.registerTextDocumentContentProvider(diagnosisScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => documents.get(uri.toString())?.text ?? 'This was of another window, or of somebody who has signed out. Run the command again.\n',
    }),
    languages.registerCodeLensProvider({ scheme: diagnosisScheme }, {
      onDidChangeCodeLenses: actionsChanged.event,
      provideCodeLenses: ({ uri }) =>
        (documents.get(uri.toString())?.actions ?? []).map(
          ({ title }, index) => new CodeLens(new Range(0, 0, 0, 0), { title, command: actionCommand, arguments: [uri.toString(), index] }),
        ),
    }),
    window.onDidChangeVisibleTextEditors(redraw),
    workspace.onDidChangeTextDocument(({ document }) => redraw(window.visibleTextEditors.filter((editor) => editor.document === document))),
    changed,
    actionsChanged,
    ...types.values(),
  );
  return {
    show: async (document) => {
      const uri = uriOf(document.title);
      documents.set(uri.toString(), document);
      changed.fire(uri);
      actionsChanged.fire();
      redraw([await window.showTextDocument(uri, { preview: true })]);
    },
    act: (uri, index) => documents.get(String(uri))?.actions[Number(index)]?.run(),
    clear: () => {
      const uris = [...documents.keys()].map((uri) => Uri.parse(uri));
      documents.clear();
      for (const uri of uris) changed.fire(uri);
      actionsChanged.fire();
    },
    dispose: () => {
      registered.dispose();
    },
  };
}
