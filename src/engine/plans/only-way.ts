import type { Change } from '../../model/fix';
import type { Subject } from '../../model/rule';
import { applyChanges } from '../changes/apply';
import { reachOf } from '../reach/reach';

/** Says whether changes close the last way that is known to lead to a server. What was not read is no way. */
export function closesOnlyWay({ snapshot, server }: Subject, changes: readonly Change[]): boolean {
  const later = applyChanges(snapshot, changes);
  const after = later.servers.find(({ resource }) => resource.key === server.resource.key);
  if (after === undefined) return true;
  return reachOf({ snapshot, server }).ways.length > 0 && reachOf({ snapshot: later, server: after }).ways.length === 0;
}
