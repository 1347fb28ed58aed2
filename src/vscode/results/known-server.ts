import type { ServerSummary } from '../../sources/azure/azure-source';
import type { FleetServer } from '../fleet';
import type { KeptResult } from './kept-result';
import type { OpenResult } from './kept-results';

/** A server as the fleet holds it: what was read of it stays packed. */
export interface KnownServer {
  readonly summary: ServerSummary;
  readonly state: FleetServer['state'];
  readonly message?: string | undefined;
  readonly result?: KeptResult | undefined;
  readonly unchangedAt?: number | undefined;
}

/** Shows it to others; what is packed is opened when somebody looks, and cannot be where its file was damaged. */
export function showKnown(server: KnownServer, open: ((key: string, result: KeptResult) => OpenResult) | undefined): FleetServer {
  const { summary, state, message, result, unchangedAt } = server;
  const opened = (): OpenResult | undefined => {
    try {
      return result === undefined ? undefined : open?.(summary.id.toLowerCase(), result);
    } catch {
      return undefined;
    }
  };
  return {
    summary,
    state,
    message,
    digest: result?.digest,
    readAt: result?.readAt,
    unchangedAt,
    get snapshot() {
      return opened()?.snapshot;
    },
    get report() {
      return opened()?.report;
    },
  };
}
