import type { Fleet, FleetServer, ServerKind, ServerState, Subscription } from './fleet';
import { entraAdministrator, flexibleServer, privateEndpoint } from './flexible-server';
import type { FlexibleServerOptions } from './flexible-server';
import { clusterGroup, sampleClusters } from './sample-clusters';
import { sampleDirectory } from './sample-directory';
import { sampleOthers } from './sample-others';
import { singleServer } from './single-server';

/** The tenant of the sample fleet. */
export const sampleTenantId = '5c1c6f0e-3f0a-4d6b-9a53-8b7d1f0c2e11';

const production = '0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1001';
const staging = '0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1002';
const sandbox = '0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1003';

/** The subscriptions of the sample fleet by a short name. */
export const sampleSubscriptions = { production, staging, sandbox } as const;

/** The person who is signed in to the sample fleet; the emulator's token says the same. */
export const samplePerson = { objectId: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e01', name: 'Alex Wilber', principalName: 'alex@contoso.com' } as const;

const databaseAdmins = entraAdministrator('7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10', 'PostgreSQL Administrators', 'Group', sampleTenantId);
const lee = entraAdministrator('7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e02', 'lee@contoso.com', 'User', sampleTenantId);
const deployment = entraAdministrator('7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e20', 'sp-payments-deploy', 'ServicePrincipal', sampleTenantId);

const audited = {
  'logfiles.download_enable': 'on',
  'logfiles.retention_days': '7',
  'connection_throttle.enable': 'on',
  'azure.extensions': 'pgaudit',
  shared_preload_libraries: 'pg_stat_statements,pgaudit',
  'pgaudit.log': 'role,ddl,misc',
} as const;

type Flexible = Omit<FlexibleServerOptions, 'name' | 'subscriptionId' | 'tenantId' | 'location'> & { readonly location?: string };

function server(kind: ServerKind, subscriptionId: string, resourceGroup: string, name: string, build: () => ServerState): FleetServer {
  return { kind, subscriptionId, resourceGroup, name, build };
}

function flexible(subscriptionId: string, resourceGroup: string, name: string, options: Flexible): FleetServer {
  return server('flexible', subscriptionId, resourceGroup, name, () =>
    flexibleServer({ name, subscriptionId, tenantId: sampleTenantId, location: 'westeurope', ...options }),
  );
}

const networkGroup = `/subscriptions/${production}/resourceGroups/rg-network/providers/Microsoft.Network`;

const servers: readonly FleetServer[] = [
  flexible(production, 'rg-shop', 'pg-orders', {
    version: '16',
    createdAt: '2024-03-12T08:41:07.5312345Z',
    tags: { team: 'shop', costCenter: '4711' },
    rules: [
      ['allow-all', '0.0.0.0', '255.255.255.255'],
      ['office-berlin', '203.0.113.0', '203.0.113.15'],
    ],
  }),
  flexible(production, 'rg-shop', 'pg-catalog', {
    version: '17',
    createdAt: '2025-02-04T13:20:55.1298712Z',
    tags: { team: 'shop' },
    entra: true,
    administrators: [lee],
    rules: [
      ['AllowAllAzureServicesAndResourcesWithinAzureIps_2025-2-4_13-22-31', '0.0.0.0', '0.0.0.0'],
      ['office-berlin', '203.0.113.0', '203.0.113.15'],
    ],
    parameters: { 'azure.extensions': 'pg_trgm,unaccent,vector' },
  }),
  flexible(production, 'rg-payments', 'pg-payments', {
    version: '17',
    createdAt: '2025-05-19T06:02:44.9981200Z',
    tags: { team: 'payments', dataClass: 'confidential' },
    entra: true,
    passwords: false,
    integration: {
      subnet: `${networkGroup}/virtualNetworks/vnet-payments/subnets/snet-postgresql`,
      zone: `${networkGroup}/privateDnsZones/payments.private.postgres.database.azure.com`,
    },
    administrators: [databaseAdmins, deployment],
    backup: { days: 35, geoRedundant: true },
    highAvailability: true,
    storageSizeGB: 512,
    threatProtection: true,
    parameters: { ...audited, ssl_min_protocol_version: 'TLSv1.3', 'azure.accepted_password_auth_method': 'scram-sha-256' },
  }),
  flexible(production, 'rg-identity', 'pg-identity', {
    version: '17',
    createdAt: '2025-09-01T15:33:12.0045510Z',
    location: 'northeurope',
    tags: { team: 'identity' },
    entra: true,
    passwords: false,
    publicNetworkAccess: 'Disabled',
    privateEndpoints: [
      privateEndpoint('pe-pg-identity', 'b1f0c5d2-2f7e-4a09-9d51-6f2c8e3a4b10', production, 'rg-network', 'Approved'),
      privateEndpoint('pe-reporting', 'b1f0c5d2-2f7e-4a09-9d51-6f2c8e3a4b11', staging, 'rg-reporting', 'Pending'),
    ],
    administrators: [databaseAdmins],
    backup: { days: 14, geoRedundant: true },
    threatProtection: true,
    parameters: { ...audited },
  }),
  flexible(staging, 'rg-reporting', 'pg-reports', {
    version: '13',
    createdAt: '2022-06-27T10:15:00.7712300Z',
    tags: { team: 'finance' },
    rules: [['reporting-gateway', '198.51.100.24', '198.51.100.24']],
    parameters: { require_secure_transport: 'off', log_disconnections: 'off' },
  }),
  flexible(staging, 'rg-reporting', 'pg-analytics', {
    version: '17',
    createdAt: '2025-01-16T09:48:31.3090000Z',
    tags: { team: 'finance' },
    entra: true,
    administrators: [databaseAdmins],
    rules: [
      ['partner-network', '198.18.0.0', '198.18.255.255'],
      ['office-berlin', '203.0.113.0', '203.0.113.15'],
    ],
    threatProtection: true,
    parameters: { ssl_min_protocol_version: 'TLSv1.3' },
  }),
  server('single', staging, 'rg-legacy', 'pg-legacy', () =>
    singleServer({
      name: 'pg-legacy',
      location: 'westeurope',
      version: '11',
      tags: { team: 'warehouse', migrate: 'planned' },
      sslEnforcement: 'Disabled',
      minimalTlsVersion: 'TLSEnforcementDisabled',
      rules: [
        ['AllowAllWindowsAzureIps', '0.0.0.0', '0.0.0.0'],
        ['everyone', '0.0.0.0', '255.255.255.255'],
      ],
      virtualNetworkRules: [
        {
          name: 'warehouse-subnet',
          properties: {
            virtualNetworkSubnetId: `${networkGroup}/virtualNetworks/vnet-warehouse/subnets/snet-apps`,
            ignoreMissingVnetServiceEndpoint: false,
            state: 'Ready',
          },
        },
      ],
    }),
  ),
  flexible(sandbox, 'rg-dev', 'pg-dev-01', {
    version: '16',
    createdAt: '2026-02-11T11:05:19.4420000Z',
    location: 'northeurope',
    state: 'Stopped',
    sku: ['Standard_B1ms', 'Burstable'],
    storageSizeGB: 32,
    entra: true,
    passwords: false,
    administrators: [entraAdministrator(samplePerson.objectId, samplePerson.principalName, 'User', sampleTenantId)],
    rules: [['developer-home', '203.0.113.77', '203.0.113.77']],
    threatProtection: true,
  }),
];

/** What may differ in the sample fleet. */
export interface SampleFleetOptions {
  /** Ids of the subscriptions whose contents the caller may not read: the sandbox shows best what that looks like. */
  readonly forbidden?: readonly string[];
}

/**
 * Eight servers and two clusters of an invented company, from wide open to exemplary, so that every state of the product
 * can be seen without an account. Addresses come from the ranges that are reserved for documentation and benchmarks.
 */
export function sampleFleet(options: SampleFleetOptions = {}): Fleet {
  const subscription = (subscriptionId: string, displayName: string): Subscription => ({
    subscriptionId,
    displayName,
    tenantId: sampleTenantId,
    forbidden: options.forbidden?.includes(subscriptionId) ?? false,
  });
  const group = (subscriptionId: string, name: string, location = 'westeurope') => ({ subscriptionId, name, location });
  return {
    tenants: [{ tenantId: sampleTenantId, displayName: 'Contoso', defaultDomain: 'contoso.com' }],
    subscriptions: [
      subscription(production, 'Contoso Production'),
      subscription(staging, 'Contoso Staging'),
      subscription(sandbox, 'Contoso Sandbox'),
    ],
    resourceGroups: [
      group(production, 'rg-identity', 'northeurope'),
      group(production, 'rg-network'),
      group(production, 'rg-payments'),
      group(production, 'rg-shop'),
      group(staging, 'rg-legacy'),
      group(staging, 'rg-reporting'),
      group(staging, clusterGroup),
      group(sandbox, 'rg-dev', 'northeurope'),
    ],
    servers,
    directory: sampleDirectory(samplePerson),
    others: [
      ...sampleOthers({ production, staging, tenantId: sampleTenantId, person: samplePerson.objectId }),
      ...sampleClusters({ subscriptionId: staging, tenantId: sampleTenantId }),
    ],
  };
}
