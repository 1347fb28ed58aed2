import type { OtherResource } from './fleet';
import type { JsonObject } from './message';

interface Place {
  readonly subscriptionId: string;
  readonly tenantId: string;
}

/** The resource group of the clusters. */
export const clusterGroup = 'rg-telemetry';

/**
 * One cluster of each kind that the sample fleet has beside its servers. The first, with its worker nodes, is as its
 * creation leaves it: rules for everybody, sign-in by password, connections of the nodes not logged. The second is
 * better kept, and shows what HorizonDB keeps elsewhere: firewall rules below its pool, parameters in a group.
 */
export function sampleClusters({ subscriptionId, tenantId }: Place): OtherResource[] {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${clusterGroup}/providers`;
  const resource = (id: string, properties: JsonObject, more: JsonObject = {}): OtherResource => ({ id, body: { ...more, properties } });
  const cluster = `${group}/Microsoft.DBforPostgreSQL/serverGroupsv2/pg-telemetry`;
  const horizon = `${group}/Microsoft.HorizonDb/clusters/pg-vectors`;
  const parameterGroup = `${group}/Microsoft.HorizonDb/parameterGroups/vectors`;
  const node = (name: string): JsonObject => ({ name: `pg-telemetry-${name}`, fullyQualifiedDomainName: `${name}-pg-telemetry.5k3nvq7dtr2wxe.postgres.cosmos.azure.com` });
  return [
    resource(
      cluster,
      {
        provisioningState: 'Succeeded',
        state: 'Ready',
        postgresqlVersion: '16',
        citusVersion: '12.1',
        administratorLogin: 'citus',
        authConfig: { activeDirectoryAuth: 'disabled', passwordAuth: 'enabled' },
        dataEncryption: { type: 'SystemAssigned' },
        databaseName: 'citus',
        enableHa: false,
        enableGeoBackup: false,
        enableShardsOnCoordinator: false,
        coordinatorServerEdition: 'GeneralPurpose',
        coordinatorVCores: 4,
        coordinatorStorageQuotaInMb: 524288,
        coordinatorEnablePublicIpAccess: true,
        nodeCount: 2,
        nodeServerEdition: 'MemoryOptimized',
        nodeVCores: 8,
        nodeStorageQuotaInMb: 1048576,
        nodeEnablePublicIpAccess: true,
        maintenanceWindow: { customWindow: 'Disabled', dayOfWeek: 0, startHour: 0, startMinute: 0 },
        preferredPrimaryZone: '1',
        serverNames: [node('c'), node('w0'), node('w1')],
        readReplicas: [],
        sourceResourceId: null,
        privateEndpointConnections: [],
      },
      { location: 'westeurope', tags: { team: 'telemetry' }, systemData: { createdAt: '2024-10-08T07:19:42.1180000Z', createdBy: 'lee@contoso.com', createdByType: 'User' } },
    ),
    resource(`${cluster}/firewallRules/everyone`, { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255', provisioningState: 'Succeeded' }),
    resource(`${cluster}/roles/ingest`, { roleType: 'user', externalIdentity: null, provisioningState: 'Succeeded' }),
    resource(`${cluster}/nodeConfigurations/log_connections`, { value: 'off' }),
    resource(
      horizon,
      {
        provisioningState: 'Succeeded',
        state: 'Ready',
        version: '17',
        administratorLogin: 'vectorsadmin',
        createMode: 'Create',
        authConfig: { entraIdAuth: 'Enabled', passwordAuth: 'Disabled', tenantId },
        network: { publicNetworkAccess: 'Enabled' },
        vCores: 4,
        replicaCount: 2,
        zonePlacementPolicy: 'Strict',
        parameterGroup: { id: parameterGroup, syncStatus: 'Synchronized' },
      },
      { location: 'swedencentral', tags: { team: 'search' }, systemData: { createdAt: '2026-05-21T12:02:31.4470000Z', createdBy: 'lee@contoso.com', createdByType: 'User' } },
    ),
    resource(`${horizon}/administrators/7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10`, { principalName: 'PostgreSQL Administrators', principalType: 'Group', tenantId }),
    resource(`${horizon}/pools/default`, { replicaCount: 2, version: '17', state: 'Ready' }),
    resource(`${horizon}/pools/default/firewallRules/search-team`, { startIpAddress: '203.0.113.32', endIpAddress: '203.0.113.47', provisioningState: 'Succeeded' }),
    resource(
      parameterGroup,
      { pgVersion: 17, provisioningState: 'Succeeded', parameters: [{ name: 'shared_preload_libraries', value: 'pg_stat_statements,pgaudit' }, { name: 'password_encryption', value: 'scram-sha-256' }] },
      { location: 'swedencentral' },
    ),
  ];
}
