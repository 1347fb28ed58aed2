import fc from 'fast-check';
import { layers } from '../../../../src/layers/catalog';
import { childNeeds } from '../../../../src/model/layer';
import { serverTypes } from '../../../../src/model/resource';
import type { Json } from '../../../../src/model/value';

/** How a value comes to where it is used. */
export type Way = 'written' | 'variable' | 'default' | 'given';

/** A part of a server's body, with how its value gets there. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: Json;
  readonly way: Way;
}

export interface Child {
  readonly segment: string;
  readonly name: string;
  readonly settings: readonly Setting[];
  readonly nested: boolean;
}

/** A server as people might have written it; the same in both languages. */
export interface GeneratedServer {
  readonly kind: 'flexible' | 'single';
  readonly apiVersion: string;
  readonly settings: readonly Setting[];
  readonly children: readonly Child[];
  /** Whether a module deploys it, which is given the values, or a parameters file gives them. */
  readonly inModule: boolean;
  readonly newline: '\n' | '\r\n';
  readonly unit: string;
}

type Choice = readonly [path: string, ...values: Json[]];

const id = (path: string): string => `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/${path}`;
const key = 'https://vault.vault.azure.net/keys/orders';

const common: readonly Choice[] = [
  ['location', 'westeurope'],
  ['properties.administratorLogin', 'orders', 'admin'],
  ['properties.administratorLoginPassword', 'not-A-real-1'],
  ['properties.createMode', 'Default', 'Create'],
];

const choices: Readonly<Record<GeneratedServer['kind'], readonly Choice[]>> = {
  flexible: [
    ...common,
    ['sku.name', 'Standard_D2ds_v5', 'Standard_B1ms'],
    ['sku.tier', 'GeneralPurpose', 'Burstable'],
    ['properties.version', '11', '13', '16', '17'],
    ['properties.network.publicNetworkAccess', 'Enabled', 'Disabled'],
    ['properties.network.delegatedSubnetResourceId', id('Microsoft.Network/virtualNetworks/v/subnets/s')],
    ['properties.network.privateDnsZoneArmResourceId', id('Microsoft.Network/privateDnsZones/z.postgres.database.azure.com')],
    ['properties.authConfig.activeDirectoryAuth', 'Enabled', 'Disabled'],
    ['properties.authConfig.passwordAuth', 'Enabled', 'Disabled'],
    ['properties.backup.geoRedundantBackup', 'Enabled', 'Disabled'],
    ['properties.backup.backupRetentionDays', 7, 35],
    ['properties.highAvailability.mode', 'Disabled', 'ZoneRedundant', 'SameZone'],
    ['properties.storage.autoGrow', 'Enabled', 'Disabled'],
    ['properties.dataEncryption.type', 'AzureKeyVault'],
    ['properties.dataEncryption.primaryKeyURI', key, `${key}/0123456789abcdef0123456789abcdef`],
    ['properties.dataEncryption.geoBackupKeyURI', `${key}/0123456789abcdef0123456789abcdef`],
  ],
  single: [
    ...common,
    ['properties.version', '11', '10'],
    ['properties.sslEnforcement', 'Enabled', 'Disabled'],
    ['properties.minimalTlsVersion', 'TLS1_2', 'TLS1_0', 'TLSEnforcementDisabled'],
    ['properties.publicNetworkAccess', 'Enabled', 'Disabled'],
    ['properties.infrastructureEncryption', 'Enabled', 'Disabled'],
    ['properties.storageProfile.geoRedundantBackup', 'Enabled', 'Disabled'],
    ['properties.storageProfile.storageAutogrow', 'Enabled', 'Disabled'],
    ['properties.storageProfile.backupRetentionDays', 7, 35],
  ],
};

/** Values of PostgreSQL parameters: whatever a rule wants, some of them fail. */
const parameterValues = [
  'on', 'off', 'none', 'all', 'ddl', 'mod', 'read', 'write', '', '0', '1', '3', '7', '1024', 'TLSv1', 'TLSv1.2', 'TLSv1.3', 'md5', 'scram-sha-256',
  'pg_cron', 'pgaudit', 'pg_stat_statements,pgaudit', 'error', 'warning', 'log', 'debug5',
];

/** The parameters that the layers of the catalog read, so that those of new rules are among them. */
function parameterNames(kind: GeneratedServer['kind']): string[] {
  const type = `${serverTypes[kind]}/configurations`.toLowerCase();
  const names = layers.flatMap(({ needs }) => childNeeds(needs).filter((need) => need.type.toLowerCase() === type).flatMap((need) => need.names ?? []));
  return [...new Set(names)];
}

