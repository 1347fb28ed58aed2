import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { admit } from '../../../../src/engine/reach/admit';
import { credentialsOf } from '../../../../src/engine/reach/credentials';
import { reachOf, reachText } from '../../../../src/engine/reach/reach';
import { parseAddress } from '../../../../src/layers/firewall/range';
import type { Value } from '../../../../src/model/value';
import { unknown } from '../../../../src/model/value';
import type { ChildParts } from '../../layers/build-snapshot';
import { liveServer, templateServer } from '../../layers/build-snapshot';
import { snapshotOf } from '../../layers/wide-cases';

const rule = (name: string, startIpAddress: string, endIpAddress = startIpAddress): ChildParts => ({ name, properties: { startIpAddress, endIpAddress } });
const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net/subnets/db';

const endpoint = (status: string): { properties: { privateLinkServiceConnectionState: { status: string } } } =>
  ({ properties: { privateLinkServiceConnectionState: { status } } });

const open = (...firewallRules: readonly ChildParts[]) => liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } }, children: { firewallRules } });
const closed = (...endpoints: readonly string[]) =>
  liveServer('flexible', {
    properties: { network: { publicNetworkAccess: 'Disabled' }, privateEndpointConnections: endpoints.map(endpoint) },
    children: { firewallRules: [rule('all', '0.0.0.0', '255.255.255.255')] },
  });
const inside = liveServer('flexible', {
  properties: { network: { delegatedSubnetResourceId: subnet, publicNetworkAccess: 'Enabled' } },
  children: { firewallRules: [rule('all', '0.0.0.0', '255.255.255.255')] },
});

const office = rule('office', '203.0.113.0', '203.0.113.63');
const azure = rule('azure', '0.0.0.0');
const everybody = rule('all', '0.0.0.0', '255.255.255.255');

describe('a server is reachable from', () => {
  const cases: readonly (readonly [string, ReturnType<typeof open>, string])[] = [
    ['nowhere without rules', open(), 'nowhere'],
    ['what a rule names', open(office), '203.0.113.0–203.0.113.63'],
    ['any tenant', open(azure, office), 'any Azure tenant, 203.0.113.0–203.0.113.63'],
    ['the internet, whatever else is let in', open(office, everybody, azure), 'the internet, any Azure tenant'],
    ['no private range, which no firewall sees', open(rule('lan', '10.0.0.0', '10.0.0.255')), 'nowhere'],
    ['several ranges', open(...[1, 2, 3, 4].map((n) => rule(`r${n}`, `203.0.113.${n}`))), '203.0.113.1, 203.0.113.2, 2 more'],
    ['private endpoints that are approved', closed('Approved', 'Pending'), 'a private endpoint'],
    ['nowhere with public access off', closed(), 'nowhere'],
    ['its own network only', inside, 'its virtual network'],
    ['what is known', liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } } }), 'not known'],
    ['what is known of a template', templateServer('flexible', { children: { firewallRules: [office] } }), '203.0.113.0–203.0.113.63; not all is known'],
    ['what is known of a rule', open(office, { name: 'gap', properties: { startIpAddress: unknown('it has no value') } }), '203.0.113.0–203.0.113.63; not all is known'],
    ['what the rules of a cluster say', liveServer('cluster', { properties: { coordinatorEnablePublicIpAccess: true }, children: { firewallRules: [office] } }), '203.0.113.0–203.0.113.63'],
    ['what is known of a cluster', liveServer('cluster', { properties: { coordinatorEnablePublicIpAccess: true } }), 'not known'],
    ['subnets that a Single Server lets in', liveServer('single', {
      children: { firewallRules: [], virtualNetworkRules: [{ name: 'app', properties: { virtualNetworkSubnetId: subnet } }] },
    }), 'net/subnets/db'],
  ];
  const subnetRule = (id: Value): ChildParts => ({ name: 'app', properties: { virtualNetworkSubnetId: id } });
  const more: typeof cases = [
    ['a subnet whose id is not known', liveServer('single', { children: { firewallRules: [], virtualNetworkRules: [subnetRule(unknown('it has no value'))] } }), 'a subnet'],
    ['no subnet with public access off', liveServer('single', { properties: { publicNetworkAccess: 'Disabled', privateEndpointConnections: [] }, children: { firewallRules: [], virtualNetworkRules: [subnetRule(subnet)] } }), 'nowhere'],
    ['where the workers of a cluster are', liveServer('cluster', { properties: { coordinatorEnablePublicIpAccess: false, nodeEnablePublicIpAccess: true, privateEndpointConnections: [] }, children: { firewallRules: [office] } }), '203.0.113.0–203.0.113.63'],
    ['nowhere, where the workers of a cluster are closed too', liveServer('cluster', { properties: { coordinatorEnablePublicIpAccess: false, nodeEnablePublicIpAccess: false, privateEndpointConnections: [] }, children: { firewallRules: [office] } }), 'nowhere'],
    ['what is known of the workers of a cluster', templateServer('cluster', { properties: { coordinatorEnablePublicIpAccess: false, nodeEnablePublicIpAccess: unknown('it has no value') }, children: { firewallRules: [office] } }), 'not known'],
  ];
  for (const [name, context, expected] of [...cases, ...more]) test(name, () => assert.equal(reachText(reachOf(context)), expected));

  test('ways that name what opens them and where', () => {
    const { ways, gaps } = reachOf(open(office));
    assert.deepEqual(gaps, []);
    assert.equal(ways[0]?.detail, 'The rule office lets in 64 addresses.');
    assert.ok(ways[0].at.in === 'resource' && ways[0].at.key.endsWith('/firewallRules/office'));
  });

  test('gaps that name their layer', () => {
    const { gaps } = reachOf(liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } } }));
    assert.deepEqual(gaps.map(({ layer }) => layer), ['firewall']);
  });
});

