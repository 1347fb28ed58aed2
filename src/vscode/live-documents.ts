import type { Event, Range, Uri } from 'vscode';
import type { Address } from '../model/address';

export const liveScheme = 'postgresql-server';

/** What a document shows, ready for many addresses. */
export interface LiveContent {
  readonly text: string;
  readonly rangeOf: (address: Address) => Range;
}

/** The read-only documents that show live servers as ARM JSON. */
export interface LiveDocuments {
  readonly dispose: () => void;
  readonly uri: (serverId: string) => Uri | undefined;
  /** The server that a document shows. */
  readonly serverId: (uri: Uri) => string | undefined;
  /** Opens a server's document and selects the text of an address, or the start. */
  readonly reveal: (serverId: string, at?: Address) => Promise<void>;
  readonly isPinned: (serverId: string) => boolean;
  readonly setPinned: (serverId: string, pinned: boolean) => Promise<void>;
  /** Fires with the id of the server that was pinned or no longer is. */
  readonly onDidChangePins: Event<string>;
  /** The ids of the pinned servers, whether they are listed or not. */
  readonly pinned: readonly string[];
  /** The text that a server's document shows now and where addresses are in it; nothing for a server that was not read. */
  readonly content: (serverId: string) => LiveContent | undefined;
}
