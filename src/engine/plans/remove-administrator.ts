import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { isUnknown } from '../../model/value';
import { readEntra } from '../../layers/entra/facts';
import { planned } from '../plan';
import { administratorNames } from './entra-sign-in';
import type { Proposal } from './proposal';
import { objectIdOfRole, wayBackOfRole } from './cluster-administrator';
import { whyReadOnly } from './read-only';

/** Says why no administrator may be removed from a server; nothing where one may. The last one always stays. */
export function whyNoneMayGo(subject: Subject): string | undefined {
  const { server } = subject;
  const label = nameOf(server.resource);
  const fixed = whyReadOnly(server);
  if (fixed !== undefined) return fixed;
  const { administrators, complete } = readEntra(subject);
  if (isUnknown(complete)) return `Not all Microsoft Entra administrators of ${label} could be read: ${complete.because}. The last one must not be removed, so none is.`;
  const [first] = administrators;
  if (first === undefined) return `${label} has no Microsoft Entra administrator.`;
  if (server.kind === 'single') return `A Single Server has exactly one Microsoft Entra administrator, and the last one is not removed from here. Set another one on ${label}, who takes the place.`;
  if (administrators.length === 1) return `${administratorNames(administrators).join('')} is the only Microsoft Entra administrator of ${label}, and the last one is not removed from here. Set another one first.`;
  return undefined;
}

const inWords = (names: readonly string[]): string => (names.length === 0 ? 'no administrators' : `administrators: ${[...names].sort((a, b) => a.localeCompare(b)).join(', ')}`);

function stateOf(snapshot: Snapshot, { server }: Subject): string {
  const there = snapshot.servers.find(({ resource }) => resource.key === server.resource.key);
  return there === undefined ? 'not known: the server could not be read' : inWords(administratorNames(readEntra({ snapshot, server: there }).administrators));
}

/**
 * Plans that a Microsoft Entra administrator of a Flexible Server or a cluster is one no longer.
 * @param key the key of the administrator in the snapshot.
 * @param self the object id of whoever plans it, where that is known.
 */
export function planAdministratorRemoval(subject: Subject, key: string, self?: string): Proposal {
  const { server } = subject;
  const label = nameOf(server.resource);
  const refused = whyNoneMayGo(subject);
  if (refused !== undefined) return { refused };
  const { administrators, passwords } = readEntra(subject);
  const leaving = administrators.find(({ resource }) => resource.key === key);
  if (leaving === undefined) return { refused: `${label} has no such administrator any more. Read the server again.` };
  const [name = ''] = administratorNames([leaving]);
  const staying = administratorNames(administrators.filter((one) => one !== leaving));
  const isSelf = self !== undefined && (objectIdOfRole(leaving.resource) ?? nameOf(leaving.resource)).toLowerCase() === self.toLowerCase();
  const isGroup = known(leaving.type) === 'Group';
  return {
    plan: {
      title: `Remove Microsoft Entra administrator ${name} from ${label}`,
      detail: [
        `${staying.join(', ')} can still administer it.${known(passwords) === false ? ' Passwords are off, so nobody else can.' : ''}`,
        ...(server.kind === 'cluster' ? [wayBackOfRole(name)] : []),
      ],
      confirm: 'Remove Administrator',
      changes: [{ kind: 'remove', at: inResource(key) }],
      effects: [planned('interrupts', `${name} can no longer sign in to it with a Microsoft Entra token.`)],
      cutOff: [
        isGroup ? `Everybody who signs in as ${name}; its members are not known here.` : `${name}, with whatever runs under that name.`,
        ...(isSelf ? ['That is you.'] : []),
      ],
      ...(isSelf ? { danger: { question: `Remove yourself from ${label}?`, detail: 'You can no longer administer it with your own token, unless a group that stays lets you.', confirm: 'Remove Myself' } } : {}),
      state: (after) => stateOf(after, subject),
      wanted: inWords(staying),
    },
  };
}