describe('an address', () => {
  const ask = (context: ReturnType<typeof open>, address: string): string => {
    const { answer, layer, because } = admit(context, parseAddress(address) ?? Number.NaN);
    assert.match(because, /^[A-Z0-9].*\.$/);
    return `${answer} by ${layer}`;
  };
  const cases: readonly (readonly [string, ReturnType<typeof open>, string, string])[] = [
    ['that a rule lets in', open(office), '203.0.113.7', 'yes by firewall'],
    ['at the edge', open(office), '203.0.113.63', 'yes by firewall'],
    ...['127.0.0.1', '0.0.0.0', '169.254.1.1', '224.0.0.1', '255.255.255.255'].map((nobody) => [`that nobody has: ${nobody}`, open(everybody, azure), nobody, 'no by firewall'] as const),
    ['private, that a service endpoint of a closed server would let in', liveServer('single', { properties: { publicNetworkAccess: 'Disabled', privateEndpointConnections: [] }, children: { firewallRules: [], virtualNetworkRules: [{ name: 'app', properties: { virtualNetworkSubnetId: subnet } }] } }), '10.0.1.4', 'no by firewall'],
    ['of a worker of a cluster', liveServer('cluster', { properties: { coordinatorEnablePublicIpAccess: false, nodeEnablePublicIpAccess: true }, children: { firewallRules: [office] } }), '203.0.113.7', 'yes by firewall'],
    ['beyond it', open(office), '203.0.113.64', 'no by firewall'],
    ['that may be one of Azure', open(azure), '203.0.113.7', 'if-azure by firewall'],
    ['with public access off', closed(), '203.0.113.7', 'no by network'],
    ['of a server in a virtual network', inside, '203.0.113.7', 'no by virtual-network'],
    ['where rules were not read', liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } } }), '203.0.113.7', 'unknown by firewall'],
    ['where some rule lets it in though others were not read', liveServer('flexible', {
      properties: { network: { publicNetworkAccess: 'Enabled' } }, children: { firewallRules: [office] }, incomplete: { firewallRules: 'more than a page' },
    }), '203.0.113.7', 'yes by firewall'],
    ['where nobody knows of a public endpoint', liveServer('flexible', {
      properties: { network: { publicNetworkAccess: unknown('it has no value') } }, children: { firewallRules: [office] },
    }), '203.0.113.7', 'unknown by network'],
    ['of a cluster', liveServer('cluster', { properties: { coordinatorEnablePublicIpAccess: true } }), '203.0.113.7', 'unknown by firewall'],
    ['that is private, with nothing private', open(everybody), '10.0.0.4', 'no by firewall'],
    ['that is private, with a private endpoint', closed('Approved'), '10.0.0.4', 'unknown by private-link'],
    ['that is private, for a server in a network', inside, '10.0.0.4', 'unknown by virtual-network'],
    ['that is private, in a template', templateServer('flexible'), '10.0.0.4', 'unknown by virtual-network'],
  ];
  for (const [name, context, address, expected] of cases) test(name, () => assert.equal(ask(context, address), expected));
});

