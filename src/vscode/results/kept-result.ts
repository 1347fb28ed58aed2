import type { ResourceKey } from '../../model/address';
import type { ServerDigest } from './server-digest';

/** What is kept of a server that was read: what its row shows, and the rest packed. */
export interface KeptResult {
  readonly digest: ServerDigest;
  /** When it was read, in milliseconds since 1970. */
  readonly readAt: number;
  /** The snapshot, packed. */
  readonly packed: Uint8Array;
  /** What was read beside the server, whose changes may change what is known of it. */
  readonly dependencies: readonly ResourceKey[];
  /** The profile, configuration, day and version by which the digest was judged. */
  readonly judgedBy: string;
}
