import type { Snapshot } from '../model/snapshot';

/** Says whether a server is missing from a snapshot because Azure does not know it any more, rather than refuses it. */
export function isGone({ servers, problems }: Snapshot): boolean {
  return servers.length === 0 && problems.some(({ message }) => /\bwas not found\b/.test(message));
}
