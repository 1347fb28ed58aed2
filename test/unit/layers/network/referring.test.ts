import { firewallLayer } from '../../../../src/layers/firewall/layer';
import { network } from '../../../../src/layers/network/layer';
import { virtualNetwork } from '../../../../src/layers/virtual-network/layer';
import type { Resource } from '../../../../src/model/resource';
import { serverTypes } from '../../../../src/model/resource';
import { createSnapshot } from '../../../../src/model/snapshot';
import type { ValueObject } from '../../../../src/model/value';
import { liveServer } from '../build-snapshot';
import { testWideRule } from '../wide-cases';

const type = 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01';
const server = (id: string): string => `resource server '${type}' = { name: 'pg', properties: { network: { delegatedSubnetResourceId: ${id} } } }\n`;
const group = `networkSecurityGroup: { id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg') }`;
const delegation = `delegations: [ { name: 'pg', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } } ]`;
const network1 = (lines: string): string => `resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'net', properties: { subnets: [ { name: 'db', properties: { ${lines} } } ] } }\n`;
const beside = (lines: string, existing = ''): string => `resource net 'Microsoft.Network/virtualNetworks@2024-05-01' existing = { name: 'net' }
resource db 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' ${existing}= { parent: net, name: 'db'${existing === '' ? `, properties: { ${lines} }` : ''} }
`;
const byName = `resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'db')`;

const live = (kind: 'flexible' | 'single', properties: ValueObject, others: readonly Resource[]) =>
  createSnapshot({ origin: 'live', resources: [liveServer(kind, { properties }).server.resource, ...others] });
const subnetId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net/subnets/db';
const liveSubnet = (properties: ValueObject): Resource =>
  ({ key: subnetId.toLowerCase(), type: 'Microsoft.Network/virtualNetworks/subnets', name: 'db', existing: false, when: true, body: { properties } });

testWideRule(virtualNetwork, 'virtual-network/subnet-security-group', [
  { name: 'a subnet of its own with a group', template: server('db.id') + beside(group), verdicts: ['holds'] },
  { name: 'a subnet of its own without', template: server('db.id') + beside(delegation), verdicts: ['fails'] },
  { name: 'a part of its network with a group', template: server(byName) + network1(group), verdicts: ['holds'] },
  { name: 'a part of its network without', template: server(byName) + network1(''), verdicts: ['fails'] },
  { name: 'a subnet that is deployed elsewhere', template: server('db.id') + beside('', 'existing '), verdicts: ['undecided'] },
  { name: 'another part of its network', template: server(`'\${net.id}/subnets/other'`) + network1(group), verdicts: ['undecided'] },
  { name: 'a subnet from outside', template: `param id string\n${server('id')}`, verdicts: ['undecided'] },
  { name: 'a group from outside', template: `param id string\n${server('db.id')}${beside('networkSecurityGroup: { id: id }')}`, verdicts: ['undecided'] },
  { name: 'no subnet', template: server(`''`), verdicts: [] },
  { name: 'live with a group', template: live('flexible', { network: { delegatedSubnetResourceId: subnetId } }, [liveSubnet({ networkSecurityGroup: { id: 'x' } })]), verdicts: ['holds'] },
  { name: 'live without', template: live('flexible', { network: { delegatedSubnetResourceId: subnetId } }, [liveSubnet({})]), verdicts: ['fails'] },
  { name: 'live and not read', template: live('flexible', { network: { delegatedSubnetResourceId: subnetId } }, []), verdicts: ['undecided'] },
]);

testWideRule(virtualNetwork, 'virtual-network/subnet-delegation', [
  { name: 'delegated', template: server('db.id') + beside(delegation), verdicts: ['holds'] },
  { name: 'not at all', template: server('db.id') + beside(group), verdicts: ['fails'], fixed: true },
  { name: 'to something else', template: server('db.id') + beside(delegation.replace('DBforPostgreSQL', 'DBforMySQL')), verdicts: ['fails'] },
  { name: 'in its network', template: server(byName) + network1(''), verdicts: ['fails'], fixed: true },
  { name: 'from outside', template: `param all array\n${server('db.id')}${beside('delegations: all')}`, verdicts: ['undecided'] },
]);

