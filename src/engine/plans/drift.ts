import { inResource, type Address, type ResourceAddress } from '../../model/address';
import type { Change, Fix } from '../../model/fix';
import { configurationType, parameterChange } from '../../model/fix';
import { nameOf, sameType, settingOf, type Resource } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Json } from '../../model/value';
import { isJsonObject } from '../../model/value';
import { defaultOf, isDocumented } from '../../layers/documented-parameters';
import { cutOff } from '../changes/cut-off';
import { seenAt } from '../changes/difference';
import { holds, stateOfChanges } from '../changes/landed';
import type { Place } from '../changes/place';
import type { Difference } from '../compare';
import type { ConnectedClients } from '../connected-clients';
import { planned, type PlannedEffect } from '../plan';
import type { Proposal } from './proposal';

/** A setting in which a live server and the template that declares it differ. */
interface Drift {
  readonly live: Subject;
  readonly template: Subject;
  readonly difference: Difference;
}

/** A change, or why there is none; a sentence. */
type Made = { readonly changes: readonly Change[] } | { readonly refused: string };

/** What is chosen once, when a server is created. https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql */
const createOnly = /^(?:location|properties\.(?:administratorLogin|createMode|version|availabilityZone|infrastructureEncryption|dataEncryption\.type|backup\.geoRedundantBackup|storageProfile\.geoRedundantBackup|network\.(?:delegatedSubnetResourceId|privateDnsZoneArmResourceId)))$/i;

/** The children that may go from Azure because a template has none such. */
const removable = /\/(?:firewallRules|virtualNetworkRules)$/i;

/** What Azure tells of a server and nobody writes there. https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql */
const toldOnly = /^properties\.privateEndpointConnections/i;

/** What one side says at a place, or nothing where any part of it is absent, not known or a secret. */
function valueIn({ snapshot }: Subject, place: Place): Json | undefined {
  const seen = seenAt(snapshot, place);
  return seen.is === 'value' ? seen.value : undefined;
}

const resourceAddress = (at: Address | undefined): ResourceAddress | undefined => (at?.in === 'resource' ? at : undefined);

/** The child of a server that an address is about. */
function childAt({ server, snapshot }: Subject, at: ResourceAddress | undefined): Resource | undefined {
  const resource = at === undefined ? undefined : snapshot.resource(at.key);
  return resource?.parent === server.resource.key ? resource : undefined;
}

/** The parameter of PostgreSQL that the sides are about: a child of either holds it. */
function parameterName({ live }: Drift, children: readonly (Resource | undefined)[]): string | undefined {
  const type = configurationType(live.server);
  const child = children.find((one) => one !== undefined && type !== undefined && sameType(one.type, type));
  return child === undefined ? undefined : nameOf(child);
}

function parameterOf(subject: Subject, name: string): string | undefined {
  const { items } = subject.snapshot.children(subject.server.resource.key, configurationType(subject.server) ?? '');
  const child = items.find((item) => typeof item.name === 'string' && item.name.toLowerCase() === name.toLowerCase());
  const value = child === undefined ? undefined : settingOf(child, ['properties', 'value']);
  if (value !== undefined) return typeof value === 'string' ? value : undefined;
  const absent = isDocumented(name) ? defaultOf(name, subject.server) : undefined;
  return absent !== undefined && 'default' in absent ? absent.default : undefined;
}

const cannotSay = (who: string): string => `${who} leaves this setting to something that is not known here, so there is no value to write. Write it there first.`;

/** The change that makes one side what the other says. @param from the side whose value is taken. */
function change(drift: Drift, from: 'template' | 'live'): Made {
  const { live, template, difference } = drift;
  const [one, other] = [resourceAddress(difference.at.one), resourceAddress(difference.at.other)];
  const [source, target] = from === 'template' ? [template, live] : [live, template];
  const [sourceAt, targetAt] = from === 'template' ? [other, one] : [one, other];
  const who = from === 'template' ? 'The template' : 'Azure';
  const [has, there] = [childAt(source, sourceAt), childAt(target, targetAt)];
  const name = parameterName(drift, [has, there]);
  if (name !== undefined) {
    const value = parameterOf(source, name);
    const written = value === undefined ? undefined : parameterChange(target.snapshot, target.server, name, value);
    return written === undefined ? { refused: cannotSay(who) } : { changes: [written] };
  }
  if (has !== undefined) return childChange(drift, from, has, there);
  if (sourceAt === undefined) return removal(source, there, who);
  const path = sourceAt.path.join('.');
  if (sourceAt.path.length === 0 || toldOnly.test(path)) return { refused: `“${difference.title}” is not one setting that could be written.` };
  if (createOnly.test(path) && from === 'template') return { refused: `“${difference.title}” is chosen when a server is created, and cannot be changed in Azure later.` };
  const value = valueIn(source, sourceAt);
  if (value === undefined) return { refused: cannotSay(who) };
  return { changes: [{ kind: 'set', at: inResource(target.server.resource.key, ...sourceAt.path), value }] };
}

