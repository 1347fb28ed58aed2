import type { Kind } from '../../../src/model/resource';
import type { Value } from '../../../src/model/value';
import { unknown } from '../../../src/model/value';
import type { Declaration } from '../../../src/model/snapshot';
import type { Inside } from '../../../src/postgres/inside/inside';
import type { Role } from '../../../src/postgres/inside/roles';
import type { ChildParts, ServerParts } from './build-snapshot';

/** What makes a rule hold, fail and stay undecided on one kind of server, read from Azure and from a template alike. */
/** A server, with what somebody saw who had connected to it. */
export type OutcomeParts = ServerParts & { readonly inside?: Inside };

export interface Outcomes {
  readonly holds?: OutcomeParts;
  readonly fails?: OutcomeParts;
  readonly undecided?: OutcomeParts;
}

export type Row = readonly [rule: string, kinds: readonly Kind[], outcomes: Outcomes | ((kind: Kind) => Outcomes), source?: 'template' | 'live'];

export const open = unknown('the parameter has no value');

const all = ['flexible', 'single', 'cluster'] as const satisfies readonly Kind[];

/** Public access of each kind of server. */
export function publicAccess(kind: Kind, value: 'on' | 'off' | 'open'): Readonly<Record<string, Value>> {
  const word = value === 'open' ? open : value === 'on' ? 'Enabled' : 'Disabled';
  switch (kind) {
    case 'single':
      return { publicNetworkAccess: word };
    case 'cluster':
      return { coordinatorEnablePublicIpAccess: value === 'open' ? open : value === 'on' };
    case 'flexible':
    case 'horizon':
      return { network: { publicNetworkAccess: word } };
  }
}

type Range = readonly [name: Value, start: Value, end: Value];

/** A server with these firewall rules behind a public endpoint. */
const firewall = (kind: Kind, rules: readonly Range[], endpoint: 'on' | 'off' | 'open' = 'on'): ServerParts => ({
  // No template says it of a HorizonDB cluster.
  ...(kind === 'horizon' ? {} : { properties: publicAccess(kind, endpoint) }),
  children: { [kind === 'horizon' ? 'pools/firewallRules' : 'firewallRules']: rules.map(([name, startIpAddress, endIpAddress]) => ({ name: name as string, properties: { startIpAddress, endIpAddress } })) },
});

const office: Range = ['office', '203.0.113.4', '203.0.113.4'];
const halfKnown: Range = ['office', open, '203.0.113.4'];

const byFirewall = (fails: readonly Range[], undecided: readonly Range[] = [halfKnown]) => (kind: Kind): Outcomes => ({
  holds: firewall(kind, [office]),
  fails: firewall(kind, fails),
  undecided: firewall(kind, undecided),
});

const parameters = (name: string, right: string, wrong: string): Outcomes => ({
  holds: { parameters: { [name]: right } },
  fails: { parameters: { [name]: wrong } },
  undecided: { parameters: { [name]: open } },
});

const setting = (path: readonly string[], right: Value, wrong: Value, beside: Readonly<Record<string, Value>> = {}): Outcomes => {
  const put = (value: Value): ServerParts => ({ properties: { ...beside, ...(path.reduceRight<Value>((inner, key) => ({ [key]: inner }), value) as Readonly<Record<string, Value>>) } });
  return { holds: put(right), fails: put(wrong), undecided: put(open) };
};