const single = (more: string): string => `param access string\nresource server 'Microsoft.DBforPostgreSQL/servers@2017-12-01' = { name: 'pg', properties: { publicNetworkAccess: 'Enabled' } }\n${more}`;
const rule = `resource rule 'Microsoft.DBforPostgreSQL/servers/virtualNetworkRules@2017-12-01' = { parent: server, name: 'app', properties: { virtualNetworkSubnetId: 'x' } }`;

testWideRule(virtualNetwork, 'virtual-network/no-network-rule', [
  { name: 'a rule', template: single(rule), verdicts: ['holds'] },
  { name: 'no rule', template: single(''), verdicts: ['fails'] },
  { name: 'closed', template: single('').replace('Enabled', 'Disabled'), verdicts: ['notApplicable'] },
  { name: 'from outside', template: single('').replace(`'Enabled'`, 'access'), verdicts: ['undecided'] },
  { name: 'a private endpoint, live', template: live('single', { privateEndpointConnections: [{ properties: { privateLinkServiceConnectionState: { status: 'Approved' } } }] }, []), verdicts: ['holds'] },
  { name: 'live, nothing private', template: liveServer('single', { properties: { privateEndpointConnections: [] }, children: { virtualNetworkRules: [] } }).snapshot, verdicts: ['fails'] },
]);

const pair = (primary: string, replica: string, mode = `'Replica'`): string => `param access string
param mode string
resource primary '${type}' = { name: 'pg', properties: { network: { ${primary} } } }
resource copy '${type}' = { name: 'pg2', properties: { createMode: ${mode}, sourceServerResourceId: primary.id, network: { ${replica} } } }`;
const [on, off] = [`publicNetworkAccess: 'Enabled'`, `publicNetworkAccess: 'Disabled'`];
const primaryId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/primary';
const livePrimary = (access: string): Resource =>
  ({ key: primaryId.toLowerCase(), type: serverTypes.flexible, name: 'primary', existing: false, when: true, body: { properties: { network: { publicNetworkAccess: access } } } });
const liveReplica = { sourceServerResourceId: primaryId, replicationRole: 'AsyncReplica', network: { publicNetworkAccess: 'Enabled' } };

const zone = `resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = { name: 'orders.private.postgres.database.azure.com', location: 'global' }\n`;
const everybodyIn = `resource all 'firewallRules' = { name: 'all', properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' } }`;

const withRule = (template: string, rule: string): string => template.replace(`{ name: 'pg',`, `{ name: 'pg'\n ${rule}\n`);

/** Servers whose subnet is named as templates name it: its id is known only at the deployment, and that there is one is certain. */
const named: readonly (readonly [string, string])[] = [
  ['the id of its network', server(`'\${net.id}/subnets/db'`) + network1('')],
  ['its symbol', server('db.id') + beside('')],
  ['a symbol of what is deployed elsewhere', server('db.id') + beside('', 'existing ')],
  ['resourceId', server(byName)],
  ['what Azure says of its network', server('net.properties.subnets[0].id') + network1('')],
];

testWideRule(network, 'network/public-access', [
  ...named.map(([how, template]) => ({ name: `a subnet by ${how}`, template, verdicts: ['holds'] as const })),
  { name: 'a subnet from outside', template: `param id string\n${server('id')}`, verdicts: ['undecided'] },
  { name: 'a subnet that a condition decides on', template: `param inside bool\n${server(`inside ? '\${net.id}/subnets/db' : ''`)}${network1('')}`, verdicts: ['undecided'] },
  { name: 'the subnet of another server, which may have none', template: `resource other '${type}' existing = { name: 'other' }\n${server('other.properties.network.delegatedSubnetResourceId')}`, verdicts: ['undecided', 'undecided'] },
  { name: 'no subnet', template: server(`''`), verdicts: ['fails'], fixed: true },
]);

