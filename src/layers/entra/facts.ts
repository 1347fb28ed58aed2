import type { Path, ResourceAddress } from '../../model/address';
import { inResource } from '../../model/address';
import type { Fact } from '../../model/fact';
import { factOf, known, readSetting, text, word } from '../../model/fact';
import type { Resource, Server } from '../../model/resource';
import { serverTypes, settingOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Unknown } from '../../model/value';
import { isUnknown, unknown } from '../../model/value';
import { isOldCluster } from '../cluster-versions';
import { enabledOrDisabled } from '../derived-fact';
import { hasSeparateParts } from '../horizon-versions';
import { readOnce } from '../read-once';
import { readServerSetting, whyInherited } from '../server-setting';

/** The child type that holds the Microsoft Entra administrators of each kind of server that this layer knows. */
export const administratorTypes = {
  flexible: 'Microsoft.DBforPostgreSQL/flexibleServers/administrators',
  single: 'Microsoft.DBforPostgreSQL/servers/administrators',
  horizon: 'Microsoft.HorizonDb/clusters/administrators',
} as const;

export const principalTypes = ['User', 'Group', 'ServicePrincipal', 'Unknown'] as const;

export type PrincipalType = (typeof principalTypes)[number];

export interface Administrator {
  readonly resource: Resource;
  readonly at: ResourceAddress;
  /** The name that people know: a user principal name, or that of a group or an application. */
  readonly name: Fact<string>;
  /** Not known to Single Server, which does not ask for it. */
  readonly type: Fact<PrincipalType>;
}

export interface EntraFacts {
  /** Whether the server takes sign-ins with Microsoft Entra. */
  readonly entra: Fact<boolean>;
  /** Whether the server takes passwords of PostgreSQL's own. */
  readonly passwords: Fact<boolean>;
  readonly tenant: Fact<string>;
  readonly administrators: readonly Administrator[];
  /** Why there may be more administrators, where not all of them could be read. */
  readonly complete: true | Unknown;
}

export const entraPath = ['properties', 'authConfig', 'activeDirectoryAuth'] as const;
/** Where a server says whether it takes sign-ins with Microsoft Entra. */
export const entraPathOf = ({ kind }: Pick<Server, 'kind'>): typeof entraPath | typeof horizonEntraPath => (kind === 'horizon' ? horizonEntraPath : entraPath);

const horizonEntraPath = ['properties', 'authConfig', 'entraIdAuth'] as const;
export const passwordPath = ['properties', 'authConfig', 'passwordAuth'] as const;
const tenantPath = ['properties', 'authConfig', 'tenantId'] as const;

function readAdministrator(resource: Resource, flexible: boolean): Administrator {
  const name = readSetting(resource, ['properties', flexible ? 'principalName' : 'login'], {
    as: text,
    absent: { notApplicable: 'no name is given' },
  });
  const typePath = ['properties', 'principalType'];
  const type: Fact<PrincipalType> = flexible
    ? readSetting(resource, typePath, { as: word(...principalTypes), absent: { default: 'Unknown' } })
    : { kind: 'notApplicable', because: 'Single Server does not ask for the type.', at: inResource(resource.key) };
  return { resource, at: inResource(resource.key), name, type };
}

/**
 * Absent settings mean PostgreSQL's passwords only. A replica and a restored server have what their source has.
 * https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/flexibleservers
 */
function readFlexible(subject: Subject): EntraFacts {
  const { snapshot, server } = subject;
  const { items, complete } = snapshot.children(server.resource.key, administratorTypes.flexible);
  const inherited = whyInherited(server);
  return {
    entra: readServerSetting(subject, entraPath, { as: enabledOrDisabled, absent: { default: false } }),
    passwords: readServerSetting(subject, passwordPath, { as: enabledOrDisabled, absent: { default: true } }),
    tenant: readServerSetting(subject, tenantPath, { as: text, absent: { notApplicable: 'that of the subscription' } }),
    administrators: items.map((item) => readAdministrator(item, true)),
    complete: complete === true && inherited !== undefined ? unknown(inherited) : complete,
  };
}

/** Single Server always takes passwords, and takes Microsoft Entra once it has its one administrator. */
function readSingle({ snapshot, server }: Subject): EntraFacts {
  const at = inResource(server.resource.key);
  const { items, complete } = snapshot.children(server.resource.key, administratorTypes.single);
  const [first] = items;
  const open = first === undefined ? complete : first.when;
  return {
    entra: isUnknown(open)
      ? { kind: 'unknown', because: open.because, at }
      : { kind: 'set', value: first !== undefined, at },
    passwords: { kind: 'set', value: true, at },
    tenant: { kind: 'notApplicable', because: 'that of the subscription', at },
    administrators: items.map((item) => readAdministrator(item, false)),
    complete,
  };
}

