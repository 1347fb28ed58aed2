import type { Child, ServerState } from './fleet';
import type { RuleRow } from './flexible-server';

/** What tells one Single Server from another. */
export interface SingleServerOptions {
  readonly name: string;
  readonly location: string;
  readonly version: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sslEnforcement?: 'Enabled' | 'Disabled';
  readonly minimalTlsVersion?: 'TLS1_0' | 'TLS1_1' | 'TLS1_2' | 'TLSEnforcementDisabled';
  readonly publicNetworkAccess?: 'Enabled' | 'Disabled';
  readonly infrastructureEncryption?: 'Enabled' | 'Disabled';
  readonly backup?: { readonly days: number; readonly geoRedundant: boolean };
  readonly rules?: readonly RuleRow[];
  readonly virtualNetworkRules?: readonly Child[];
  readonly administrator?: { readonly login: string; readonly sid: string; readonly tenantId: string };
  readonly keys?: readonly Child[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly threatProtection?: boolean;
}

/** Builds the state of a Single Server in the shape of a recorded GET of api-version 2017-12-01. */
export function singleServer(options: SingleServerOptions): ServerState {
  const { administrator } = options;
  return {
    body: {
      sku: { name: 'GP_Gen5_2', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 },
      properties: {
        administratorLogin: 'pgadmin',
        storageProfile: {
          storageMB: 51200,
          backupRetentionDays: options.backup?.days ?? 7,
          geoRedundantBackup: options.backup?.geoRedundant ? 'Enabled' : 'Disabled',
          storageAutogrow: 'Enabled',
        },
        version: options.version,
        sslEnforcement: options.sslEnforcement ?? 'Enabled',
        minimalTlsVersion: options.minimalTlsVersion ?? 'TLS1_2',
        userVisibleState: 'Ready',
        fullyQualifiedDomainName: `${options.name}.postgres.database.azure.com`,
        earliestRestoreDate: '2026-11-16T03:00:00.000+00:00',
        replicationRole: 'None',
        masterServerId: '',
        replicaCapacity: 5,
        byokEnforcement: 'Disabled',
        privateEndpointConnections: [],
        infrastructureEncryption: options.infrastructureEncryption ?? 'Disabled',
        publicNetworkAccess: options.publicNetworkAccess ?? 'Enabled',
      },
      location: options.location,
      ...(options.tags && { tags: { ...options.tags } }),
    },
    children: {
      firewallRules: (options.rules ?? []).map(([name, start, end]) => ({ name, properties: { startIpAddress: start, endIpAddress: end } })),
      administrators: administrator ? [{ name: 'activeDirectory', properties: { administratorType: 'ActiveDirectory', ...administrator } }] : [],
      virtualNetworkRules: [...(options.virtualNetworkRules ?? [])],
      privateEndpointConnections: [],
      keys: [...(options.keys ?? [])],
    },
    parameters: new Map(Object.entries(options.parameters ?? {}).map(([name, value]) => [name, { value, source: 'user-override' }])),
    threatProtection: {
      state: options.threatProtection ? 'Enabled' : 'Disabled',
      emailAccountAdmins: false,
      emailAddresses: [],
      disabledAlerts: [],
      retentionDays: 0,
    },
  };
}
