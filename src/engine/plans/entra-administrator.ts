import { inResource } from '../../model/address';
import type { Change } from '../../model/fix';
import { nameOf, settingOf, serverTypes, type Resource, type Server } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { cutOff } from '../changes/cut-off';
import { planned, type Plan } from '../plan';
import { planClusterAdministrator } from './cluster-administrator';

export const principalTypes = ['User', 'Group', 'ServicePrincipal'] as const;

export type PrincipalType = (typeof principalTypes)[number];

/** Who is to administer a server. */
export interface Administrator {
  /** The object id in Microsoft Entra; for an application that of its service principal. */
  readonly objectId: string;
  /** The user principal name, or the display name of a group or an application: the name of the role in PostgreSQL. */
  readonly name: string;
  readonly type: PrincipalType;
  readonly tenantId: string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Returns what is wrong with an object id, or nothing. */
export function validateObjectId(text: string): string | undefined {
  if (guid.test(text.trim())) return undefined;
  return 'An object id looks like 11111111-2222-3333-4444-555555555555. It is on the page of the user, group or application in Microsoft Entra.';
}

/** Returns what is wrong with the name of an administrator, or nothing. */
export function validateAdministratorName(text: string): string | undefined {
  const name = text.trim();
  if (name === '') return 'Enter the name: it becomes the name of the role in PostgreSQL.';
  if (new TextEncoder().encode(name).length > 63) return 'PostgreSQL cuts names off after 63 bytes; this one is longer.';
  return undefined;
}

function administratorsOf(snapshot: Snapshot, server: Server): readonly Resource[] {
  return snapshot.children(server.resource.key, `${serverTypes[server.kind]}/administrators`).items;
}

const textAt = (resource: Resource, property: string): string | undefined => {
  const value = settingOf(resource, ['properties', property]);
  return typeof value === 'string' ? value : undefined;
};

const idProperty = { flexible: 'objectId', single: 'sid', cluster: 'objectId', horizon: 'objectId' } as const;
const nameProperty = { flexible: 'principalName', single: 'login', cluster: 'principalName', horizon: 'principalName' } as const;

/** The administrators of a server by name, or a word for none. */
function stateOf(snapshot: Snapshot, server: Server, objectId: string): string {
  const all = administratorsOf(snapshot, server);
  const one = all.find((admin) => (textAt(admin, idProperty[server.kind]) ?? nameOf(admin)).toLowerCase() === objectId);
  const name = one === undefined ? undefined : textAt(one, nameProperty[server.kind]);
  if (one !== undefined) return `${name ?? objectId} is administrator`;
  const names = all.map((admin) => textAt(admin, nameProperty[server.kind]) ?? nameOf(admin));
  return server.kind === 'single' && names.length > 0 ? `${names.join(', ')} is administrator` : 'not an administrator';
}

function flexibleChanges(server: Server, admin: Administrator): Change[] {
  const { key } = server.resource;
  const mode = settingOf(server.resource, ['properties', 'authConfig', 'activeDirectoryAuth']);
  const on = typeof mode === 'string' && mode.toLowerCase() === 'enabled';
  const auth = ['properties', 'authConfig'] as const;
  return [
    ...(on
      ? []
      : ([
          { kind: 'set', at: inResource(key, ...auth, 'activeDirectoryAuth'), value: 'Enabled' },
          { kind: 'set', at: inResource(key, ...auth, 'tenantId'), value: admin.tenantId },
        ] as const)),
    {
      kind: 'add',
      parent: key,
      type: `${serverTypes.flexible}/administrators`,
      name: admin.objectId,
      body: { properties: { principalName: admin.name, principalType: admin.type, tenantId: admin.tenantId } },
    },
  ];
}

function singleChanges(server: Server, admin: Administrator): Change[] {
  return [
    {
      kind: 'add',
      parent: server.resource.key,
      type: `${serverTypes.single}/administrators`,
      name: 'activeDirectory',
      body: {
        properties: { administratorType: 'ActiveDirectory', login: admin.name, sid: admin.objectId, tenantId: admin.tenantId },
      },
    },
  ];
}

/** Plans a Microsoft Entra administrator: one more on Flexible Server and on a cluster, the only one on Single Server. */
export function planEntraAdministrator(snapshot: Snapshot, server: Server, given: Administrator): Plan {
  const admin = { ...given, objectId: given.objectId.trim().toLowerCase(), name: given.name.trim() };
  if (server.kind === 'cluster') return planClusterAdministrator({ snapshot, server }, admin);
  const label = nameOf(server.resource);
  const single = server.kind === 'single';
  const changes = single ? singleChanges(server, admin) : flexibleChanges(server, admin);
  const switchesOn = changes.length > 1;
  const current = administratorsOf(snapshot, server).map((one) => textAt(one, nameProperty[server.kind]) ?? nameOf(one));
  const replaced = single ? current.find((name) => name !== admin.name) : undefined;
  return {
    title: `Make ${admin.name} Microsoft Entra administrator of ${label}`,
    detail: [
      `${admin.name} (${admin.type}, ${admin.objectId}) may then sign in with a Microsoft Entra token and administer every database on it.`,
      ...(switchesOn ? ['Microsoft Entra authentication is off on this server and is switched on first; the server restarts.'] : []),
      ...(single ? ['A Single Server has exactly one Microsoft Entra administrator.'] : []),
    ],
    confirm: 'Set Administrator',
    changes,
    effects: [
      ...(switchesOn ? [planned('restart')] : []),
      ...(replaced === undefined ? [] : [planned('replaces-list', `${replaced} is replaced: a Single Server has one administrator.`)]),
    ],
    cutOff: replaced === undefined ? [] : cutOff({ snapshot, server, changes }),
    ...(replaced === undefined
      ? {}
      : {
          danger: {
            question: `Replace ${replaced} on ${label}?`,
            detail: `${replaced} can no longer administer the server with a Microsoft Entra token.`,
            confirm: `Replace ${replaced}`,
          },
        }),
    state: (after) => stateOf(after, server, admin.objectId),
    wanted: `${admin.name} is administrator`,
  };
}
