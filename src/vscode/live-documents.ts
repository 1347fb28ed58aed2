import type { Uri } from 'vscode';
import type { Address } from '../model/address';

export const liveScheme = 'postgresql-server';

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
}
