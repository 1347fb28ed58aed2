import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import { nameOf, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { isUnknown } from '../../model/value';
import { entraPath, passwordPath, readEntra, type Administrator } from '../../layers/entra/facts';
import type { ConnectedClients } from '../connected-clients';
import { cutOffWords } from '../cut-off-words';
import { planned } from '../plan';
import { everybodyAtRestart } from './fix-words';
import type { Proposal } from './proposal';
import { signInOfClusters, whyNotOfClusters } from './read-only';

/** How people sign in, in words. */
function signIn(snapshot: Snapshot, { server }: Subject): string {
  const resource = snapshot.resource(server.resource.key);
  const word = (path: readonly string[], absent: string): string => {
    const value = resource === undefined ? undefined : settingOf(resource, path);
    return typeof value === 'string' ? value.toLowerCase() : absent;
  };
  return `Microsoft Entra sign-in ${word(entraPath, 'disabled')}, password sign-in ${word(passwordPath, 'enabled')}`;
}

/** The names of administrators as people know them. */
export const administratorNames = (administrators: readonly Administrator[]): readonly string[] =>
  administrators.map(({ name, resource }) => known(name) ?? nameOf(resource));

/**
 * Plans that a Flexible Server takes sign-ins with Microsoft Entra beside passwords. It restarts.
 * https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts
 */
export function planEntraOn(subject: Subject, tenantId: string): Proposal {
  const { server } = subject;
  const label = nameOf(server.resource);
  if (server.kind === 'single') return { refused: `A Single Server takes Microsoft Entra sign-ins once it has an administrator there. Set one on ${label}.` };
  const fixed = whyNotOfClusters(server, signInOfClusters);
  if (fixed !== undefined) return { refused: fixed };
  const { entra, administrators } = readEntra(subject);
  if (known(entra) === true) return { refused: `Microsoft Entra authentication is on already on ${label}.` };
  const auth = (name: string) => inResource(server.resource.key, 'properties', 'authConfig', name);
  return {
    plan: {
      title: `Switch Microsoft Entra authentication on for ${label}`,
      detail: [
        `Users, groups and applications of the tenant ${tenantId} may then be given roles on it. Passwords go on as before.`,
        ...(administrators.length === 0 ? ['Nobody can use it until an administrator is set, which is the next step.'] : []),
      ],
      confirm: 'Switch On',
      changes: [
        { kind: 'set', at: auth('activeDirectoryAuth'), value: 'Enabled' },
        { kind: 'set', at: auth('tenantId'), value: tenantId },
      ],
      effects: [planned('restart')],
      cutOff: [everybodyAtRestart],
      state: (after) => signIn(after, subject),
      wanted: `Microsoft Entra sign-in enabled, password sign-in ${known(readEntra(subject).passwords) === false ? 'disabled' : 'enabled'}`,
    },
  };
}

/** A sign-in with a Microsoft Entra token that the server has taken, over verified TLS, a moment ago. */
export interface TestedSignIn {
  readonly user: string;
  readonly database: string;
  /** When, as people of this place write it. */
  readonly at: string;
}

/** Says why a server cannot be told to take Microsoft Entra sign-ins only; nothing where it can. */
export function whyNotEntraOnly(subject: Subject): string | undefined {
  const { server } = subject;
  const label = nameOf(server.resource);
  if (server.kind === 'single') return `${label} is a Single Server, which always takes passwords. Only a Flexible Server can do without.`;
  const fixed = whyNotOfClusters(server, signInOfClusters);
  if (fixed !== undefined) return fixed;
  const { entra, passwords, administrators, complete } = readEntra(subject);
  if (known(passwords) === false) return `${label} takes no passwords already.`;
  if (known(entra) !== true) return `Microsoft Entra authentication is not on for ${label}, so that nobody could sign in any more. Switch it on first.`;
  if (administrators.length > 0) return undefined;
  const why = isUnknown(complete) ? `could not be read: ${complete.because}` : 'there are none';
  return `Microsoft Entra administrators of ${label} ${why}. Without one nobody could administer it any more. Set one first.`;
}

/**
 * Plans that a Flexible Server takes Microsoft Entra sign-ins only, after one that has worked. It restarts.
 * https://learn.microsoft.com/azure/postgresql/security/security-entra-concepts
 */
export function planEntraOnly(subject: Subject, tested: TestedSignIn, clients: ConnectedClients | undefined): Proposal {
  const { server } = subject;
  const label = nameOf(server.resource);
  const refused = whyNotEntraOnly(subject);
  if (refused !== undefined) return { refused };
  const names = administratorNames(readEntra(subject).administrators);
  return {
    plan: {
      title: `Take Microsoft Entra sign-ins only on ${label}`,
      detail: [
        `${tested.user} signed in to ${tested.database} with a Microsoft Entra token at ${tested.at}, over verified TLS.`,
        `These administrators stay: ${names.join(', ')}.`,
        ...(names.includes(tested.user) ? [] : [`${tested.user} is none of them by name. Whether one of them can sign in was not tested.`]),
        'Roles keep their passwords, and can use them again once password authentication is switched on.',
      ],
      confirm: 'Switch Passwords Off',
      changes: [{ kind: 'set', at: inResource(server.resource.key, ...passwordPath), value: 'Disabled' }],
      effects: [planned('restart'), planned('interrupts', 'Whoever signs in with a password is cut off.')],
      cutOff: [...cutOffWords(clients, { what: 'passwords' }), everybodyAtRestart],
      typed: label,
      state: (after) => signIn(after, subject),
      wanted: 'Microsoft Entra sign-in enabled, password sign-in disabled',
    },
  };
}
