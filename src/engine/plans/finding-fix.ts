import type { Finding } from '../../model/finding';
import { isWrittenOfCluster } from '../../model/cluster-writes';
import { isTemplateChange, type Change } from '../../model/fix';
import { isChangeable, type Server } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { stateOfChanges } from '../changes/landed';
import type { Plan } from '../plan';
import { effectOf, everybodyAtRestart, noteOf, restartsNow, titleOn, withCompanions } from './fix-words';
import { needsRemedy, remedyFor } from './mended-by';

/** The resource that a change writes. */
function keyOf(change: Change): string {
  if (change.kind === 'add') return change.parent;
  return change.kind === 'action' ? change.resource : isTemplateChange(change) ? '' : change.at.key;
}

/**
 * Whether the fix of a finding can be carried out on a live server: not where it changes what only a template has, what
 * is chosen once when a server is created, another resource than the server and its children, or who can sign in at all;
 * of a cluster not where Azure documents no call for it.
 */
export function isLiveFix({ fix, at, server, rule }: Pick<Finding, 'fix' | 'at' | 'server' | 'rule'>): boolean {
  if (fix === undefined || server === undefined || !isChangeable(server) || at.in !== 'resource' || needsRemedy(rule.id)) return false;
  if (fix.effect === 'create-only' || fix.effect === 'needs-value') return false;
  const { key } = server.resource;
  if (server.kind === 'cluster' && !fix.changes.every((change) => isWrittenOfCluster(key, change))) return false;
  return fix.changes.length > 0 && fix.changes.every((change) => !isTemplateChange(change) && (keyOf(change) === key || keyOf(change).startsWith(`${key}/`)));
}

/** Whether a finding can be mended on its live server, by its own fix or by a remedy. */
export const isMendable = (finding: Finding): boolean => finding.outcome === 'fail' && (remedyFor(finding) !== undefined || isLiveFix(finding));

/** Plans the fix of a finding on its live server; nothing where it has none that could be carried out there. */
export function planFindingFix(snapshot: Snapshot, server: Server, finding: Finding): Plan | undefined {
  const { fix, rule, message } = finding;
  if (fix === undefined || !isLiveFix(finding)) return undefined;
  const changes = withCompanions(server, fix.changes);
  return {
    title: titleOn(fix.title, server),
    detail: [message, rule.why, ...noteOf(rule.id)],
    confirm: 'Fix in Azure',
    changes,
    effects: effectOf(fix, rule.id),
    cutOff: fix.effect === 'restart' && restartsNow(changes) ? [everybodyAtRestart] : [],
    ...(fix.effect === 'irreversible' ? { noWayBack: 'What this changes cannot be changed back.' } : {}),
    ...stateOfChanges(snapshot, changes),
  };
}
