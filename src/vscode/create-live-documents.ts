import { EventEmitter, languages, ProgressLocation, Range, TextEditorRevealType, Uri, window, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import type { Snapshot } from '../model/snapshot';
import { locateInDocument, parseServerDocument } from '../sources/azure/locate-in-document';
import { renderServerDocument } from '../sources/azure/server-document';
import type { Fleet } from './fleet';
import { lineIndex } from './line-index';
import type { LiveContent, LiveDocuments } from './live-documents';
import { liveScheme } from './live-documents';
import { liveUriParts } from './live-uri';
import { UserMessage } from './user-message';

const pinsKey = 'pinnedServers';

function contentOf(snapshot: Snapshot, key: string): LiveContent {
  const text = renderServerDocument(snapshot, key);
  const document = parseServerDocument(text);
  const place = lineIndex(text);
  return {
    text,
    rangeOf: (address) => {
      const { start, end } = locateInDocument(document, address);
      const [from, to] = [place(start), place(end)];
      return new Range(from.line, from.character, to.line, to.character);
    },
  };
}

/** How long somebody who asked for a place waits for VS Code to show the text that the place is in. */
const catchUpMs = 3000;

/**
 * Waits until a document shows a text: VS Code takes over what a provider has told it some time later, and a place in
 * the new text is another one in the old.
 */
async function caughtUp(document: TextDocument, text: () => string | undefined): Promise<void> {
  const isCurrent = (): boolean => document.getText() === text();
  if (isCurrent()) return;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(settle, catchUpMs);
    const listener = workspace.onDidChangeTextDocument((change) => {
      if (change.document === document && isCurrent()) settle();
    });
  });
}

/** What a document says while its server cannot be shown; still JSON, as its name promises. */
const instead = (reason: string): string => `${JSON.stringify({ _notRead: { server: reason } }, null, 2)}\n`;

/**
 * Makes the documents of live servers.
 * @param connect signs in silently where that has not been tried: a window may open with such a document in front.
 */
export function createLiveDocuments(context: ExtensionContext, fleet: Fleet, connect: () => Promise<void>): LiveDocuments {
  const changed = new EventEmitter<Uri>();
  const pinsChanged = new EventEmitter<string>();
  const contents = new WeakMap<Snapshot, LiveContent>();
  const pins = (): readonly string[] => context.workspaceState.get<readonly string[]>(pinsKey, []);

  const uri = (serverId: string): Uri | undefined => {
    const summary = fleet.server(serverId)?.summary;
    if (summary === undefined) return undefined;
    const subscription = fleet.state.subscriptions.find(({ id }) => id.toLowerCase() === summary.subscriptionId.toLowerCase());
    return Uri.from({ scheme: liveScheme, ...liveUriParts(subscription?.name ?? summary.subscriptionId, summary.name, summary.id) });
  };
  const serverId = ({ scheme, query }: Uri): string | undefined => (scheme === liveScheme && query !== '' ? query : undefined);

  const content = (id: string): LiveContent | undefined => {
    const snapshot = fleet.server(id)?.snapshot;
    if (snapshot === undefined) return undefined;
    const made = contents.get(snapshot) ?? contentOf(snapshot, id.toLowerCase());
    contents.set(snapshot, made);
    return made;
  };
  const read = async (id: string): Promise<LiveContent> => {
    const { message } = await fleet.readOnce(id);
    const made = content(id);
    if (made === undefined) throw new UserMessage(message ?? 'The server could not be read. Refresh the servers and try again.');
    return made;
  };

  const provider = workspace.registerTextDocumentContentProvider(liveScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (asked) => {
      const id = serverId(asked) ?? '';
      await connect();
      await fleet.listed();
      if (fleet.server(id) === undefined) return instead('The server is not listed. Sign in with an account that can read it, or refresh the servers.');
      return read(id).then(
        ({ text }) => text,
        (error: unknown) => instead(error instanceof Error ? error.message : String(error)),
      );
    },
  });
  const listener = fleet.onDidChange((id) => {
    for (const document of workspace.textDocuments) {
      const shown = serverId(document.uri);
      if (shown !== undefined && (id === undefined || shown.toLowerCase() === id.toLowerCase())) changed.fire(document.uri);
    }
  });

  return {
    uri,
    serverId,
    content,
    reveal: async (id, at) => {
      const target = uri(id);
      if (target === undefined) throw new UserMessage('This server is no longer listed. Refresh the servers and try again.');
      const name = fleet.server(id)?.summary.name ?? 'the server';
      if (content(id) === undefined) await window.withProgress({ location: ProgressLocation.Window, title: `Reading ${name}` }, () => read(id));
      const opened = await workspace.openTextDocument(target);
      // Restored windows and other extensions may have their own idea of .json files.
      const document = opened.languageId === 'json' ? opened : await languages.setTextDocumentLanguage(opened, 'json');
      if (at !== undefined) await caughtUp(document, () => content(id)?.text);
      const selection = at === undefined ? undefined : content(id)?.rangeOf(at);
      const editor = await window.showTextDocument(document, { preview: true, ...(selection === undefined ? {} : { selection }) });
      if (selection !== undefined) editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
    },
    get pinned() {
      return pins();
    },
    isPinned: (id) => pins().includes(id.toLowerCase()),
    setPinned: async (id, pinned) => {
      const key = id.toLowerCase();
      const rest = pins().filter((one) => one !== key);
      await context.workspaceState.update(pinsKey, pinned ? [...rest, key] : rest);
      pinsChanged.fire(id);
    },
    onDidChangePins: pinsChanged.event,
    dispose: () => {
      provider.dispose();
      listener.dispose();
      changed.dispose();
      pinsChanged.dispose();
    },
  };
}
