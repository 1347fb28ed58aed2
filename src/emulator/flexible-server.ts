import type { Child, ServerState } from './fleet';
import type { JsonObject } from './message';
import { regionDisplayName } from './regions';

/** A firewall rule in short: name, first and last address. */
export type RuleRow = readonly [name: string, start: string, end: string];

/** What tells one Flexible Server from another; everything else takes the values that a new server has. */
export interface FlexibleServerOptions {
  readonly name: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** The region's short name. */
  readonly location: string;
  readonly version: string;
  readonly createdAt: string;
  readonly minorVersion?: string;
  readonly state?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sku?: readonly [name: string, tier: string];
  readonly storageSizeGB?: number;
  readonly entra?: boolean;
  readonly passwords?: boolean;
  readonly publicNetworkAccess?: 'Enabled' | 'Disabled';
  /** Virtual network integration: the ids of the delegated subnet and of the private zone. */
  readonly integration?: { readonly subnet: string; readonly zone: string };
  readonly backup?: { readonly days: number; readonly geoRedundant: boolean };
  readonly highAvailability?: boolean;
  /** Customer-managed key: the key's URI and the id of the identity that reads it. */
  readonly key?: { readonly uri: string; readonly identity: string };
  /** The id of the server that this is a read replica of. */
  readonly replicaOf?: string;
  readonly rules?: readonly RuleRow[];
  readonly administrators?: readonly Child[];
  readonly privateEndpoints?: readonly Child[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly threatProtection?: boolean;
}

const minorVersions: Readonly<Record<string, string>> = { '11': '22', '12': '22', '13': '23', '14': '19', '15': '14', '16': '10', '17': '6', '18': '1' };

/** Builds the state of a Flexible Server in the shape of a recorded GET of api-version 2025-08-01 and later. */
export function flexibleServer(options: FlexibleServerOptions): ServerState {
  const [skuName, tier] = options.sku ?? ['Standard_D4ds_v5', 'GeneralPurpose'];
  const storageSizeGB = options.storageSizeGB ?? 128;
  return {
    body: {
      sku: { name: skuName, tier },
      systemData: { createdAt: options.createdAt },
      ...(options.key && {
        identity: { type: 'UserAssigned', tenantId: options.tenantId, userAssignedIdentities: { [options.key.identity]: {} } },
      }),
      properties: {
        dataEncryption: encryption(options),
        replica: { role: options.replicaOf === undefined ? 'Primary' : 'AsyncReplica', capacity: options.replicaOf === undefined ? 5 : 0, ...(options.replicaOf !== undefined && { replicationState: 'Active' }) },
        ...(options.replicaOf !== undefined && { sourceServerResourceId: options.replicaOf }),
        storage: {
          type: '',
          iops: storageSizeGB >= 512 ? 2300 : 500,
          tier: storageSizeGB >= 512 ? 'P20' : 'P10',
          storageSizeGB,
          autoGrow: 'Disabled',
        },
        network: network(options),
        authConfig: {
          activeDirectoryAuth: options.entra ? 'Enabled' : 'Disabled',
          passwordAuth: options.passwords === false ? 'Disabled' : 'Enabled',
          ...(options.entra && { tenantId: options.tenantId }),
        },
        fullyQualifiedDomainName: `${options.name}.postgres.database.azure.com`,
        version: options.version,
        minorVersion: options.minorVersion ?? minorVersions[options.version] ?? '0',
        ...(options.passwords !== false && { administratorLogin: 'pgadmin' }),
        state: options.state ?? 'Ready',
        availabilityZone: '1',
        backup: {
          backupRetentionDays: options.backup?.days ?? 7,
          geoRedundantBackup: options.backup?.geoRedundant ? 'Enabled' : 'Disabled',
          earliestRestoreDate: '2026-11-16T03:00:00.0000000+00:00',
        },
        highAvailability: options.highAvailability
          ? { mode: 'ZoneRedundant', state: 'Healthy', standbyAvailabilityZone: '2' }
          : { mode: 'Disabled', state: 'NotEnabled' },
        maintenanceWindow: { customWindow: 'Disabled', dayOfWeek: 0, startHour: 0, startMinute: 0 },
        replicationRole: options.replicaOf === undefined ? 'Primary' : 'AsyncReplica',
        replicaCapacity: options.replicaOf === undefined ? 5 : 0,
      },
      location: regionDisplayName(options.location),
      ...(options.tags && { tags: { ...options.tags } }),
    },
    children: {
      firewallRules: (options.rules ?? []).map(([name, start, end]) => ({ name, properties: { startIpAddress: start, endIpAddress: end } })),
      administrators: [...(options.administrators ?? [])],
      virtualNetworkRules: [],
      privateEndpointConnections: [...(options.privateEndpoints ?? [])],
      keys: [],
    },
    parameters: new Map(Object.entries(options.parameters ?? {}).map(([name, value]) => [name, { value, source: 'user-override' }])),
    threatProtection: { state: options.threatProtection ? 'Enabled' : 'Disabled', creationTime: options.createdAt },
  };
}

function network(options: FlexibleServerOptions): JsonObject {
  if (options.integration) {
    return {
      publicNetworkAccess: 'Disabled',
      delegatedSubnetResourceId: options.integration.subnet,
      privateDnsZoneArmResourceId: options.integration.zone,
    };
  }
  return { publicNetworkAccess: options.publicNetworkAccess ?? 'Enabled' };
}

function encryption(options: FlexibleServerOptions): JsonObject {
  if (!options.key) return { type: 'SystemManaged' };
  return {
    type: 'AzureKeyVault',
    primaryKeyURI: options.key.uri,
    primaryUserAssignedIdentityId: options.key.identity,
    primaryEncryptionKeyStatus: 'Valid',
  };
}

/** Builds an administrator of a Flexible Server, which is named by its object id. */
export function entraAdministrator(objectId: string, principalName: string, principalType: 'User' | 'Group' | 'ServicePrincipal', tenantId: string): Child {
  return { name: objectId, properties: { principalType, principalName, objectId, tenantId } };
}

/** Builds a private endpoint connection; its name is the endpoint's name and an identifier. */
export function privateEndpoint(name: string, id: string, subscriptionId: string, resourceGroup: string, status: 'Approved' | 'Pending'): Child {
  return {
    name: `${name}.${id}`,
    properties: {
      privateEndpoint: { id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/privateEndpoints/${name}` },
      privateLinkServiceConnectionState: {
        status,
        description: status === 'Approved' ? 'Auto-Approved' : 'Please approve the connection.',
        actionsRequired: 'None',
      },
      groupIds: ['postgresqlServer'],
      provisioningState: 'Succeeded',
    },
  };
}