const way = fc.constantFrom<Way>('written', 'written', 'written', 'variable', 'default', 'given');

const settingOf = ([path, ...values]: Choice): fc.Arbitrary<Setting> =>
  fc.record({ path: fc.constant(path.split('.')), value: fc.constantFrom(...values), way });

const written = (path: string, value: Json): Setting => ({ path: path.split('.'), value, way: 'written' });

const address = fc.constantFrom('0.0.0.0', '10.0.0.1', '20.1.2.3', '20.1.2.4', '192.168.1.1', '255.255.255.255', '20.1.300.1');

function childrenOf(kind: GeneratedServer['kind']): fc.Arbitrary<Child[]> {
  const nested = fc.boolean();
  const configuration = fc
    .record({ name: fc.constantFrom(...parameterNames(kind)), value: fc.constantFrom<Json>(...parameterValues), way, nested })
    .map((one): Child => ({
      segment: 'configurations', name: one.name, nested: one.nested,
      settings: [{ path: ['properties', 'value'], value: one.value, way: one.way }, written('properties.source', 'user-override')],
    }));
  const rule = fc
    .record({ name: fc.constantFrom('office', 'everybody', 'AllowAllWindowsAzureIps', 'a b', 'ClientIPAddress_2024-1-1'), start: address, end: address, way, nested })
    .map((one): Child => ({
      segment: 'firewallRules', name: one.name, nested: one.nested,
      settings: [{ path: ['properties', 'startIpAddress'], value: one.start, way: one.way }, written('properties.endIpAddress', one.end)],
    }));
  const administrator = fc.record({ type: fc.constantFrom('User', 'Group', 'ServicePrincipal'), nested }).map((one): Child => ({
    segment: 'administrators',
    name: kind === 'flexible' ? '11111111-2222-3333-4444-555555555555' : 'activeDirectory',
    nested: one.nested,
    settings:
      kind === 'flexible'
        ? [written('properties.principalName', 'dba'), written('properties.principalType', one.type), written('properties.tenantId', '11111111-2222-3333-4444-000000000000')]
        : [written('properties.administratorType', 'ActiveDirectory'), written('properties.login', 'dba')],
  }));
  const alerts = fc.record({ state: fc.constantFrom('Enabled', 'Disabled'), owners: fc.boolean(), disabled: fc.boolean(), nested }).map((one): Child => ({
    segment: kind === 'flexible' ? 'advancedThreatProtectionSettings' : 'securityAlertPolicies',
    name: 'Default',
    nested: one.nested,
    settings: [
      written('properties.state', one.state),
      ...(kind === 'single'
        ? [written('properties.emailAccountAdmins', one.owners), written('properties.disabledAlerts', one.disabled ? ['Brute_Force'] : [])]
        : []),
    ],
  }));
  const network = fc.record({ ignores: fc.boolean(), nested }).map((one): Child => ({
    segment: 'virtualNetworkRules', name: 'app', nested: one.nested,
    settings: [
      written('properties.virtualNetworkSubnetId', id('Microsoft.Network/virtualNetworks/v/subnets/s')),
      written('properties.ignoreMissingVnetServiceEndpoint', one.ignores),
    ],
  }));
  const others = kind === 'flexible' ? [administrator, alerts] : [administrator, alerts, network];
  const one = fc.oneof({ arbitrary: configuration, weight: 4 }, { arbitrary: rule, weight: 3 }, ...others);
  return fc.uniqueArray(one, { maxLength: 7, selector: ({ segment, name }) => `${segment}/${name}` });
}

const versions = { flexible: ['2022-12-01', '2023-06-01-preview', '2024-08-01', '2025-08-01'], single: ['2017-12-01'] } as const;

function serverOf(kind: GeneratedServer['kind']): fc.Arbitrary<GeneratedServer> {
  return fc.record({
    kind: fc.constant(kind),
    apiVersion: fc.constantFrom(...versions[kind]),
    settings: fc
      .tuple(...choices[kind].map((choice) => fc.option(settingOf(choice), { freq: 2 })))
      .map((all) => all.filter((one) => one !== null)),
    children: childrenOf(kind),
    inModule: fc.boolean(),
    newline: fc.constantFrom('\n' as const, '\n' as const, '\r\n' as const),
    unit: fc.constantFrom('  ', '    ', '\t'),
  });
}

export const anyServer = fc.oneof({ arbitrary: serverOf('flexible'), weight: 3 }, { arbitrary: serverOf('single'), weight: 1 });
