import type { Event } from 'vscode';
import type { ServerReport } from '../model/finding';
import type { Snapshot } from '../model/snapshot';
import type { ServerDigest } from './results/server-digest';
import type { PendingScan } from './results/result-store';
import type { ReadFailure, ServerSummary, Subscription } from '../sources/azure/azure-source';

/** What is known about one server now. */
export interface FleetServer {
  readonly summary: ServerSummary;
  readonly state: 'listed' | 'reading' | 'read' | 'gone' | 'failed';
  /** Why it could not be read, or that it is gone, in words for people. */
  readonly message?: string | undefined;
  /** What its row shows; nothing where it was never read. */
  readonly digest?: ServerDigest | undefined;
  /** What was read and found. Both are unpacked when they are asked for, so nobody asks for those of all servers at once. */
  readonly snapshot?: Snapshot | undefined;
  readonly report?: ServerReport | undefined;
  /** When it was read, in milliseconds since 1970. */
  readonly readAt?: number | undefined;
  /** Until when the activity log tells no change of it since it was read. */
  readonly unchangedAt?: number | undefined;
}

/** Up to this many servers are read without being asked for. */
export const readByItself = 100;

export interface FleetState {
  readonly kind: 'empty' | 'loading' | 'loaded' | 'failed';
  readonly subscriptions: readonly Subscription[];
  readonly failures: readonly ReadFailure[];
  /** How the last refresh spared calls; nothing where it did not. */
  readonly reuse?: Reuse | undefined;
}

/** What became of the servers that had been read before a refresh. */
export interface Reuse {
  /** The activity log tells no change of so many. */
  readonly unchanged: number;
  /** So many are read again: they may have changed, or nobody can tell. */
  readonly reread: number;
}

export interface ScanOptions {
  readonly signal?: AbortSignal;
  /** Called for each server that was read, whether that went well or not. */
  readonly onRead?: () => void;
}

/** The servers of the session: listed first, read one by one, judged, and read again after writes. */
export interface Fleet {
  readonly dispose: () => void;
  readonly state: FleetState;
  /** Fires with the id of the server that changed, or `undefined` where everything may have. */
  readonly onDidChange: Event<string | undefined>;
  readonly servers: (subscriptionId?: string) => readonly FleetServer[];
  readonly server: (id: string) => FleetServer | undefined;
  /** Lists everything again, and reads again what may have changed since it was read. */
  readonly refresh: () => Promise<void>;
  /** Resolves when a listing that is under way has ended, whether it went well or not. */
  readonly listed: () => Promise<void>;
  /** Reads one server now, again if it was read before, and judges it. Rejects only for a cancel. */
  readonly read: (id: string, signal?: AbortSignal) => Promise<FleetServer>;
  /** Reads a server unless it was read before; a read that is under way is waited for. Rejects only for a cancel. */
  readonly readOnce: (id: string) => Promise<FleetServer>;
  /** Reads many servers in the background, with the fewest calls. Rejects only for a cancel; what was read stays. */
  readonly scan: (ids: readonly string[], options: ScanOptions) => Promise<void>;
  /** A scan that ended with its window before all was read; nothing once it was gone on with or forgotten. */
  readonly interrupted: PendingScan | undefined;
  readonly forgetInterrupted: () => void;
  /** How many servers are being read or wait for it. */
  readonly pending: number;
  /** Judges what was read again, after the profile changed. */
  readonly judgeAgain: () => void;
}
