import type { Change } from '../../model/fix';
import { known } from '../../model/fact';
import { nameOf, type Server } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { without } from '../../layers/firewall/coverage';
import { formatRange, isAzureServices, parseAddress } from '../../layers/firewall/range';
import { readNetworkFacts } from '../../layers/network/facts';
import { readAccessFacts } from '../../layers/access/facts';
import { readPrivateLinkFacts } from '../../layers/private-link/facts';
import { isAtLeast, readTlsFacts } from '../../layers/tls/facts';
import { readEntra, type Administrator } from '../../layers/entra/facts';
import { defaultSettings } from '../../model/settings';
import { admit } from '../reach/admit';
import { credentialsOf } from '../reach/credentials';
import { firewallOf, reachOf } from '../reach/reach';
import type { ConnectedClients, Cut } from '../connected-clients';
import { cutOffWords } from '../cut-off-words';
import { applyChanges } from './apply';

/** One way in, or one way to sign in, that a change closes. */
interface Loss {
  /** A sentence. */
  readonly text: string;
  /** What that takes from clients that were seen; nothing where that cannot be told. */
  readonly cut?: Cut;
}

const losesAddress = (after: Subject): Cut => ({
  what: 'addresses',
  cuts: (address) => {
    const number = parseAddress(address);
    return number !== undefined && admit(after, number).answer === 'no';
  },
});

function lostAddresses(before: Subject, after: Subject): Loss[] {
  const [was, is] = [firewallOf(before), firewallOf(after)];
  if (known(was.endpoint) !== 'open' && was.endpoint.kind !== 'unknown') return [];
  const cut = losesAddress(after);
  const closed = known(is.endpoint) === 'closed';
  const rangesAfter = closed ? [] : is.rules.flatMap(({ range }) => (range === undefined ? [] : [range]));
  const texts = was.rules.flatMap(({ range, name }): string[] => {
    if (range === undefined) return [];
    const what = name === undefined ? 'a rule' : `the rule ${name}`;
    if (isAzureServices(range)) {
      return rangesAfter.some(isAzureServices) ? [] : [`Services in Azure that came in by ${what} no longer get through, unless another rule names their addresses.`];
    }
    const lost = without(range, rangesAfter.filter((other) => !isAzureServices(other)));
    const some = lost.slice(0, 3).map(formatRange).join(', ');
    const more = lost.length > 3 ? ` and ${lost.length - 3} more part${lost.length === 4 ? '' : 's'}` : '';
    return lost.length === 0 ? [] : [`${some}${more} no longer ${lost.length === 1 ? 'gets' : 'get'} through (${what}).`];
  });
  const unread = closed && was.gap !== undefined ? [texts.length === 0 ? `Nobody comes in from the internet any more, and who does now is not known: ${was.gap}.` : `Who else comes in now is not known: ${was.gap}.`] : [];
  return [...texts, ...unread].map((text) => ({ text, cut }));
}

/** The firewall guards the workers of a cluster too, so that its rules may still count while its coordinator has no public address any more. */
function lostCoordinator(before: Subject, after: Subject): Loss[] {
  if (before.server.kind !== 'cluster' || known(readNetworkFacts(before).publicAccess) !== true || known(readNetworkFacts(after).publicAccess) !== false) return [];
  if (known(firewallOf(after).endpoint) === 'closed') return [];
  return [{ text: 'Everybody who comes to the coordinator over the internet no longer gets through, those in Azure too; by the workers’ public addresses they still may.' }];
}

function lostNetworks(before: Subject, after: Subject): Loss[] {
  const networks = (subject: Subject): readonly string[] => reachOf(subject).ways.flatMap(({ from, text }) => (from === 'virtual-network' ? [text] : []));
  const endpoints = (subject: Subject): number => known(readPrivateLinkFacts(subject).approved) ?? 0;
  const left = networks(after);
  const lost = networks(before).filter((text) => !left.includes(text)).map((text) => ({ text: `Clients in ${text} no longer get through.` }));
  return endpoints(after) < endpoints(before) ? [...lost, { text: 'Clients that come by a private endpoint may no longer get through.' }] : lost;
}

function lostCredentials(before: Subject, after: Subject): Loss[] {
  return credentialsOf(before).flatMap((was, index): Loss[] => {
    const is = credentialsOf(after)[index];
    if (was.accepted === 'no' || is?.accepted !== 'no') return [];
    if (was.kind === 'password') return [{ text: 'Everybody who signs in with a password is refused.', cut: { what: 'passwords' } }];
    return [{ text: 'Everybody who signs in with Microsoft Entra is refused.' }];
  });
}

