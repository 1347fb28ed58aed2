import { readNetworkFacts } from '../../layers/network/facts';
import { inResource } from '../../model/address';
import { known } from '../../model/fact';
import type { Change } from '../../model/fix';
import { nameOf, type Server } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { applyChanges } from '../changes/apply';
import { cutOff, type CutOffQuestion } from '../changes/cut-off';
import { planned, type Danger, type Plan } from '../plan';
import { reachOf, type Way } from '../reach/reach';
import { closesOnlyWay } from './only-way';
import { whyReadOnly } from './read-only';

/** Where public access is written, and how it is spelled there. Of a cluster it is that of the coordinator, which clients talk to. */
function writtenAs({ kind, resource: { key } }: Server, on: boolean): Change {
  if (kind === 'cluster') return { kind: 'set', at: inResource(key, 'properties', 'coordinatorEnablePublicIpAccess'), value: on };
  const path = kind === 'single' ? ['publicNetworkAccess'] : ['network', 'publicNetworkAccess'];
  return { kind: 'set', at: inResource(key, 'properties', ...path), value: on ? 'Enabled' : 'Disabled' };
}

/** What stays as it is, as no documented call changes it. */
function ofWorkers(subject: Subject): readonly string[] {
  const { workers } = readNetworkFacts(subject);
  return known(workers) === true ? ['The worker nodes keep their public addresses: Azure documents no call that takes them from a cluster that exists.'] : [];
}

/** Says why public access of a server is not to be switched, or nothing where it is. */
export function whyAccessIsFixed(subject: Subject): string | undefined {
  const fixed = whyReadOnly(subject.server);
  if (fixed !== undefined) return fixed;
  const name = nameOf(subject.server.resource);
  if (known(readNetworkFacts(subject).integrated) !== true) return undefined;
  return `${name} was created in a virtual network and has no public endpoint; Azure fixes that when a server is created.`;
}

/** Whether public access is on now; nothing where that is not known. */
export const publicAccessOf = (subject: Subject): boolean | undefined => known(readNetworkFacts(subject).publicAccess);

function stateOf(snapshot: Snapshot, { resource: { key } }: Server): string {
  const server = snapshot.servers.find(({ resource }) => resource.key === key);
  if (server === undefined) return 'not known: the server could not be read';
  const { publicAccess } = readNetworkFacts({ snapshot, server });
  const on = known(publicAccess);
  if (on === undefined) return 'whether public access is on is not known';
  return `public access is ${on ? 'on' : 'off'}`;
}

const isPublic = ({ from }: Way): boolean => from === 'internet' || from === 'azure' || from === 'addresses';

function waysAfter({ snapshot, server }: Subject, changes: readonly Change[]): readonly Way[] {
  const later = applyChanges(snapshot, changes);
  const after = later.servers.find(({ resource }) => resource.key === server.resource.key);
  return after === undefined ? [] : reachOf({ snapshot: later, server: after }).ways;
}

const shown = 8;

function list(ways: readonly Way[]): string {
  const lines = ways.slice(0, shown).map(({ detail }) => `• ${detail}`);
  return [...lines, ...(ways.length > shown ? [`• and ${ways.length - shown} more`] : [])].join('\n');
}

function openingDanger(name: string, ways: readonly Way[]): Danger | undefined {
  const [widest] = ways.filter(({ from }) => from === 'internet' || from === 'azure');
  if (widest === undefined) return undefined;
  return {
    question: `Open ${name} to ${widest.from === 'internet' ? 'the internet' : 'every service in Azure'}?`,
    detail: `Its firewall rules come back into effect at once. ${widest.detail} Delete that rule as soon as public access is on, or better keep it off.`,
    confirm: `Open to ${widest.from === 'internet' ? 'the Internet' : 'All of Azure'}`,
  };
}

/** Plans to switch public access on or off. See `whyAccessIsFixed`. */
export function planPublicAccess(subject: Subject, on: boolean, seen?: CutOffQuestion['seen']): Plan {
  const { snapshot, server } = subject;
  const name = nameOf(server.resource);
  const changes: readonly Change[] = [writtenAs(server, on)];
  const ways = waysAfter(subject, changes);
  const common = { title: `Switch public access to ${name} ${on ? 'on' : 'off'}`, changes, state: (after: Snapshot) => stateOf(after, server), wanted: `public access is ${on ? 'on' : 'off'}` };
  if (on) {
    const open = ways.filter(isPublic);
    const danger = openingDanger(name, open);
    const detail = open.length === 0 ? 'No firewall rule lets anybody in yet, so nobody gets in until you add one.' : `The firewall rules come back into effect at once:\n${list(open)}`;
    return { ...common, detail: [detail, 'Whoever connects still has to sign in.'], confirm: 'Switch On', effects: [], cutOff: [], ...(danger === undefined ? {} : { danger }) };
  }
  const left = ways.length === 0 ? `No other way to ${name} is known.` : `These ways stay:\n${list(ways)}`;
  const frozen = server.kind === 'flexible' ? ' Until then Azure refuses to change them.' : '';
  const only = closesOnlyWay(subject, changes) || ways.length === 0;
  return {
    ...common,
    detail: [left, `The firewall rules stay without effect, and open the server again when public access is switched on.${frozen}`, ...ofWorkers(subject)],
    confirm: 'Switch Off',
    effects: [planned('interrupts', 'Everybody who comes over the internet is refused, those in Azure too.')],
    cutOff: cutOff({ snapshot, server, changes, seen }),
    ...(only ? { typed: name } : {}),
  };
}
