import type { Path, ResourceKey } from './address';
import type { Change } from './fix';
import { isTemplateChange } from './fix';

/**
 * What an update of a cluster takes of what is changed from here. Ways to sign in, keys, geo-redundant backups and public
 * addresses of workers are not among it: Azure takes those when a cluster is created, or documents no call for them.
 * https://learn.microsoft.com/rest/api/postgresqlhsc/clusters/update
 */
const updatable = new Set(['coordinatorenablepublicipaccess', 'enableha', 'postgresqlversion', 'maintenancewindow']);

/** The children of a cluster that are written from here, in lower case. */
const parameters = new Set(['coordinatorconfigurations', 'nodeconfigurations']);
const children = new Set([...parameters, 'firewallrules', 'privateendpointconnections', 'roles']);

/** Whether these children of a cluster are parameters of a role of its nodes, in any case. */
export const isParameterOfRole = (segment: string): boolean => parameters.has(segment.toLowerCase());

const isUpdatable = ([first, second]: Path): boolean => first === 'tags' || (first === 'properties' && typeof second === 'string' && updatable.has(second.toLowerCase()));

/** The last part of the type of what stands below a cluster; nothing for what extends it. */
function segmentBelow(cluster: ResourceKey, key: ResourceKey): string | undefined {
  const prefix = `${cluster.toLowerCase()}/`;
  const [segment = '', ...rest] = key.toLowerCase().startsWith(prefix) ? key.toLowerCase().slice(prefix.length).split('/') : [];
  return rest.length === 1 ? segment : undefined;
}

const extension = /\/providers\/microsoft\.insights\/diagnosticsettings\/[^/]+$/i;

/** Whether Azure documents a call for a change of a cluster (serverGroupsv2). */
export function isWrittenOfCluster(cluster: ResourceKey, change: Change): boolean {
  if (isTemplateChange(change)) return false;
  switch (change.kind) {
    case 'action':
      return change.action === 'restart';
    case 'add': {
      const [provider = '', , child] = change.type.toLowerCase().split('/');
      return provider === 'microsoft.insights' || child === 'firewallrules' || child === 'roles' || (child !== undefined && isParameterOfRole(child));
    }
    case 'set':
    case 'remove': {
      const { key, path } = change.at;
      if (key.toLowerCase() === cluster.toLowerCase()) return path.length > 0 && isUpdatable(path);
      if (extension.test(key)) return true;
      const segment = segmentBelow(cluster, key) ?? '';
      // Parameters are always there.
      return children.has(segment) && !(change.kind === 'remove' && path.length === 0 && isParameterOfRole(segment));
    }
  }
}