testWideRule(firewallLayer, 'firewall/open-to-internet', [
  ...named.map(([how, template]) => ({ name: `a server whose subnet is named by ${how}`, template: withRule(template, everybodyIn), verdicts: ['notApplicable'] as const })),
  { name: 'a server without a subnet', template: withRule(server(`''`), everybodyIn), verdicts: ['fails'], fixed: true },
  { name: 'an office', template: withRule(server(`''`), everybodyIn.replace('0.0.0.0', '203.0.113.4').replace('255.255.255.255', '203.0.113.9')), verdicts: ['holds'] },
  { name: 'a range from outside', template: `param end string\n${withRule(server(`''`), everybodyIn.replace(`'255.255.255.255'`, 'end'))}`, verdicts: ['undecided'] },
]);

testWideRule(virtualNetwork, 'virtual-network/private-dns-zone', [
  { name: 'a zone by its symbol', template: `${server('db.id').replace('db.id', 'db.id, privateDnsZoneArmResourceId: zone.id')}${beside('')}${zone}`, verdicts: ['holds'] },
  { name: 'a zone from outside', template: `param zone string\n${server('db.id').replace('db.id', 'db.id, privateDnsZoneArmResourceId: zone')}${beside('')}`, verdicts: ['undecided'] },
  { name: 'no zone', template: server('db.id') + beside(''), verdicts: ['fails'] },
]);

testWideRule(network, 'network/exposed-replica', [
  { name: 'as closed as its primary', template: pair(off, off), verdicts: ['holds'] },
  { name: 'open beside a closed primary', template: pair(off, on), verdicts: ['fails'], fixed: true },
  { name: 'without a subnet of its own, of a primary in a network', template: pair(`delegatedSubnetResourceId: 'x'`, on), verdicts: ['holds'] },
  { name: 'in a network of its own, of a primary that is in none', template: pair(off, `delegatedSubnetResourceId: 'x', ${on}`), verdicts: ['holds'] },
  { name: 'in no network of its own, of a primary in one', template: pair(`delegatedSubnetResourceId: 'x'`, `delegatedSubnetResourceId: '', ${on}`), verdicts: ['fails'], fixed: true },
  { name: 'in a network that nobody knows', template: pair(off, `delegatedSubnetResourceId: access, ${on}`), verdicts: ['undecided'] },
  { name: 'of what is no server', template: `resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = { name: 'kv' }\n${pair(off, on).replace('primary.id', 'kv.id')}`, verdicts: ['undecided'] },
  { name: 'open as its primary', template: pair(on, on), verdicts: ['holds'] },
  { name: 'more closed', template: pair(on, off), verdicts: ['holds'] },
  { name: 'not said', template: pair(off, ''), verdicts: ['undecided'] },
  { name: 'restored, not a replica', template: pair(off, on, `'PointInTimeRestore'`), verdicts: ['notApplicable'] },
  { name: 'created in a way that nobody knows', template: pair(off, on, 'mode'), verdicts: ['undecided'] },
  { name: 'of a primary elsewhere', template: pair(off, on).replace('primary.id', `'/elsewhere'`), verdicts: ['undecided'] },
  { name: 'no replica', template: `resource server '${type}' = { name: 'pg', properties: { network: { ${on} } } }`, verdicts: [] },
  { name: 'live', template: createSnapshot({ origin: 'live', resources: [liveServer('flexible', { properties: liveReplica }).server.resource, livePrimary('Enabled')] }), verdicts: ['holds'] },
  { name: 'live, not read', template: live('flexible', liveReplica, []), verdicts: ['undecided'] },
]);

const security = (more: string, before = ''): string => `param from string
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg', properties: { securityRules: [ ${before}
  { name: 'in', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourcePortRange: '*', destinationAddressPrefix: '*', ${more} } } ] } }
`;
const from = (source: string, port = `'5432'`): string => security(`sourceAddressPrefix: ${source}, destinationPortRange: ${port}`);
const denied = `{ name: 'no', properties: { priority: 100, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: 'Internet', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '5000-6000' } }`;
const refusedBeside = (when: string): string =>
  `resource no 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = ${when}{ parent: nsg, name: 'no', properties: ${denied.replace("name: 'no', properties: ", '').slice(1, -2)} } }`;