describe('credentials', () => {
  const of = (context: ReturnType<typeof open>): string => credentialsOf(context).map(({ kind, accepted }) => `${kind} ${accepted}`).join(', ');

  test('are passwords unless told otherwise', () => {
    assert.equal(of(liveServer('flexible')), 'password yes, entra no');
    assert.equal(of(liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } } })), 'password no, entra yes');
    assert.equal(of(templateServer('flexible', { properties: { authConfig: { passwordAuth: unknown('it has no value') } } })), 'password unknown, entra no');
    assert.equal(of(liveServer('single', { children: { administrators: [] } })), 'password yes, entra no');
    assert.equal(of(liveServer('cluster')), 'password yes, entra no');
    assert.equal(of(liveServer('cluster', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } } })), 'password no, entra yes');
  });

  test('with Microsoft Entra name how many can administer', () => {
    const properties = { authConfig: { activeDirectoryAuth: 'Enabled' } };
    const texts = (administrators: readonly ChildParts[]) => credentialsOf(liveServer('flexible', { properties, children: { administrators } })).map(({ text }) => text)[1];
    assert.equal(texts([{ name: 'a' }]), 'Microsoft Entra is accepted, with 1 administrator.');
    assert.equal(texts([]), 'Microsoft Entra is accepted, but the server has no administrator there.');
  });
});

