import { known } from '../../model/fact';
import { nameOf, settingOf, type Resource } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { isUnknown } from '../../model/value';
import { clusterRoles, readEntra } from '../../layers/entra/facts';
import type { Plan } from '../plan';
import type { Administrator, PrincipalType } from './entra-administrator';
import { signInOfClusters } from './read-only';

/**
 * The names that the REST reference takes for a role. Those of users have an @ as a rule, which is not among it.
 * https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servergroupsv2/roles
 */
const roleName = /^[-\w.]+$/;

/** What removing an administrator of a cluster means for the way back; a sentence. */
export function wayBackOfRole(name: string): string {
  const back = roleName.test(name)
    ? 'Undo makes it administrator again; what it was granted beside that has to be granted again.'
    : 'Azure documents no such name for a role that is added by a call, so that Undo may be refused: the page Authentication of the cluster in the Azure portal adds it again. What it was granted beside that has to be granted again.';
  return `The role ${name} goes from the cluster. ${back}`;
}

/** How roles of a cluster spell the kinds of principals. */
const spelled: Readonly<Record<PrincipalType, string>> = { User: 'user', Group: 'group', ServicePrincipal: 'servicePrincipal' };

const same = (a: unknown, b: string): boolean => typeof a === 'string' && a.toLowerCase() === b.toLowerCase();

/** The object id in Microsoft Entra that a role of a cluster stands for; nothing for one of PostgreSQL's own. */
export function objectIdOfRole(role: Resource): string | undefined {
  const id = settingOf(role, ['properties', 'externalIdentity', 'objectId']);
  return typeof id === 'string' ? id : undefined;
}

const byPortal = 'on the page Authentication of the cluster in the Azure portal';

/** Says why nobody can be made Microsoft Entra administrator of a cluster now, or nothing. */
export function whyNoClusterAdministrator(subject: Subject): string | undefined {
  const label = nameOf(subject.server.resource);
  const { entra } = readEntra(subject);
  const { complete } = subject.snapshot.children(subject.server.resource.key, clusterRoles);
  if (entra.kind === 'unknown') return `Whether ${label} takes Microsoft Entra sign-ins could not be read: ${entra.because}. Read it again first.`;
  if (known(entra) !== true) return `Microsoft Entra authentication is off on ${label}, and ${signInOfClusters}. Switch it on ${byPortal} first.`;
  if (isUnknown(complete)) return `The roles of ${label} could not be read: ${complete.because}. A role of the same name would be overwritten, so none is added.`;
  return undefined;
}

/** Says why one principal cannot be made administrator of a cluster, or nothing. */
export function whyNotThisAdministrator(subject: Subject, { name: given, objectId }: Administrator): string | undefined {
  const label = nameOf(subject.server.resource);
  const name = given.trim();
  const { administrators } = readEntra(subject);
  const role = administrators.find(({ resource }) => same(objectIdOfRole(resource), objectId.trim()))?.resource;
  if (role !== undefined) return `${nameOf(role)} is Microsoft Entra administrator of ${label} already.`;
  if (!roleName.test(name)) return `Azure documents that the names of roles of a cluster hold letters without accents, digits, hyphens, dots and underscores only. Add ${name} ${byPortal}, or choose a group or an application whose name fits.`;
  const taken = subject.snapshot.children(subject.server.resource.key, clusterRoles).items.find((one) => same(one.name, name));
  return taken === undefined ? undefined : `${label} has a role ${nameOf(taken)} already, which would be overwritten.`;
}

function stateOf(snapshot: Snapshot, { server }: Subject, objectId: string): string {
  const there = snapshot.servers.find(({ resource }) => resource.key === server.resource.key);
  if (there === undefined) return 'not known: the cluster could not be read';
  const { administrators, complete } = readEntra({ snapshot, server: there });
  const one = administrators.find(({ resource }) => same(objectIdOfRole(resource), objectId));
  if (one !== undefined) return `${nameOf(one.resource)} is administrator`;
  return isUnknown(complete) ? `not known: ${complete.because}` : 'not an administrator';
}

/**
 * Plans one more Microsoft Entra administrator of a cluster, who is a role of it; see `whyNoClusterAdministrator`.
 * https://learn.microsoft.com/rest/api/postgresqlhsc/roles/create
 */
export function planClusterAdministrator(subject: Subject, admin: Administrator): Plan {
  const { key } = subject.server.resource;
  const label = nameOf(subject.server.resource);
  const { name, type, objectId, tenantId } = admin;
  return {
    title: `Make ${name} Microsoft Entra administrator of ${label}`,
    detail: [
      `${name} (${type}, ${objectId}) becomes a role on all nodes of the cluster, may sign in with a Microsoft Entra token and has what the role citus may do.`,
      'Tokens are only given out where the application “Azure Cosmos DB for PostgreSQL AAD Authentication” is enabled in the tenant.',
    ],
    confirm: 'Set Administrator',
    changes: [{ kind: 'add', parent: key, type: clusterRoles, name, body: { properties: { roleType: 'admin', externalIdentity: { objectId, principalType: spelled[type], tenantId } } } }],
    effects: [],
    cutOff: [],
    state: (after) => stateOf(after, subject, objectId),
    wanted: `${name} is administrator`,
  };
}
