import type { Change } from '../model/fix';
import type { Subject } from '../model/rule';

/**
 * The first version of the API in which a cluster has ways to sign in, keys of its owner and geo-redundant backups.
 * https://learn.microsoft.com/azure/templates/microsoft.dbforpostgresql/servergroupsv2
 */
export const clusterPreview = '2023-03-02-preview';

/** Whether a template writes a cluster in a version of the API that knows nothing of these. */
export const isOldCluster = ({ server: { kind, resource }, snapshot }: Subject): boolean =>
  kind === 'cluster' && snapshot.origin === 'template' && resource.apiVersion !== undefined && resource.apiVersion < clusterPreview;

/** Names the version of the API that knows what a fix sets, where that of the template does not. */
export const raisedFor = (subject: Subject): readonly Change[] =>
  isOldCluster(subject) ? [{ kind: 'raise', resource: subject.server.resource.key, apiVersion: clusterPreview }] : [];