describe('in words', () => {
  test('the widest way comes first, and each says what opens it', () => {
    const context = liveServer('flexible', {
      properties: { network: { publicNetworkAccess: 'Enabled' }, privateEndpointConnections: ['Approved', 'Approved', 'Rejected'].map(endpoint) },
      children: { firewallRules: [office, azure, everybody] },
    });
    assert.deepEqual(reachOf(context).ways.map(({ from, text, detail }) => [from, text, detail]), [
      ['internet', 'the internet', 'The rule all lets in 4,294,967,296 addresses (0.0.0.0–255.255.255.255).'],
      ['azure', 'any Azure tenant', 'The rule azure lets in every service of Azure, also those of other customers.'],
      ['addresses', '203.0.113.0–203.0.113.63', 'The rule office lets in 64 addresses.'],
      ['private-endpoint', '2 private endpoints', '2 approved private endpoints lead to it.'],
    ]);
    assert.equal(reachOf(closed('Approved')).ways[0]?.detail, 'One approved private endpoint leads to it.');
  });

  test('a network is named by what people know it by', () => {
    assert.equal(reachOf(inside).ways[0]?.detail, 'The server lives in net/subnets/db; networks that are peered or connected to that one reach it too.');
    const single = liveServer('single', { children: { firewallRules: [], virtualNetworkRules: [{ name: 'app', properties: { virtualNetworkSubnetId: subnet } }, { name: 'open', properties: { virtualNetworkSubnetId: unknown('it has no value') } }] } });
    assert.deepEqual(reachOf(single).ways.map(({ text, detail }) => [text, detail]), [['net/subnets/db', 'The virtual network rule app lets the subnet in.'], ['a subnet', 'The virtual network rule open lets a subnet in.']]);
  });

  test('a rule whose addresses nobody knows is a gap with its name, and one that is no range is none', () => {
    const gaps = (child: ChildParts) => reachOf(open(office, child)).gaps.map(({ layer, because }) => `${layer}: ${because}`);
    assert.deepEqual(gaps({ name: 'new', properties: { startIpAddress: '203.0.113.1', endIpAddress: unknown('it has no value') } }), ['firewall: the addresses of the rule new are not known']);
    assert.deepEqual(gaps({ name: unknown('it is computed'), properties: { startIpAddress: unknown('it has no value'), endIpAddress: '203.0.113.1' } }), ['firewall: the addresses of a rule are not known']);
    assert.deepEqual(gaps({ name: 'broken', properties: { startIpAddress: 'x', endIpAddress: 'y' } }), []);
  });

  test('an address is told which rule lets it in, or what nobody knows', () => {
    const because = (context: ReturnType<typeof open>, address: string): string => admit(context, parseAddress(address) ?? Number.NaN).because;
    assert.equal(because(open(office), '203.0.113.7'), 'The rule office lets 203.0.113.7 in.');
    assert.equal(because(open({ ...office, name: unknown('it is computed') }), '203.0.113.7'), 'A firewall rule lets 203.0.113.7 in.');
    assert.equal(because(open(office), '198.51.100.1'), 'No firewall rule lets 198.51.100.1 in.');
    assert.equal(because(open(azure), '198.51.100.1'), 'No rule names 198.51.100.1, but one lets in every service of Azure: the address gets through where it belongs to one.');
    const gap = open(azure, { name: 'new', properties: { startIpAddress: unknown('it has no value'), endIpAddress: '203.0.113.1' } });
    assert.equal(because(gap, '198.51.100.1'), 'No rule that is known lets 198.51.100.1 in, but the addresses of the rule new are not known.');
  });

  test('a private address is told what would have to lead there, or that nobody knows', () => {
    const because = (context: ReturnType<typeof open>): string => admit(context, parseAddress('10.0.0.4') ?? Number.NaN).because;
    const subnetRule = { name: 'app', properties: { virtualNetworkSubnetId: subnet } };
    assert.equal(because(liveServer('single', { properties: { privateEndpointConnections: [] }, children: { firewallRules: [], virtualNetworkRules: [subnetRule] } })), '10.0.0.4 is private: it gets through where it lies in a subnet that a virtual network rule lets in.');
    assert.equal(because(liveServer('single', { properties: { privateEndpointConnections: [] }, children: { firewallRules: [] } })), 'Whether private networks lead to the server is not known: the virtualNetworkRules were not read.');
    assert.match(because(liveServer('flexible', { properties: { network: { delegatedSubnetResourceId: unknown('it has no value') } }, children: { firewallRules: [] } })), /^Whether private networks lead to the server is not known: .*it has no value/);
  });

  test('three places are named before the rest is counted', () => {
    const some = (count: number) => reachText(reachOf(open(...[1, 2, 3, 4].slice(0, count).map((n) => rule(`r${n}`, `203.0.113.${n}`)))));
    assert.deepEqual([some(3), some(4)], ['203.0.113.1, 203.0.113.2, 203.0.113.3', '203.0.113.1, 203.0.113.2, 2 more']);
  });

  test('what may lead to the server and was not read is a gap of its layer', () => {
    const gaps = (context: ReturnType<typeof open>) => reachOf(context).gaps.map(({ layer, because }) => `${layer}: ${because}`);
    const closedOrNot = liveServer('flexible', { properties: { network: { publicNetworkAccess: unknown('it has no value') }, privateEndpointConnections: [] }, children: { firewallRules: [office] } });
    assert.match(gaps(closedOrNot).join(), /^network: .*it has no value/);
    assert.deepEqual(reachOf(closedOrNot).ways, [], 'a rule opens nothing where there may be no public endpoint');
    assert.ok(gaps(liveServer('single', { children: { firewallRules: [] } })).includes('virtual-network: the virtualNetworkRules were not read'));
  });

  test('credentials that nobody knows are said so', () => {
    const open = { authConfig: { passwordAuth: unknown('it has no value'), activeDirectoryAuth: unknown('it has no value') } };
    assert.deepEqual(credentialsOf(liveServer('flexible', { properties: open })).map(({ text }) => text), ['Whether passwords are accepted is not known.', 'Whether Microsoft Entra is accepted is not known.']);
    const two = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } }, children: { administrators: [{ name: 'a' }, { name: 'b' }] } });
    assert.deepEqual(credentialsOf(two).map(({ text }) => text), ['Passwords are refused.', 'Microsoft Entra is accepted, with 2 administrators.']);
    const unread = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled' } } });
    assert.equal(credentialsOf(unread)[1]?.text, 'Microsoft Entra is accepted.', 'who could not be counted is not counted');
  });
});