const signIn = (entra: Value, passwords: Value, more: ServerParts = {}): ServerParts => ({ properties: { authConfig: { activeDirectoryAuth: entra, passwordAuth: passwords } }, ...more });
const administrator = (principalType: Value): ServerParts => ({ children: { administrators: [{ name: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e10', properties: { principalName: 'PostgreSQL Administrators', principalType } }] } });

const key = 'https://orders.vault.azure.net/keys/postgresql';
const encrypted = (more: Readonly<Record<string, Value>>, beside: Readonly<Record<string, Value>> = {}): ServerParts => ({ properties: { dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: key, ...more }, ...beside } });
const identity = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders';

const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/postgresql';
const networkRule = (ignores: Value): ServerParts => ({ properties: publicAccess('single', 'on'), children: { virtualNetworkRules: [{ properties: { virtualNetworkSubnetId: subnet, ignoreMissingVnetServiceEndpoint: ignores } }] } });

const endpoints = (status: Value): Value => [{ id: '/connections/app', properties: { privateLinkServiceConnectionState: { status } } }];
const login = (name: Value): ServerParts => ({ properties: { administratorLogin: name } });

const alerts = (more: Readonly<Record<string, Value>>): ServerParts => ({ children: { securityAlertPolicies: [{ name: 'Default', properties: { state: 'Enabled', ...more } }] } });

/** A server of a tier of which everything can be asked. */
const ofTier = (outcomes: Outcomes): Outcomes => Object.fromEntries(Object.entries(outcomes as Readonly<Record<string, ServerParts>>).map(([outcome, parts]) => [outcome, { ...parts, body: { sku: { name: 'one', tier: 'GeneralPurpose' } } }]));

const extended = (type: string, fails: readonly ChildParts[], holds: readonly ChildParts[]): Outcomes => ({
  holds: { extensions: { [type]: holds } },
  fails: { extensions: { [type]: fails } },
  undecided: { extensions: { [type]: [] }, incomplete: { [type.split('/').at(-1) ?? '']: 'they were not read' } },
});
const assignment = (role: string): ChildParts[] => [{ name: '1', properties: { roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`, principalId: '2', scope: '/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/x/db' } }];
const logs = (category: string): ChildParts[] => [{ name: 'logs', properties: { logs: [{ category, enabled: true }] } }];

const passwordParameter = (secure: boolean, value?: string): Declaration => ({ at: { in: 'declaration', file: 'main.bicep', kind: 'parameter', name: 'password', path: [] }, type: secure ? 'securestring' : 'string', secure, ...(value === undefined ? {} : { value }) });
const password = (administratorLoginPassword: Value, ...declarations: readonly Declaration[]): ServerParts => ({ properties: { administratorLoginPassword }, declarations });
const secret = unknown('the value of the secure parameter password is kept secret', { sensitive: true });

const role = (more: Partial<Role> = {}): Role => ({
  name: 'app', canLogin: true, superuser: false, createRole: false, createDatabase: false, replication: false, bypassRls: false,
  connectionLimit: -1, validUntil: '2027-01-01', memberOf: [], owns: 0, signIn: 'scram', ...more,
});
const seen = (more: Partial<Inside>): OutcomeParts => ({
  properties: { administratorLogin: 'boss' },
  children: { administrators: [] },
  inside: { host: 'db', at: '2026-11-24T10:15:00.000Z', database: 'postgres', user: 'boss', roles: [role()], sessions: [], hidden: 0, extensions: [], databases: [], ...more },
});
const database = (publicCreates: boolean): Inside['databases'][number] => ({ name: 'orders', extensions: [], publicCreates });
const notConnected: OutcomeParts = { properties: { administratorLogin: 'boss' }, children: { administrators: [] } };

const group = (sourceAddressPrefix: Value): ServerParts => ({ beside: [{ key: '/nsg', type: 'Microsoft.Network/networkSecurityGroups', name: 'nsg', existing: false, when: true, body: { properties: { securityRules: [{ name: 'in', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix, sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '5432' } }] } } }] });
const plan = (pricingTier: Value): ServerParts => ({ extensions: { 'Microsoft.Security/pricings': [{ name: 'OpenSourceRelationalDatabases', properties: { pricingTier } }] } });

const primaryId = '/subscriptions/s/resourcegroups/g/providers/microsoft.dbforpostgresql/flexibleservers/primary';
const replicaOf = (access: 'on' | 'off' | 'open'): ServerParts => ({
  properties: { ...publicAccess('flexible', access), createMode: 'Replica', replicationRole: 'AsyncReplica', sourceServerResourceId: primaryId },
  beside: [{ key: primaryId, type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: 'primary', existing: false, when: true, body: { properties: publicAccess('flexible', 'off') } }],
});

const version = (kind: Kind, right: string, wrong: string): Outcomes => setting([kind === 'cluster' ? 'postgresqlVersion' : 'version'], right, wrong);

export const rows: readonly Row[] = [
  ['firewall/address-count', all, byFirewall([['partner', '203.0.113.0', '203.0.113.63']])],
  ['firewall/azure-services', [...all, 'horizon'], byFirewall([['azure', '0.0.0.0', '0.0.0.0']], [['azure', open, '0.0.0.0']])],
  ['firewall/broad-range', all, byFirewall([['partner', '203.0.112.0', '203.0.115.255']])],
  ['firewall/invalid-range', all, byFirewall([['office', '203.0.113.9', '203.0.113.1']])],
  ['firewall/open-to-internet', all, byFirewall([['all', '0.0.0.0', '255.255.255.255']])],
  ['firewall/private-range', all, byFirewall([['inside', '10.0.0.1', '10.0.0.1']])],
  ['firewall/overlapping-rules', all, byFirewall([office, ['twice', '203.0.113.0', '203.0.113.9']], [office, halfKnown])],
  ['firewall/personal-rule', all, byFirewall([['ClientIPAddress_2026-2-4', '203.0.113.4', '203.0.113.4']], [[open, '203.0.113.4', '203.0.113.4']])],
  ['firewall/expired-temporary', all, byFirewall([['desk-until-20260204T1730Z', '203.0.113.4', '203.0.113.4']], [[open, '203.0.113.4', '203.0.113.4']])],
  ['firewall/rule-count', all, (kind) => ({ ...byFirewall(Array.from({ length: 11 }, (_, index): Range => [`rule-${String(index)}`, `203.0.113.${String(index)}`, `203.0.113.${String(index)}`]))(kind), undecided: { ...firewall(kind, [office]), incomplete: { firewallRules: 'they were not read' } } })],
  ['firewall/dead-rules', all, (kind) => ({ holds: firewall(kind, []), fails: firewall(kind, [office], 'off'), undecided: firewall(kind, [office], 'open') })],
  ['network/public-access', all, (kind) => ({ holds: { properties: publicAccess(kind, 'off') }, fails: { properties: publicAccess(kind, 'on') }, undecided: { properties: publicAccess(kind, 'open') } })],
  ['network/public-beside-private', all, (kind) => {
    const beside = (access: 'on' | 'off' | 'open'): ServerParts => ({ properties: { ...publicAccess(kind, access), privateEndpointConnections: endpoints('Approved') } });
    return { holds: beside('off'), fails: beside('on'), undecided: beside('open') };
  }],
  ['network/public-workers', ['cluster'], setting(['nodeEnablePublicIpAccess'], false, true)],
  ['private-link/no-private-endpoint', all, setting(['privateEndpointConnections'], endpoints('Approved'), endpoints('Pending')), 'live'],
  ['virtual-network/missing-service-endpoint', ['single'], { holds: networkRule(false), fails: networkRule(true), undecided: networkRule(open) }],
  ['virtual-network/no-network-rule', ['single'], { holds: networkRule(false), fails: { properties: publicAccess('single', 'on'), children: { virtualNetworkRules: [] } }, undecided: { properties: publicAccess('single', 'open'), children: { virtualNetworkRules: [] } } }],
  ['virtual-network/private-dns-zone', ['flexible'], (() => {
    const zone = (privateDnsZoneArmResourceId?: Value): ServerParts => ({ properties: { network: { delegatedSubnetResourceId: subnet, ...(privateDnsZoneArmResourceId === undefined ? {} : { privateDnsZoneArmResourceId }) } } });
    return { holds: zone('/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/orders'), fails: zone(), undecided: zone(open) };
  })()],
  ['tls/require-encryption', ['flexible'], parameters('require_secure_transport', 'on', 'off')],
  ['tls/require-encryption', ['single'], setting(['sslEnforcement'], 'Enabled', 'Disabled')],
  ['tls/minimum-version', ['flexible'], parameters('ssl_min_protocol_version', 'TLSv1.2', 'TLSv1.1')],
  ['tls/minimum-version', ['single'], setting(['minimalTlsVersion'], 'TLS1_2', 'TLS1_0', { sslEnforcement: 'Enabled' })],
  ['tls/maximum-version', ['flexible'], parameters('ssl_max_protocol_version', '', 'TLSv1.2')],
  ['tls/version-range', ['flexible'], { holds: { parameters: { ssl_min_protocol_version: 'TLSv1.2', ssl_max_protocol_version: 'TLSv1.3' } }, fails: { parameters: { ssl_min_protocol_version: 'TLSv1.3', ssl_max_protocol_version: 'TLSv1.2' } }, undecided: { parameters: { ssl_min_protocol_version: open, ssl_max_protocol_version: 'TLSv1.2' } } }],
  ['tls/not-stated', ['flexible', 'single'], { undecided: { existing: true } }, 'template'],
  ['audit/not-stated', ['flexible', 'single'], { holds: { parameters: { log_checkpoints: 'on', log_connections: 'on', log_disconnections: 'on' } }, undecided: { existing: true } }, 'template'],
  ['threat-protection/not-stated', ['flexible', 'single'], { undecided: { existing: true } }, 'template'],
  ['audit/log-connections', ['flexible', 'single'], parameters('log_connections', 'on', 'off')],
  ['audit/logged-passwords', ['flexible', 'single'], parameters('log_statement', 'none', 'ddl')],
  ['audit/audit-extension', ['flexible'], parameters('shared_preload_libraries', 'pgaudit', 'pg_stat_statements')],
  ['audit/audit-classes', ['flexible'], parameters('pgaudit.log', 'role', 'none')],
  ['access/password-hashing', ['flexible'], parameters('password_encryption', 'scram-sha-256', 'md5')],
  ['access/md5-sign-in', ['flexible'], parameters('azure.accepted_password_auth_method', 'scram-sha-256', 'md5,scram-sha-256')],
  ['access/reserved-login', ['flexible', 'single'], { holds: login('orders'), fails: login('admin'), undecided: login(open) }],
  ['access/literal-login', ['single', 'cluster', 'horizon'], { fails: login('orders'), undecided: { existing: true } }, 'template'],
  ['access/literal-password', ['single', 'cluster', 'horizon'], { fails: { properties: { administratorLoginPassword: 'not-A-real-1' } }, undecided: { properties: { administratorLoginPassword: open } } }, 'template'],
  ['access/outer-scope-secret', all, { holds: { properties: { administratorLoginPassword: unknown('it is secure', { sensitive: true }) } } }, 'template'],
  ['access/predictable-password', all, { holds: { properties: { administratorLoginPassword: unknown('it is secure', { sensitive: true }) } }, undecided: { properties: { administratorLoginPassword: open } } }, 'template'],
  ['entra/password-only', ['flexible', 'cluster'], { holds: signIn('Enabled', 'Disabled'), fails: signIn('Disabled', 'Enabled'), undecided: signIn(open, 'Enabled') }],
  ['entra/password-sign-in', ['flexible', 'cluster'], { holds: signIn('Enabled', 'Disabled'), fails: signIn('Enabled', 'Enabled'), undecided: signIn('Enabled', open) }],
  ['entra/administrator', ['flexible'], { holds: signIn('Enabled', 'Disabled', administrator('Group')), fails: signIn('Enabled', 'Disabled', { children: { administrators: [] } }), undecided: signIn('Enabled', 'Disabled', { incomplete: { administrators: 'they were not read' } }) }],
  ['entra/administrator', ['single'], { holds: { children: { administrators: [{ name: 'activeDirectory', properties: { login: 'PostgreSQL Administrators' } }] } }, fails: { children: { administrators: [] } }, undecided: { incomplete: { administrators: 'they were not read' } } }],
  ['entra/administrator', ['cluster'], {
    holds: signIn('Enabled', 'Enabled', { children: { roles: [{ name: 'admins', properties: { roleType: 'admin', externalIdentity: { objectId: '1', principalType: 'group' } } }] } }),
    fails: signIn('Enabled', 'Enabled', { children: { roles: [{ name: 'app', properties: { roleType: 'user', externalIdentity: { objectId: '1', principalType: 'servicePrincipal' } } }, { name: 'old', properties: {} }] } }),
    undecided: signIn('Enabled', 'Enabled', { children: { roles: [{ name: 'app', properties: { externalIdentity: open } }] } }),
  }],
  ['entra/individual-administrator', ['flexible'], { holds: signIn('Enabled', 'Disabled', administrator('Group')), fails: signIn('Enabled', 'Disabled', administrator('User')), undecided: signIn('Enabled', 'Disabled', administrator(open)) }],
  ['entra/administrator-type', ['flexible'], { holds: signIn('Enabled', 'Disabled', administrator('Group')), fails: signIn('Enabled', 'Disabled', administrator('Unknown')), undecided: signIn('Enabled', 'Disabled', administrator(open)) }],
  ['encryption/customer-key', ['flexible'], { holds: encrypted({}), fails: { properties: { dataEncryption: { type: 'SystemManaged' } } }, undecided: encrypted({ type: open }) }],
  ['encryption/customer-key', ['single'], { undecided: { incomplete: { keys: 'they were not read' } } }],
  ['encryption/unversioned-key', ['flexible', 'cluster'], { holds: encrypted({}), fails: encrypted({ primaryKeyURI: `${key}/0123456789abcdef0123456789abcdef` }), undecided: encrypted({ primaryKeyURI: open }) }],
  ['encryption/key-identity', ['flexible', 'cluster'], { holds: { ...encrypted({ primaryUserAssignedIdentityId: identity }), body: { identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } } } }, fails: encrypted({}), undecided: encrypted({ primaryUserAssignedIdentityId: open }) }],
  ['encryption/backup-key', ['flexible'], (() => {
    const backup = { backup: { geoRedundantBackup: 'Enabled' } };
    return { holds: encrypted({ geoBackupKeyURI: key }, backup), fails: encrypted({}, backup), undecided: encrypted({ geoBackupKeyURI: open }, backup) };
  })()],
  ['encryption/double-encryption', ['single'], setting(['infrastructureEncryption'], 'Enabled', 'Disabled')],
  ['backup/geo-redundancy', ['flexible'], ofTier(setting(['backup', 'geoRedundantBackup'], 'Enabled', 'Disabled'))],
  ['backup/geo-redundancy', ['single'], ofTier(setting(['storageProfile', 'geoRedundantBackup'], 'Enabled', 'Disabled'))],
  ['backup/standby', ['flexible'], ofTier(setting(['highAvailability', 'mode'], 'ZoneRedundant', 'Disabled'))],
  ['backup/storage-growth', ['flexible'], setting(['storage', 'autoGrow'], 'Enabled', 'Disabled')],
  ['backup/storage-growth', ['single'], setting(['storageProfile', 'storageAutogrow'], 'Enabled', 'Disabled')],
  ['threat-protection/disabled-alerts', ['single'], { holds: alerts({ disabledAlerts: [] }), fails: alerts({ disabledAlerts: ['Sql_Injection'] }), undecided: alerts({ disabledAlerts: open }) }],
  ['threat-protection/alert-receivers', ['single'], { holds: alerts({ emailAddresses: ['dba@contoso.com'] }), fails: alerts({ emailAddresses: [], emailAccountAdmins: false }), undecided: alerts({ emailAddresses: open, emailAccountAdmins: false }) }],
  ['lifecycle/supported-version', all, (kind) => version(kind, '17', kind === 'cluster' ? '12' : '11')],
  ['lifecycle/version-near-end', ['flexible', 'cluster'], (kind) => { const { holds, fails, undecided } = version(kind, '17', '15'); const today = '2027-08-01'; return { holds: { ...holds, today }, fails: { ...fails, today }, undecided: { ...undecided, today } }; }],
  ['lifecycle/extended-support', ['flexible'], version('flexible', '17', '13')],
  ['access/broad-assignment', all, extended('Microsoft.Authorization/roleAssignments', assignment('b24988ac-6180-42a0-ab88-20f7382dd24c'), assignment('acdd72a7-3385-48ef-bd42-f606fba81ae7'))],
  ['backup/delete-lock', all, extended('Microsoft.Authorization/locks', [], [{ name: 'keep', properties: { level: 'CanNotDelete' } }])],
  ['audit/diagnostic-setting', all, extended('Microsoft.Insights/diagnosticSettings', [], logs('PostgreSQLLogs'))],
  ['audit/diagnostic-categories', all, { ...extended('Microsoft.Insights/diagnosticSettings', logs('Sessions'), logs('PostgreSQLLogs')), undecided: { extensions: { 'Microsoft.Insights/diagnosticSettings': [{ name: 'logs', properties: { logs: open } }] } } }],
  ['access/insecure-parameter', all, { holds: password(secret, passwordParameter(true)), fails: password(open, passwordParameter(false)) }],
  ['access/secret-default', all, { holds: password(secret, passwordParameter(true)), fails: password(secret, passwordParameter(true, 'not-A-real-1')) }],
  ['access/literal-password', [...all, 'horizon'], { holds: password(secret, passwordParameter(true)) }],
  ['access/outer-scope-secret', all, { fails: { ...password(secret), inOuterScope: true }, undecided: { ...password(open), inOuterScope: true } }],
  ['access/predictable-password', all, { fails: password(unknown('the function uniqueString is computed by Azure')) }],
  ['access/literal-login', [...all, 'horizon'], { holds: { properties: { administratorLogin: 'orders' }, declarations: [{ ...passwordParameter(false, 'orders'), at: { in: 'declaration', file: 'main.bicep', kind: 'parameter', name: 'login', path: [] } }] } }],
  ['access/role-password', ['horizon'], (() => {
    const authentication = (administratorLoginPassword: Value): ServerParts => ({ children: { authentications: [{ name: 'password', properties: { state: 'Enabled', administratorLoginPassword } }] } });
    return { holds: authentication(secret), fails: authentication('not-A-real-1'), undecided: authentication(open) };
  })()],
  ['access/md5-role', all, { holds: seen({}), fails: seen({ roles: [role({ signIn: 'md5' })] }), undecided: notConnected }],
  ['access/powerful-role', all, { holds: seen({}), fails: seen({ roles: [role({ superuser: true })] }), undecided: notConnected }],
  ['access/endless-password', all, { holds: seen({}), fails: seen({ roles: [role({ validUntil: undefined })] }), undecided: notConnected }],
  ['access/public-schema', all, { holds: seen({ databases: [database(false)] }), fails: seen({ databases: [database(true)] }), undecided: notConnected }],
  ['network/open-database-port', ['flexible'], { holds: group('10.0.0.0/24'), fails: group('*'), undecided: group(open) }],
  ['threat-protection/defender-plan', ['flexible'], { holds: plan('Standard'), fails: plan('Free'), undecided: plan(open) }],
  ['network/exposed-replica', ['flexible'], { holds: replicaOf('off'), fails: replicaOf('on'), undecided: replicaOf('open') }],
  ['tls/prefer-1-3', ['flexible'], parameters('ssl_min_protocol_version', 'TLSv1.3', 'TLSv1.2')],
  ['lifecycle/old-api-version', ['single', 'cluster'], { undecided: {} }, 'template'],
  ['lifecycle/retired-service', ['single'], { fails: {} }],
  ['lifecycle/retiring-cluster', ['cluster'], { fails: {} }],
];
