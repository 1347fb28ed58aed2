import type { Change } from '../../model/fix';
import { known } from '../../model/fact';
import { nameOf, type Server } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { readEntra } from '../../layers/entra/facts';
import { credentialsOf } from '../reach/credentials';
import { applyChanges } from './apply';

/**
 * Says why changes are never carried out from here, whoever asks: they would leave a server that takes Microsoft Entra
 * without an administrator, or that takes nothing as proof any more. A sentence, or nothing.
 */
export function refusal(snapshot: Snapshot, server: Server, changes: readonly Change[]): string | undefined {
  const later = applyChanges(snapshot, changes);
  const after = later.servers.find(({ resource }) => resource.key === server.resource.key);
  const name = nameOf(server.resource);
  if (after === undefined) return `${name} itself is not removed from here.`;
  const [before, left] = [readEntra({ snapshot, server }), readEntra({ snapshot: later, server: after })];
  const lost = before.administrators.length > 0 && left.administrators.length === 0;
  if (lost && (server.kind === 'single' || known(left.entra) !== false)) {
    const who = before.administrators.map((one) => known(one.name) ?? nameOf(one.resource)).join(', ');
    return `${who} is the last Microsoft Entra administrator of ${name}. Set another one first.`;
  }
  const proofs = (one: Snapshot, subject: Server): boolean => credentialsOf({ snapshot: one, server: subject }).every(({ accepted }) => accepted === 'no');
  if (proofs(later, after) && !proofs(snapshot, server)) return `Nobody could sign in to ${name} any more: it would take neither passwords nor Microsoft Entra.`;
  return undefined;
}