describe('a private address of the network that a server lives in', () => {
  const network = (subnet: string): string => `resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'net', properties: { addressSpace: { addressPrefixes: [ '10.0.0.0/16', '10.2.0.0/16' ] }, subnets: [ { name: 'db', properties: { addressPrefix: '10.0.1.0/24'${subnet} } } ] } }
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = { name: 'pg', properties: { network: { delegatedSubnetResourceId: '\${net.id}/subnets/db' } } }
`;
  const ask = (template: string, address: string): string => {
    const snapshot = snapshotOf({ 'main.bicep': template });
    const [server] = snapshot.servers;
    assert.ok(server !== undefined);
    const { answer, layer, because } = admit({ snapshot, server }, parseAddress(address) ?? Number.NaN);
    assert.match(because, /^[A-Z0-9].*\.$/);
    return `${answer} by ${layer}: ${because}`;
  };
  const beside = `resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'net', properties: { addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] } } }
resource db 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = { parent: net, name: 'db', properties: { addressPrefix: '10.0.1.0/24' } }
resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = { name: 'pg', properties: { network: { delegatedSubnetResourceId: db.id } } }
`;

  test('gets through where no security group is', () => {
    assert.match(ask(network(''), '10.0.7.4'), /^yes by virtual-network: 10\.0\.7\.4 lies in 10\.0\.0\.0\/16, which is the server's own/);
    assert.match(ask(network(''), '10.2.0.1'), /^yes by virtual-network: .*10\.2\.0\.0\/16/);
    assert.match(ask(beside, '10.0.7.4'), /^yes by virtual-network/);
  });

  test('cannot be told where a security group decides, or a network that is connected', () => {
    assert.match(ask(network(`, networkSecurityGroup: { id: 'x' }`), '10.0.7.4'), /^unknown by virtual-network: .*the network security group of its subnet decides/);
    assert.match(ask(network(''), '10.1.0.1'), /^unknown by virtual-network: .*or in one that is connected to it/);
    assert.match(ask(network('').replace('addressSpace: { addressPrefixes', 'other: { addressPrefixes'), '10.0.7.4'), /^unknown by virtual-network/);
    assert.match(ask(beside.replace(`'Microsoft.Network/virtualNetworks/subnets@2024-05-01' =`, `'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing =`), '10.0.7.4'), /^unknown by virtual-network/);
  });

  test('leaves public addresses outside', () => {
    assert.match(ask(network(''), '203.0.113.7'), /^no by virtual-network/);
  });
});