function lostAdministrators(before: Subject, after: Subject): Loss[] {
  // The one administrator of a Single Server is always the same resource, whoever it is.
  const who = ({ resource, name }: Administrator): string => `${resource.key} ${known(name) ?? ''}`;
  const left = new Set(readEntra(after).administrators.map(who));
  return readEntra(before)
    .administrators.filter((administrator) => !left.has(who(administrator)))
    .map(({ resource, name }) => ({
      text: `${known(name) ?? nameOf(resource)} can no longer sign in as an administrator by Microsoft Entra.`,
    }));
}

function lostEncryption(before: Subject, after: Subject): Loss[] {
  const facts = ({ server, snapshot }: Subject) => readTlsFacts({ server, snapshot, settings: defaultSettings, today: '1970-01-01' });
  const [was, is] = [facts(before), facts(after)];
  const losses: Loss[] = [];
  const enforced = (all: typeof was.enforced): boolean => all.some((fact) => known(fact) === true);
  if (enforced(is.enforced) && !enforced(was.enforced)) {
    losses.push({ text: 'Clients that connect without TLS are refused.', cut: { what: 'plaintext' } });
  }
  const minimum = is.minimum.map(known).find((version) => version !== undefined);
  const former = was.minimum.map(known).find((version) => version !== undefined);
  if (minimum !== undefined && minimum !== 'any' && former !== minimum && !(former !== undefined && isAtLeast(former, minimum))) {
    losses.push({ text: `Clients that cannot speak TLS ${minimum} are refused.`, cut: { what: 'old-tls', before: `TLSv${minimum}` } });
  }
  return losses;
}

/** A role keeps its password as it was hashed when it was set. Where no password counts, nobody loses one by its hash. */
function lostHashes(before: Subject, after: Subject): Loss[] {
  const facts = ({ server, snapshot }: Subject) => readAccessFacts({ server, snapshot, settings: defaultSettings, today: '1970-01-01' });
  const [was, is] = [facts(before), facts(after)];
  // Where it was not read, roles may well sign in with such a password.
  const takes = ({ methods }: typeof was): boolean => methods.some((fact) => fact.kind === 'unknown' || known(fact)?.includes('md5') === true);
  if ([was, is].some(({ passwords }) => known(passwords) === false)) return [];
  return takes(was) && !takes(is) ? [{ text: 'Roles whose password is kept as MD5 cannot sign in with it any more.', cut: { what: 'md5' } }] : [];
}

/** What is said where nobody has looked at who is connected. */
export const nobodyLooked = cutOffWords(undefined, { what: 'passwords' })[0] ?? '';

/** What those who were seen connected have to do with it. */
function evidence(losses: readonly Loss[], seen: ConnectedClients | undefined): string[] {
  if (seen === undefined) return [nobodyLooked];
  const cuts = new Map(losses.flatMap(({ cut }) => (cut === undefined ? [] : [[cut.what, cut] as const])));
  const blind = losses.some(({ cut }) => cut === undefined) ? ['Whom that concerns cannot be told from who was connected.'] : [];
  return [...blind, ...[...cuts.values()].flatMap((cut) => cutOffWords(seen, cut))];
}

export interface CutOffQuestion {
  readonly snapshot: Snapshot;
  readonly server: Server;
  readonly changes: readonly Change[];
  /** Who was seen connected, where somebody has looked. */
  readonly seen?: ConnectedClients | undefined;
}

/**
 * Says who may be cut off by changes: what leads to the server and what it takes as proof before and after them, and
 * which of the clients that were seen lose it. Nothing where nothing is lost; without evidence it says that there is none.
 */
export function cutOff({ snapshot, server, changes, seen }: CutOffQuestion): readonly string[] {
  const later = applyChanges(snapshot, changes);
  const before: Subject = { server, snapshot };
  const same = later.servers.find(({ resource }) => resource.key === server.resource.key);
  if (same === undefined) return ['Everybody: the server itself goes.'];
  const after: Subject = { server: same, snapshot: later };
  const losses = [lostAddresses, lostCoordinator, lostNetworks, lostCredentials, lostAdministrators, lostEncryption, lostHashes].flatMap((find) => find(before, after));
  if (losses.length === 0) return [];
  return [...new Set(losses.map(({ text }) => text)), ...lastWay(before, after), ...evidence(losses, seen)];
}

/** Says so where nothing leads to the server any more, or nobody can prove who they are. */
function lastWay(before: Subject, after: Subject): string[] {
  const [was, is] = [reachOf(before), reachOf(after)];
  const name = nameOf(after.server.resource);
  const closed = is.ways.length + is.gaps.length === 0 && was.ways.length + was.gaps.length > 0;
  const refused = credentialsOf(after).every(({ accepted }) => accepted === 'no');
  return [...(closed ? [`This closes the only way in: nobody reaches ${name} any more.`] : []), ...(refused ? [`Nobody can sign in to ${name} any more.`] : [])];
}