/** Writes a child as the other side has it, the whole of what makes it up but for a state, which only Azure tells. */
function childChange({ live, template }: Drift, from: 'template' | 'live', child: Resource, there: Resource | undefined): Made {
  const [source, target, who] = from === 'template' ? [template, live, 'The template'] : [live, template, 'Azure'];
  if (!removable.test(child.type)) return { refused: `${who} has it otherwise, and it is not written from here.` };
  const told = valueIn(source, { key: child.key, path: ['properties'] });
  if (typeof child.name !== 'string' || child.when !== true || !isJsonObject(told)) return { refused: cannotSay(who) };
  const properties = Object.fromEntries(Object.entries(told).filter(([name]) => name !== 'state'));
  if (there === undefined) return { changes: [{ kind: 'add', parent: target.server.resource.key, type: child.type, name: child.name, body: { properties } }] };
  // Azure gets all of it in one write: one after the other, a rule would let in what lies between the old and the new addresses.
  if (from === 'template') return { changes: [{ kind: 'set', at: inResource(there.key, 'properties'), value: properties }] };
  const changes = Object.entries(properties).map(([name, value]) => ({ kind: 'set', at: inResource(there.key, 'properties', name), value }) as const);
  return { changes: changes.filter(({ at, value }) => !holds(valueIn(target, at), value)) };
}

/** Removes a child that the other side does not have, where all that it has was read. */
function removal({ snapshot, server }: Subject, there: Resource | undefined, who: string): Made {
  if (there === undefined || !removable.test(there.type)) return { refused: `${who} does not have it, and it is not removed from here.` };
  const { complete } = snapshot.children(server.resource.key, there.type);
  if (complete !== true) return { refused: `${who} may have it, which is not known here: ${complete.because}.` };
  return { changes: [{ kind: 'remove', at: inResource(there.key) }] };
}

const restarts = /^properties\.authConfig/i;
const costs = /^properties\.(?:highAvailability|storage|backup)/i;

function effectsOf(changes: readonly Change[], cut: readonly string[]): readonly PlannedEffect[] {
  const paths = changes.map((one) => (one.kind === 'set' ? one.at.path.join('.') : ''));
  return [
    ...(paths.some((path) => restarts.test(path)) ? [planned('restart')] : []),
    ...(cut.length > 0 ? [planned('interrupts', 'Whoever is cut off notices it at once.')] : []),
    ...(paths.some((path) => costs.test(path)) ? [planned('costs')] : []),
  ];
}

/** The settings that are mended together. */
export interface Drifts {
  readonly live: Subject;
  readonly template: Subject;
  readonly differences: readonly Difference[];
}

interface Gathered {
  readonly changes: readonly Change[];
  /** The settings that are written. */
  readonly taken: readonly Difference[];
  /** Why the others are not, a sentence each. */
  readonly refused: readonly string[];
}

const switchesPasswordsOff = (one: Change): boolean => one.kind === 'set' && /passwordAuth$/i.test(one.at.path.join('.')) && one.value === 'Disabled';

/** Gathers the changes of all settings that can be written on one side. Two lines may come from one setting: it is written once. */
function gather({ live, template, differences }: Drifts, from: 'template' | 'live'): Gathered {
  const all = differences.map((difference) => {
    const made = change({ live, template, difference }, from);
    const isUntested = from === 'template' && 'changes' in made && made.changes.some(switchesPasswordsOff);
    const why = 'refused' in made ? made.refused : isUntested ? 'Passwords are switched off only after a tested sign-in: use “Switch Passwords Off (Microsoft Entra Only)…”.' : undefined;
    return { difference, why, changes: 'changes' in made ? made.changes : [] };
  });
  const taken = all.filter(({ why }) => why === undefined);
  return {
    changes: [...new Map(taken.flatMap(({ changes }) => changes).map((one) => [JSON.stringify(one), one])).values()],
    taken: taken.map(({ difference }) => difference),
    refused: all.flatMap(({ difference, why }) => (why === undefined ? [] : [differences.length === 1 ? why : `${difference.title} stays: ${why}`])),
  };
}

/** "TLS enforced", or "3 settings". */
const inWords = (taken: readonly Difference[]): string => (taken.length === 1 ? (taken[0]?.title ?? '') : `${taken.length} settings`);

/** Plans that a live server becomes in some settings what the template says. */
export function planDrift(drifts: Drifts, clients?: ConnectedClients): Proposal {
  const { live } = drifts;
  const { changes, taken, refused } = gather(drifts, 'template');
  if (taken.length === 0) return { refused: refused.join(' ') };
  const cut = cutOff({ ...live, changes, ...(clients === undefined ? {} : { seen: clients }) });
  const label = nameOf(live.server.resource);
  const says = ({ title, one, other }: Difference): string =>
    `${taken.length === 1 ? '' : `${title}: `}Azure has ${one ?? 'no such thing'}; the template says ${other ?? 'nothing of the kind'}.`;
  return {
    plan: {
      title: `Apply the template’s ${inWords(taken)} to ${label}`,
      detail: [...taken.map(says), ...refused],
      confirm: 'Apply to Azure',
      changes,
      effects: effectsOf(changes, cut),
      cutOff: cut,
      ...stateOfChanges(live.snapshot, changes),
    },
  };
}

/** The fix that writes Azure's values into the template, with what it leaves; or why there is none. */
export function templateFixOf(drifts: Drifts): { readonly fix: Fix; readonly left: readonly string[] } | { readonly refused: string } {
  const { changes, taken, refused } = gather(drifts, 'live');
  if (taken.length === 0) return { refused: refused.join(' ') };
  return { fix: { title: `Write Azure’s ${inWords(taken)}`, changes, effect: 'safe' }, left: refused };
}