testWideRule(network, 'network/open-database-port', [
  { name: 'everybody', template: from(`'*'`), verdicts: ['fails'], says: /The rule in .* port 5432\./ },
  { name: 'the internet to a range', template: from(`'Internet'`, `'5000-7000'`), verdicts: ['fails'], says: /port 5432 and 6432/ },
  { name: 'lists', template: security(`sourceAddressPrefixes: [ '10.0.0.0/8', '0.0.0.0/0' ], destinationPortRanges: [ '22', '6432' ]`), verdicts: ['fails'] },
  { name: 'a network', template: from(`'10.0.0.0/8'`), verdicts: ['holds'] },
  { name: 'from outside', template: from('from'), verdicts: ['undecided'] },
  { name: 'the internet in two halves', template: security(`sourceAddressPrefixes: [ '0.0.0.0/1', '128.0.0.0/1' ], destinationPortRange: '5432'`), verdicts: ['fails'], says: /3,7\d\d,\d+,\d+ addresses of the internet/ },
  { name: 'half of the internet', template: from(`'128.0.0.0/1'`), verdicts: ['fails'] },
  { name: 'a large provider', template: from(`'20.0.0.0/8'`), verdicts: ['fails'], says: /16,777,216 addresses of the internet/ },
  { name: 'an office', template: from(`'203.0.113.0/24'`), verdicts: ['holds'] },
  { name: 'all of IPv6', template: from(`'2000::/3'`), verdicts: ['fails'], says: /everybody on the internet/ },
  { name: 'every customer of Azure', template: from(`'AzureCloud'`), verdicts: ['fails'], says: /lets every customer of Azure reach port 5432/ },
  { name: 'every customer of Azure in a region', template: from(`'AzureCloud.WestEurope'`), verdicts: ['fails'] },
  { name: 'tags of networks and services', template: security(`sourceAddressPrefixes: [ 'VirtualNetwork', 'AzureLoadBalancer', 'Sql.WestEurope', 'ApiManagement' ], destinationPortRange: '5432'`), verdicts: ['holds'] },
  { name: 'ports that nobody knows beside a server', template: from(`'*'`, 'from') + server(`''`), verdicts: ['undecided'] },
  { name: 'ports that nobody knows for a network', template: from(`'10.0.0.0/8'`, 'from') + server(`''`), verdicts: [] },
  { name: 'every port but 0, without a server', template: from(`'*'`, `'1-65535'`), verdicts: [] },
  { name: 'every port but 0, beside a server', template: from(`'*'`, `'1-65535'`) + server(`''`), verdicts: ['fails'] },
  { name: 'another port', template: from(`'*'`, `'443'`), verdicts: [] },
  { name: 'every port without a server', template: from(`'*'`, `'*'`), verdicts: [] },
  { name: 'every port beside a server', template: from(`'*'`, `'*'`) + server(`''`), verdicts: ['fails'] },
  { name: 'outbound', template: from(`'*'`).replace('Inbound', 'Outbound'), verdicts: [] },
  { name: 'UDP', template: from(`'*'`).replace('Tcp', 'Udp'), verdicts: [] },
  { name: 'a range that ends or begins with the port', template: from(`'*'`, `'5432-6431'`) + from(`'*'`, `'5433-6432'`).replace('nsg', 'nsg2').replace('param from string', '').replace('resource nsg', 'resource nsg2'), verdicts: ['fails', 'fails'], says: /port 5432\./ },
  { name: 'a range between the ports', template: from(`'*'`, `'5433-6431'`), verdicts: [] },
  { name: 'a port as a number', template: from(`'*'`, '5432'), verdicts: ['fails'] },
  { name: 'every port, counted out, beside a server', template: from(`'*'`, `'0-65535'`) + server(`''`), verdicts: ['fails'] },
  { name: 'ports that nobody knows', template: from(`'*'`, 'from'), verdicts: [] },
  { name: 'any protocol', template: from(`'*'`).replace('Tcp', '*'), verdicts: ['fails'] },
  { name: 'a protocol that nobody knows', template: from(`'*'`).replace(`'Tcp'`, 'from'), verdicts: ['fails'] },
  { name: 'a direction that nobody knows', template: from(`'*'`).replace(`'Inbound'`, 'from'), verdicts: ['undecided'] },
  { name: 'allowed or refused, nobody knows', template: from(`'*'`).replace(`'Allow'`, 'from'), verdicts: ['undecided'] },
  { name: 'from a network, allowed or refused, nobody knows', template: from(`'10.0.0.0/8'`).replace(`'Allow'`, 'from'), verdicts: ['undecided'] },
  { name: 'a rule whose name nobody knows', template: from(`'*'`).replace(`'in'`, 'from'), verdicts: ['fails'], says: /^A rule of the network security group/ },
  { name: 'refused before', template: security(`sourceAddressPrefix: '*', destinationPortRange: '5432'`, denied), verdicts: [] },
  { name: 'one of its ports refused before', template: security(`sourceAddressPrefix: '*', destinationPortRange: '5000-7000'`, denied), verdicts: ['fails'], says: /reach port 6432\./ },
  ...Object.entries({
    'to one network only': denied.replace(`'Internet'`, `'20.0.0.0/8'`),
    'for one machine only': denied.replace(`destinationAddressPrefix: '*'`, `destinationAddressPrefix: '10.0.1.4'`),
    'by UDP only': denied.replace(`protocol: '*'`, `protocol: 'Udp'`),
    'by a protocol that nobody knows': denied.replace(`protocol: '*'`, 'protocol: from'),
    'on the way out': denied.replace('Inbound', 'Outbound'),
    'on other ports': denied.replace('5000-6000', '22'),
    'on ports that nobody knows': denied.replace(`'5000-6000'`, 'from'),
    'behind it': denied.replace('100', '300'),
    'nobody knows when': denied.replace('100', 'int(from)'),
  }).map(([how, refusal]) => ({ name: `refused ${how}`, template: security(`sourceAddressPrefix: '*', destinationPortRange: '5432'`, refusal), verdicts: ['fails'] as const })),
  { name: 'refused to everybody, named beside others', template: security(`sourceAddressPrefix: '*', destinationPortRange: '5432'`, denied.replace(`sourceAddressPrefix: 'Internet'`, `sourceAddressPrefixes: [ '10.0.0.0/8', 'Internet' ]`)), verdicts: [] },
  { name: 'refused beside it in a group under a condition', template: security(`sourceAddressPrefix: '*', destinationPortRange: '5432'`, denied).replace('= { name', `= if (from == 'x') { name`), verdicts: [] },
  { name: 'refused for a network whose name only begins so', template: security(`sourceAddressPrefix: '*', destinationPortRange: '5432'`, denied.replace(`destinationAddressPrefix: '*'`, `destinationAddressPrefix: 'notVirtualNetwork'`)), verdicts: ['fails'] },
  { name: 'from a network that is written like everybody', template: from(`'0.0.0.0/8'`), verdicts: ['holds'] },
  { name: 'from one list that nobody knows', template: security(`sourceAddressPrefixes: json(from), destinationPortRange: '5432'`), verdicts: ['undecided'] },
  { name: 'from a list beside nothing', template: security(`sourceAddressPrefix: '', sourceAddressPrefixes: [ '10.0.0.0/8' ], destinationPortRange: '5432'`), verdicts: ['holds'] },
  { name: 'to what is no port', template: from(`'*'`, 'true') + from(`'*'`, `'5432-x'`).replace('nsg', 'nsg2').replace('param from string', '').replace('resource nsg', 'resource nsg2'), verdicts: [] },
  { name: 'refused under a condition that nobody knows', template: from(`'*'`) + refusedBeside(`if (from == 'x') `), verdicts: ['fails'] },
  { name: 'refused by a rule beside its group', template: from(`'*'`) + refusedBeside(''), verdicts: [] },
  {
    name: 'a rule whose group is deployed elsewhere',
    template: `resource rule 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = { name: 'nsg/db', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: '*', sourceAddressPrefix: 'Internet', destinationPortRange: '5432' } }`,
    verdicts: ['fails'],
  },
  {
    name: 'a rule beside its group',
    template: `resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg' }
resource rule 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = { parent: nsg, name: 'db', properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: '*', sourceAddressPrefix: 'Internet', destinationPortRange: '5432' } }`,
    verdicts: ['fails'],
    says: /The rule db/,
  },
]);