/** The roles of a cluster; those with an identity of Microsoft Entra and the type admin are its administrators. */
export const clusterRoles = 'Microsoft.DBforPostgreSQL/serverGroupsv2/roles';

const principalOfRole = ['properties', 'externalIdentity', 'principalType'];

/** Whether a role administers by Microsoft Entra, or why that is not known. */
function administers(role: Resource): boolean | Unknown {
  const identity = settingOf(role, ['properties', 'externalIdentity']);
  if (identity === undefined) return role.existing ? unknown('the template only refers to a role') : false;
  if (isUnknown(identity)) return identity;
  const type = settingOf(role, ['properties', 'roleType']);
  if (typeof type === 'string') return type.toLowerCase() === 'admin';
  return isUnknown(type) ? type : unknown('the type of a role is not written');
}

function administratorOfRole(role: Resource): Administrator {
  const at = inResource(role.key);
  return {
    resource: role,
    at,
    name: factOf(role.name, at, { as: text, absent: { notApplicable: 'no name is given' } }),
    type: readSetting(role, principalOfRole, { as: word(...principalTypes), absent: { default: 'Unknown' } }),
  };
}

/**
 * A cluster takes passwords only unless told otherwise.
 * https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servergroupsv2
 */
function readCluster(subject: Subject): EntraFacts {
  const { snapshot, server } = subject;
  const at = inResource(server.resource.key);
  const { items, complete } = snapshot.children(server.resource.key, clusterRoles);
  const roles = items.map((role) => ({ role, is: administers(role) }));
  const whole = isOldCluster(subject) ? unknown('this version of the API knows no roles of Microsoft Entra') : complete;
  return {
    entra: readServerSetting(subject, entraPath, { as: enabledOrDisabled, absent: { default: false } }),
    passwords: readServerSetting(subject, passwordPath, { as: enabledOrDisabled, absent: { default: true } }),
    tenant: { kind: 'notApplicable', because: 'that of the subscription', at },
    administrators: roles.flatMap(({ role, is }) => (is === true ? [administratorOfRole(role)] : [])),
    complete: roles.map(({ is }) => is).find(isUnknown) ?? whole,
  };
}

/** Ways to sign in as resources of their own: https://learn.microsoft.com/azure/templates/microsoft.horizondb/clusters/authentications */
export const horizonAuthentications = `${serverTypes.horizon}/authentications`;
const newerAdministrators = `${serverTypes.horizon}/microsoftEntraAdministrators`;

/** Reads whether one way to sign in is on where it is a resource of its own; nothing where there is none. */
function readSeparate({ snapshot, server }: Subject, name: string): Fact<boolean> | undefined {
  const own = snapshot.children(server.resource.key, horizonAuthentications).items.find((item) => typeof item.name === 'string' && item.name.toLowerCase() === name);
  if (own === undefined) return undefined;
  if (isUnknown(own.when)) return { kind: 'unknown', because: own.when.because, at: inResource(own.key) };
  return readSetting(own, ['properties', 'state'], { as: enabledOrDisabled, absent: { unknown: 'its state is not written' } });
}

/**
 * A HorizonDB cluster is made with an administrator who has a password, and takes nothing else unless told so.
 * https://learn.microsoft.com/azure/horizondb/security/security-manage-database-users
 */
function readHorizon(subject: Subject): EntraFacts {
  const { snapshot, server } = subject;
  const { apiVersion = '', key } = server.resource;
  const lists = [administratorTypes.horizon, newerAdministrators].map((type) => snapshot.children(key, type));
  const isSeparate = hasSeparateParts(subject);
  const elsewhere = { unknown: `version ${apiVersion} of the API keeps it in a resource of its own, which is not here` };
  const read = (path: Path, name: string, value: boolean): Fact<boolean> =>
    readSeparate(subject, name) ?? readServerSetting(subject, path, { as: enabledOrDisabled, absent: isSeparate ? elsewhere : { default: value } });
  const entra = read(horizonEntraPath, 'microsoftentra', false);
  return {
    entra,
    passwords: read(passwordPath, 'password', true),
    tenant: readServerSetting(subject, tenantPath, { as: text, absent: { notApplicable: 'that of the subscription' } }),
    administrators: lists.flatMap(({ items }) => items).map((item) => readAdministrator(item, true)),
    // A template that leaves the way to sign in to others may leave its administrators to them too. Of a live cluster only the older type is read.
    complete: isSeparate && entra.kind === 'unknown' ? unknown(entra.because) : (lists[0]?.complete ?? true),
  };
}

const readers = { flexible: readFlexible, single: readSingle, cluster: readCluster, horizon: readHorizon } as const;

export const readEntra = readOnce((subject): EntraFacts => readers[subject.server.kind](subject));

/** Says whether it is known that the server takes no sign-in with Microsoft Entra, whoever its administrators are. */
export function isOff({ entra }: EntraFacts): boolean {
  return known(entra) === false;
}
