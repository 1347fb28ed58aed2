import type { OtherResource } from './fleet';
import type { Json, JsonObject } from './message';

interface Place {
  readonly production: string;
  readonly staging: string;
  readonly tenantId: string;
  readonly person: string;
}

/** The network, the vault, the locks, the roles and the diagnostic settings around the servers of the sample fleet. */
export function sampleOthers({ production, staging, tenantId, person }: Place): OtherResource[] {
  const network = `/subscriptions/${production}/resourceGroups/rg-network/providers/Microsoft.Network`;
  const server = (group: string, name: string): string => `/subscriptions/${production}/resourceGroups/${group}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${name}`;
  const resource = (id: string, properties: JsonObject, more: JsonObject = {}): OtherResource => ({ id, body: { ...more, properties } });
  const workspace = `/subscriptions/${production}/resourceGroups/rg-network/providers/Microsoft.OperationalInsights/workspaces/log-contoso`;
  const audit = (id: string, name: string): OtherResource =>
    resource(`${id}/providers/Microsoft.Insights/diagnosticSettings/${name}`, {
      storageAccountId: null,
      workspaceId: workspace,
      eventHubAuthorizationRuleId: null,
      logs: [{ category: null, categoryGroup: 'audit', enabled: true, retentionPolicy: { enabled: false, days: 0 } }],
      metrics: [],
    });
  const region = { location: 'westeurope' };
  const zone = `${network}/privateDnsZones/payments.private.postgres.database.azure.com`;
  const payments = `${network}/virtualNetworks/vnet-payments`;
  return [
    resource(payments, { addressSpace: { addressPrefixes: ['10.20.0.0/16'] }, provisioningState: 'Succeeded' }, region),
    resource(`${payments}/subnets/snet-postgresql`, {
      addressPrefix: '10.20.1.0/28',
      networkSecurityGroup: { id: `${network}/networkSecurityGroups/nsg-payments` },
      delegations: [{ name: 'postgresql', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers', provisioningState: 'Succeeded' } }],
      provisioningState: 'Succeeded',
    }),
    resource(
      `${network}/networkSecurityGroups/nsg-payments`,
      { provisioningState: 'Succeeded', securityRules: [rule('allow-applications', 200, '10.20.2.0/24', 'Allow'), rule('deny-others', 4000, '*', 'Deny')], defaultSecurityRules: [] },
      region,
    ),
    resource(zone, { numberOfRecordSets: 2, provisioningState: 'Succeeded' }, { location: 'global' }),
    resource(`${zone}/virtualNetworkLinks/vnet-payments`, { virtualNetwork: { id: payments }, registrationEnabled: false, virtualNetworkLinkState: 'Completed', provisioningState: 'Succeeded' }, { location: 'global' }),
    resource(`${network}/virtualNetworks/vnet-warehouse`, { addressSpace: { addressPrefixes: ['10.30.0.0/16'] }, provisioningState: 'Succeeded' }, region),
    resource(`${network}/virtualNetworks/vnet-warehouse/subnets/snet-apps`, {
      addressPrefix: '10.30.1.0/24',
      serviceEndpoints: [{ service: 'Microsoft.Sql', locations: ['westeurope'], provisioningState: 'Succeeded' }],
      provisioningState: 'Succeeded',
    }),
    resource(
      `/subscriptions/${production}/resourceGroups/rg-identity/providers/Microsoft.KeyVault/vaults/kv-contoso`,
      { vaultUri: 'https://kv-contoso.vault.azure.net/', tenantId, sku: { family: 'A', name: 'premium' }, enableSoftDelete: true, softDeleteRetentionInDays: 90, enablePurgeProtection: true, enableRbacAuthorization: true, publicNetworkAccess: 'Disabled' },
      { location: 'northeurope' },
    ),
    resource(
      `/subscriptions/${production}/resourceGroups/rg-identity/providers/Microsoft.KeyVault/vaults/kv-contoso/keys/postgresql`,
      { kty: 'RSA', keySize: 4096, keyOps: ['wrapKey', 'unwrapKey'], attributes: { enabled: true }, keyUri: 'https://kv-contoso.vault.azure.net/keys/postgresql' },
      { location: 'northeurope' },
    ),
    resource(`/subscriptions/${production}/providers/Microsoft.Security/pricings/OpenSourceRelationalDatabases`, {
      pricingTier: 'Standard',
      enablementTime: '2025-01-10T08:00:00Z',
      freeTrialRemainingTime: 'PT0S',
      enforce: 'False',
      inherited: 'False',
    }),
    resource(workspace, { customerId: '6b0d1f3e-2c4a-4b58-9d7e-0a1b2c3d4e01', sku: { name: 'PerGB2018' }, retentionInDays: 90, provisioningState: 'Succeeded' }, region),
    resource(
      `/subscriptions/${production}/resourceGroups/rg-identity/providers/Microsoft.OperationalInsights/workspaces/log-security`,
      { customerId: '6b0d1f3e-2c4a-4b58-9d7e-0a1b2c3d4e02', sku: { name: 'PerGB2018' }, retentionInDays: 365, provisioningState: 'Succeeded' },
      { location: 'northeurope' },
    ),
    audit(server('rg-payments', 'pg-payments'), 'audit-to-workspace'),
    audit(server('rg-identity', 'pg-identity'), 'audit-to-workspace'),
    resource(`${server('rg-payments', 'pg-payments')}/providers/Microsoft.Authorization/locks/keep`, { level: 'CanNotDelete', notes: 'Holds the payments of all shops.' }),
    resource(`/subscriptions/${production}/providers/Microsoft.Authorization/roleAssignments/4d1c8a52-1f0e-4d7e-9a50-5a9d0a7b1001`, {
      roleDefinitionId: `/subscriptions/${production}/providers/Microsoft.Authorization/roleDefinitions/${roles.reader}`,
      principalId: person,
      principalType: 'User',
      scope: `/subscriptions/${production}`,
    }),
    resource(`/subscriptions/${staging}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances/4d1c8a52-1f0e-4d7e-9a50-5a9d0a7b2001`, {
      principalId: person,
      roleDefinitionId: `/subscriptions/${staging}/providers/Microsoft.Authorization/roleDefinitions/${roles.contributor}`,
      scope: `/subscriptions/${staging}`,
      status: 'Provisioned',
      expandedProperties: { roleDefinition: { displayName: 'Contributor', type: 'BuiltInRole' } },
    }),
  ];
}

/** Ids of built-in roles, the same in every tenant. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const roles = { reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c' } as const;

function rule(name: string, priority: number, source: string, access: 'Allow' | 'Deny'): Json {
  return {
    name,
    properties: { priority, direction: 'Inbound', access, protocol: 'Tcp', sourceAddressPrefix: source, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '5432' },
  };
}
