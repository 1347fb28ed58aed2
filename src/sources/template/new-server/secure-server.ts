import { serverTypes } from '../../../model/resource';
import type { Json } from '../../../model/value';

/** How clients reach a new server: from a virtual network only, or from one range of public addresses. */
export const networks = ['private', 'public'] as const;

export type Network = (typeof networks)[number];

/** A value that the template computes, in each language; that of ARM is without its brackets. */
export interface Computed {
  readonly bicep: string;
  readonly arm: string;
}

/** JSON in which any part may be computed. */
export type Part = Json | Computed | { readonly [key: string]: Part };

export interface NewParameter {
  readonly name: string;
  readonly description: string;
  readonly default?: Json | Computed;
  readonly allowed?: readonly string[];
  /** True for one that a template has already, if it has one of the name. */
  readonly shared?: true;
}

export interface NewResource {
  readonly symbol: string;
  /** Without the parent's for a child. */
  readonly type: string;
  /** Its own name. */
  readonly name: string | Computed;
  /** A whole sentence on what it is for. */
  readonly comment: string;
  readonly body: { readonly [key: string]: Part };
  /** The variable with the items of which each is a resource, one after the other. */
  readonly each?: string;
  /** Siblings that come before it: a server is busy while one of them is set. */
  readonly after: readonly string[];
}

/** A server with its children, of which the first resource is the server. */
export interface NewServer {
  readonly apiVersion: string;
  readonly type: string;
  readonly parameters: readonly NewParameter[];
  readonly variable: { readonly name: string; readonly items: readonly { readonly name: string; readonly value: string }[] };
  readonly server: NewResource;
  readonly children: readonly NewResource[];
  readonly output: { readonly name: string; readonly value: Computed };
}

const apiVersion = '2025-08-01';

/** What the rules ask of PostgreSQL parameters, beside what the service sets by itself. */
const settings = [
  { name: 'require_secure_transport', value: 'on' },
  { name: 'ssl_min_protocol_version', value: 'TLSv1.3' },
  { name: 'password_encryption', value: 'scram-sha-256' },
  { name: 'azure.accepted_password_auth_method', value: 'scram-sha-256' },
  { name: 'shared_preload_libraries', value: 'pg_cron,pg_stat_statements,pgaudit' },
  { name: 'azure.extensions', value: 'pgaudit' },
  { name: 'pgaudit.log', value: 'role,ddl,misc' },
  { name: 'pgaudit.log_statement_once', value: 'on' },
  { name: 'log_connections', value: 'on' },
  { name: 'log_disconnections', value: 'on' },
  { name: 'log_checkpoints', value: 'on' },
  { name: 'log_line_prefix', value: '%t-%c-%u-%d-' },
  { name: 'logfiles.retention_days', value: '7' },
  { name: 'connection_throttle.enable', value: 'on' },
];

const dnsHint = 'It is linked to the network, and its name ends with .postgres.database.azure.com.';

/** What each way of reaching the server asks of the person who deploys it. */
const networkParameters: Readonly<Record<Network, readonly NewParameter[]>> = {
  private: [
    { name: 'delegatedSubnetId', description: 'The id of a subnet that is delegated to Microsoft.DBforPostgreSQL/flexibleServers.' },
    { name: 'privateDnsZoneId', description: `The id of the private DNS zone for the name of the server. ${dnsHint}` },
  ],
  public: [
    { name: 'allowedStartAddress', description: 'The first public IPv4 address that may connect.' },
    { name: 'allowedEndAddress', description: 'The last public IPv4 address that may connect.' },
  ],
};

/**
 * Describes a Flexible Server that the rules have nothing against.
 * @param nameOf a name that the template has not given to anything yet, for one that is wished for.
 */
