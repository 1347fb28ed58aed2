import type { Fleet, OtherResource } from '../../../../src/emulator/fleet';
import type { JsonObject } from '../../../../src/emulator/message';
import { sampleFleet, sampleSubscriptions, sampleTenantId } from '../../../../src/emulator/sample-fleet';
import { serverTypes } from '../../../../src/model/resource';

/** A cluster beside the servers of the sample fleet. */
export const cluster = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-reporting/providers/${serverTypes.cluster}/pg-cluster`;

export const clusterType = (segment: string): string => `${serverTypes.cluster}/${segment}`;

/** The name of its private endpoint connection, which waits for an answer. */
export const waiting = 'pe-etl.b1f0c5d2-2f7e-4a09-9d51-6f2c8e3a4b11';

const child = (place: string, properties: JsonObject): OtherResource => ({ id: `${cluster}/${place}`, body: { properties } });

const endpoint = `/subscriptions/${sampleSubscriptions.staging}/resourceGroups/rg-network/providers/Microsoft.Network/privateEndpoints/pe-etl`;

/** The members are those of the examples of the REST reference: https://learn.microsoft.com/rest/api/postgresqlhsc/clusters/get */
const resources: readonly OtherResource[] = [
  {
    id: cluster,
    body: {
      location: 'westeurope',
      tags: { team: 'analytics', costCenter: '4711' },
      properties: {
        provisioningState: 'Succeeded', state: 'Ready', postgresqlVersion: '16', citusVersion: '12.1', administratorLogin: 'citus', enableHa: false, enableShardsOnCoordinator: false,
        coordinatorVCores: 4, coordinatorEnablePublicIpAccess: true, nodeCount: 2, nodeVCores: 4, nodeEnablePublicIpAccess: true,
        authConfig: { activeDirectoryAuth: 'disabled', passwordAuth: 'enabled' }, dataEncryption: { type: 'SystemAssigned' },
      },
    },
  },
  child('firewallRules/everyone', { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255', provisioningState: 'Succeeded' }),
  child('firewallRules/office', { startIpAddress: '203.0.113.0', endIpAddress: '203.0.113.15', provisioningState: 'Succeeded' }),
  child('firewallRules/office-twin', { startIpAddress: '203.0.113.0', endIpAddress: '203.0.113.15', provisioningState: 'Succeeded' }),
  child('firewallRules/azure', { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0', provisioningState: 'Succeeded' }),
  child(`privateEndpointConnections/${waiting}`, { privateEndpoint: { id: endpoint }, privateLinkServiceConnectionState: { status: 'Pending', description: 'please', actionsRequired: 'None' }, provisioningState: 'Succeeded' }),
];

const principal = (objectId: string, principalType: string): JsonObject => ({ objectId, principalType, tenantId: sampleTenantId });

/** Another one, which takes Microsoft Entra sign-ins and has two administrators and a role of PostgreSQL's own. */
export const entraCluster = cluster.replace('pg-cluster', 'pg-cluster-entra');

const entraResources: readonly OtherResource[] = [
  { id: entraCluster, body: { location: 'westeurope', properties: { provisioningState: 'Succeeded', state: 'Ready', postgresqlVersion: '16', coordinatorEnablePublicIpAccess: true, authConfig: { activeDirectoryAuth: 'enabled', passwordAuth: 'disabled' } } } },
  { id: `${entraCluster}/roles/lee@contoso.com`, body: { properties: { roleType: 'admin', externalIdentity: principal('7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e11', 'user'), provisioningState: 'Succeeded' } } },
  { id: `${entraCluster}/roles/dba`, body: { properties: { roleType: 'admin', externalIdentity: principal('7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10', 'group'), provisioningState: 'Succeeded' } } },
  { id: `${entraCluster}/roles/ingest`, body: { properties: { roleType: 'user', externalIdentity: null, provisioningState: 'Succeeded' } } },
];

/** The sample fleet with the clusters in it. */
export function fleetWithCluster(): Fleet {
  const sample = sampleFleet();
  return { ...sample, others: [...(sample.others ?? []), ...resources, ...entraResources] };
}