export function secureServer(network: Network, nameOf: (wanted: string) => string): NewServer {
  const parameter = (wanted: string): Computed => {
    const name = nameOf(wanted);
    return { bicep: name, arm: `parameters('${name}')` };
  };
  const symbol = { administrator: nameOf('administrator'), protection: nameOf('threatProtectionSettings'), rule: nameOf('allowedRange') };
  const list = nameOf('serverSettings');
  const item = (property: string): Computed => ({ bicep: `setting.${property}`, arm: `variables('${list}')[copyIndex()].${property}` });
  const tenant: Computed = { bicep: 'tenant().tenantId', arm: 'tenant().tenantId' };
  const parameters: readonly NewParameter[] = [
    { name: 'location', description: 'The region of the server.', default: { bicep: 'resourceGroup().location', arm: 'resourceGroup().location' }, shared: true },
    { name: 'serverName', description: 'The name of the server: lower case letters, digits and hyphens, unique in Azure.' },
    { name: 'administratorObjectId', description: 'The object id of the Microsoft Entra administrator; better a group than a person.' },
    { name: 'administratorName', description: 'The name of the Microsoft Entra administrator, by which it signs in.' },
    { name: 'administratorType', description: 'What the Microsoft Entra administrator is.', default: 'Group', allowed: ['Group', 'User', 'ServicePrincipal'] },
    ...networkParameters[network],
    { name: 'geoRedundantBackup', description: 'Whether backups are copied to another region; cannot be changed later.', default: 'Enabled', allowed: ['Enabled', 'Disabled'] },
    { name: 'highAvailability', description: 'A standby takes over when the server fails. It costs as much as the server.', default: 'Disabled', allowed: ['Disabled', 'SameZone', 'ZoneRedundant'] },
    { name: 'threatProtection', description: 'Alerts by Microsoft Defender, which costs money.', default: 'Enabled', allowed: ['Enabled', 'Disabled'] },
  ];
  const reach: { readonly [key: string]: Part } =
    network === 'private'
      ? { delegatedSubnetResourceId: parameter('delegatedSubnetId'), privateDnsZoneArmResourceId: parameter('privateDnsZoneId'), publicNetworkAccess: 'Disabled' }
      : { publicNetworkAccess: 'Enabled' };
  const server: NewResource = {
    symbol: nameOf('postgresServer'),
    type: serverTypes.flexible,
    name: parameter('serverName'),
    comment:
      network === 'private'
        ? 'A server in a virtual network that takes Microsoft Entra sign-ins only.'
        : 'A server with a public endpoint that takes Microsoft Entra sign-ins only.',
    body: {
      location: parameter('location'),
      sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' },
      properties: {
        version: '17',
        createMode: 'Default',
        authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId: tenant },
        network: reach,
        storage: { storageSizeGB: 128, autoGrow: 'Enabled' },
        backup: { backupRetentionDays: 35, geoRedundantBackup: parameter('geoRedundantBackup') },
        highAvailability: { mode: parameter('highAvailability') },
      },
    },
    after: [],
  };
  const rule: NewResource = {
    symbol: symbol.rule,
    type: 'firewallRules',
    name: 'allowed-range',
    comment: 'The only addresses that may connect.',
    body: { properties: { startIpAddress: parameter('allowedStartAddress'), endIpAddress: parameter('allowedEndAddress') } },
    after: [symbol.administrator],
  };
  const administrator: NewResource = {
    symbol: symbol.administrator,
    type: 'administrators',
    name: parameter('administratorObjectId'),
    comment: 'Who may sign in first, and let others in.',
    body: { properties: { principalName: parameter('administratorName'), principalType: parameter('administratorType'), tenantId: tenant } },
    after: [],
  };
  const isPublic = network === 'public';
  const protection: NewResource = {
    symbol: symbol.protection,
    type: 'advancedThreatProtectionSettings',
    name: 'Default',
    comment: 'Tells of unusual sign-ins and queries.',
    body: { properties: { state: parameter('threatProtection') } },
    after: [isPublic ? symbol.rule : symbol.administrator],
  };
  const configuration: NewResource = {
    symbol: nameOf('serverConfiguration'),
    type: 'configurations',
    name: item('name'),
    comment: 'One after the other, for a server that is busy with one refuses the next. The libraries are loaded by a restart.',
    body: { properties: { value: item('value'), source: 'user-override' } },
    each: list,
    after: [symbol.protection],
  };
  return {
    apiVersion,
    type: serverTypes.flexible,
    parameters: parameters.map((one) => ({ ...one, name: nameOf(one.name) })),
    variable: { name: list, items: settings },
    server,
    children: [administrator, ...(isPublic ? [rule] : []), protection, configuration],
    output: {
      name: nameOf('serverFullyQualifiedDomainName'),
      value: {
        bicep: `${server.symbol}.properties.fullyQualifiedDomainName`,
        arm: `reference(resourceId('${serverTypes.flexible}', ${parameter('serverName').arm}), '${apiVersion}').fullyQualifiedDomainName`,
      },
    },
  };
}

export function isComputed(part: Part): part is Computed {
  return typeof part === 'object' && part !== null && 'bicep' in part && 'arm' in part;
}
