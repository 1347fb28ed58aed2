import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cutOff, nobodyLooked } from '../../../../src/engine/changes/cut-off';
import type { ClientSessions, ConnectedClients } from '../../../../src/engine/connected-clients';
import { inResource } from '../../../../src/model/address';
import type { Change } from '../../../../src/model/fix';
import type { Context } from '../../../../src/model/rule';
import { liveServer } from '../../layers/build-snapshot';

const rule = (name: string, startIpAddress: string, endIpAddress: string) => ({ name, properties: { startIpAddress, endIpAddress } });
const parameter = (name: string, value: string) => ({ name, properties: { value } });

function ask({ snapshot, server }: Context, changes: readonly Change[], seen?: ConnectedClients): readonly string[] {
  return cutOff({ snapshot, server, changes, seen });
}

const removeRule = ({ snapshot }: Context, name: string): Change => {
  const found = snapshot.resources.find((resource) => resource.name === name);
  assert.ok(found);
  return { kind: 'remove', at: inResource(found.key) };
};

function seenClients(...sessions: readonly Partial<ClientSessions>[]): ConnectedClients {
  const usual: ClientSessions = { role: 'app', signIn: 'scram', database: 'shop', address: '203.0.113.9', application: '', tls: 'on', count: 1 };
  return { at: '2026-11-25T20:15:31.000Z', seenBy: 'ada', sessions: sessions.map((one) => ({ ...usual, ...one })), hidden: 0, roles: [] };
}

describe('who is cut off', () => {
  const open = liveServer('flexible', { children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.15'), rule('part', '203.0.113.8', '203.0.113.9'), rule('azure', '0.0.0.0', '0.0.0.0')] } });

  it('is nobody where a change opens something, or closes what stays open by another rule', () => {
    const adds: Change = { kind: 'add', parent: open.server.resource.key, type: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', name: 'new', body: { properties: { startIpAddress: '198.51.100.1', endIpAddress: '198.51.100.1' } } };
    assert.deepEqual(ask(open, [adds]), []);
    assert.deepEqual(ask(open, [removeRule(open, 'part')]), []);
  });

  it('is the addresses that no rule names any more, and the clients that were seen there', () => {
    const closed = liveServer('flexible', { children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.15'), rule('part', '203.0.113.8', '203.0.113.9')] } });
    const changes = [removeRule(closed, 'office')];
    assert.deepEqual(ask(closed, changes), ['203.0.113.0–203.0.113.7, 203.0.113.10–203.0.113.15 no longer get through (the rule office).', nobodyLooked]);
    const seen = seenClients({ role: 'app', address: '203.0.113.3', application: 'psql', count: 2 }, { role: 'ada', address: '203.0.113.8' }, { role: 'job', address: undefined });
    assert.deepEqual(ask(closed, changes, seen).slice(1), [
      '2 sessions from addresses that are closed were there at 2026-11-25 20:15 UTC: 2 × app from 203.0.113.3 (psql).',
    ]);
  });

  it('is named by three parts at most, and as one where it is one', () => {
    const holes = [1, 3, 5, 7].map((n) => rule(`hole${n}`, `203.0.113.${n}`, `203.0.113.${n}`));
    const pierced = liveServer('flexible', { children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.8'), ...holes] } });
    assert.equal(ask(pierced, [removeRule(pierced, 'office')])[0], '203.0.113.0, 203.0.113.2, 203.0.113.4 and 2 more parts no longer get through (the rule office).');
    const parts = (...at: readonly number[]) => liveServer('flexible', { children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.8'), ...at.map((n) => rule(`hole${n}`, `203.0.113.${n}`, `203.0.113.${n}`))] } });
    const said = (context: Context) => ask(context, [removeRule(context, 'office')])[0];
    assert.equal(said(parts(1, 3)), '203.0.113.0, 203.0.113.2, 203.0.113.4–203.0.113.8 no longer get through (the rule office).');
    assert.equal(said(parts(1, 3, 5)), '203.0.113.0, 203.0.113.2, 203.0.113.4 and 1 more part no longer get through (the rule office).');
    const single = liveServer('flexible', { children: { firewallRules: [rule('home', '198.51.100.1', '198.51.100.1'), rule('office', '203.0.113.0', '203.0.113.8')] } });
    assert.equal(ask(single, [removeRule(single, 'home')])[0], '198.51.100.1 no longer gets through (the rule home).');
  });

  it('is whoever comes to the coordinator of a cluster whose workers stay public', () => {
    const properties = { coordinatorEnablePublicIpAccess: true, nodeEnablePublicIpAccess: true };
    const cluster = liveServer('cluster', { properties, children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.15')] } });
    const off: Change = { kind: 'set', at: inResource(cluster.server.resource.key, 'properties', 'coordinatorEnablePublicIpAccess'), value: false };
    const [first, ...rest] = ask(cluster, [off]);
    assert.match(first ?? '', /^Everybody who comes to the coordinator over the internet no longer gets through/);
    assert.ok(rest.includes(nobodyLooked));
    const alone = liveServer('cluster', { properties: { ...properties, nodeEnablePublicIpAccess: false }, children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.15')] } });
    assert.match(ask(alone, [off])[0] ?? '', /^203\.0\.113\.0–203\.0\.113\.15 no longer gets through/);
  });

  it('is nobody new where public access was off before', () => {
    const off = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Disabled' } }, children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.15')] } });
    assert.deepEqual(ask(off, [removeRule(off, 'office')]), []);
  });

  it('is everybody where the server itself goes', () => {
    assert.deepEqual(ask(open, [{ kind: 'remove', at: inResource(open.server.resource.key) }]), ['Everybody: the server itself goes.']);
  });

  it('is nobody where one of several rules holds the whole range still', () => {
    const twice = liveServer('flexible', { children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.15'), rule('wide', '203.0.0.0', '203.0.255.255'), rule('other', '198.51.100.1', '198.51.100.1')] } });
    assert.deepEqual(ask(twice, [removeRule(twice, 'office')]), []);
    const between = liveServer('flexible', { children: { firewallRules: [rule('all', '203.0.113.0', '203.0.113.3'), rule('a', '203.0.113.0', '203.0.113.1'), rule('b', '203.0.113.2', '203.0.113.3')] } });
    assert.deepEqual(ask(between, [removeRule(between, 'all')]), [], 'others hold it together');
  });

  it('is not known where public access goes and the rules could not be read', () => {
    const unread = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } } });
    const close: Change = { kind: 'set', at: inResource(unread.server.resource.key, 'properties', 'network', 'publicNetworkAccess'), value: 'Disabled' };
    assert.equal(ask(unread, [close])[0], 'Nobody comes in from the internet any more, and who does now is not known: the firewallRules were not read.');
    const some = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } }, children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.15')] }, incomplete: { firewallRules: 'a page was refused' } });
    assert.deepEqual(ask(some, [close]).slice(0, 2), ['203.0.113.0–203.0.113.15 no longer gets through (the rule office).', 'Who else comes in now is not known: a page was refused.']);
    assert.doesNotMatch(ask(some, [removeRule(some, 'office')]).join(' '), /Who else/);
    const read = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } }, children: { firewallRules: [] } });
    assert.deepEqual(ask(read, [close]), [], 'no rule let anybody in');
  });

  it('is who comes from a subnet or by Microsoft Entra, of whom sessions tell nothing', () => {
    const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net/subnets/app';
    const single = liveServer('single', { children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.15')], virtualNetworkRules: [{ name: 'app', properties: { virtualNetworkSubnetId: subnet } }] } });
    assert.deepEqual(ask(single, [removeRule(single, 'app')], seenClients({})), ['Clients in net/subnets/app no longer get through.', 'Whom that concerns cannot be told from who was connected.']);
    const both = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' } }, children: { firewallRules: [], administrators: [] } });
    const off: Change = { kind: 'set', at: inResource(both.server.resource.key, 'properties', 'authConfig', 'activeDirectoryAuth'), value: 'Disabled' };
    assert.deepEqual(ask(both, [off], seenClients({})), ['Everybody who signs in with Microsoft Entra is refused.', 'Whom that concerns cannot be told from who was connected.']);
  });

  it('is an administrator who is removed, and none of those who stay', () => {
    const context = liveServer('flexible', { children: { administrators: ['a1', 'a2'].map((name) => ({ name, properties: { principalName: `${name}@contoso.com`, principalType: 'User' } })) } });
    assert.deepEqual(ask(context, [removeRule(context, 'a2')]), ['a2@contoso.com can no longer sign in as an administrator by Microsoft Entra.', nobodyLooked]);
  });

  it('is who comes by a private endpoint that goes, and nobody where one more comes', () => {
    const endpoint = (name: string, status: string) => ({ id: `/subscriptions/s/resourcegroups/g/providers/microsoft.dbforpostgresql/flexibleservers/db/privateEndpointConnections/${name}`, properties: { privateLinkServiceConnectionState: { status } } });
    const context = liveServer('flexible', { properties: { privateEndpointConnections: [endpoint('one', 'Approved'), endpoint('two', 'Pending'), endpoint('three', 'Approved')] }, children: { firewallRules: [] } });
    const answer = (index: number, status: string): Change => ({ kind: 'set', at: inResource(context.server.resource.key, 'properties', 'privateEndpointConnections', index, 'properties', 'privateLinkServiceConnectionState', 'status'), value: status });
    assert.deepEqual(ask(context, [answer(1, 'Approved')]), []);
    assert.deepEqual(ask(context, [answer(1, 'Rejected')]), []);
    assert.deepEqual(ask(context, [answer(0, 'Rejected')]), ['Clients that come by a private endpoint may no longer get through.', nobodyLooked]);
  });

  it('is services in Azure only as long as no other rule lets them in', () => {
    const twice = liveServer('flexible', { children: { firewallRules: [rule('azure', '0.0.0.0', '0.0.0.0'), rule('azure2', '0.0.0.0', '0.0.0.0')] } });
    assert.deepEqual(ask(twice, [removeRule(twice, 'azure')]), []);
    const all = liveServer('flexible', { children: { firewallRules: [rule('all', '0.0.0.0', '255.255.255.255'), rule('azure', '0.0.0.0', '0.0.0.0')] } });
    assert.match(ask(all, [removeRule(all, 'all')])[0] ?? '', /^0\.0\.0\.0–255\.255\.255\.255 no longer gets through \(the rule all\)/);
  });

  it('is services in Azure where their rule goes', () => {
    assert.match(ask(open, [removeRule(open, 'azure')])[0] ?? '', /^Services in Azure that came in by the rule azure no longer get through/);
  });

  it('is everybody where public access goes and nothing else leads there, which is said', () => {
    const close: Change = { kind: 'set', at: inResource(open.server.resource.key, 'properties', 'network', 'publicNetworkAccess'), value: 'Disabled' };
    assert.ok(ask(open, [close]).some((text) => /closes the only way in: nobody reaches db any more/.test(text)), ask(open, [close]).join('\n'));
  });

  it('is who signs in with a password where passwords go, and it is said where nothing is left', () => {
    const context = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' } }, children: { firewallRules: [], administrators: [] } });
    const off: Change = { kind: 'set', at: inResource(context.server.resource.key, 'properties', 'authConfig', 'passwordAuth'), value: 'Disabled' };
    assert.deepEqual(ask(context, [off]), ['Everybody who signs in with a password is refused.', 'Nobody can sign in to db any more.', nobodyLooked]);
  });

  it('is an administrator who is removed', () => {
    const context = liveServer('flexible', { children: { administrators: [{ name: 'a1', properties: { principalName: 'ada@contoso.com', principalType: 'User' } }] } });
    assert.equal(ask(context, [removeRule(context, 'a1')])[0], 'ada@contoso.com can no longer sign in as an administrator by Microsoft Entra.');
  });

  it('is who speaks no TLS, or too old a one', () => {
    const context = liveServer('flexible', { children: { configurations: [parameter('require_secure_transport', 'off'), parameter('ssl_min_protocol_version', 'TLSv1.2')] } });
    const set = (name: string, value: string): Change => {
      const found = context.snapshot.resources.find((resource) => resource.name === name);
      assert.ok(found);
      return { kind: 'set', at: inResource(found.key, 'properties', 'value'), value };
    };
    const seen = { ...seenClients({ role: 'old', tls: 'off' }, { role: 'new' }), hidden: 3 };
    assert.deepEqual(ask(context, [set('require_secure_transport', 'on')], seen), [
      'Clients that connect without TLS are refused.',
      'One session without TLS was there at 2026-11-25 20:15 UTC: old from 203.0.113.9.',
      '3 more sessions were there that ada may not look into.',
    ]);
    assert.deepEqual(ask(context, [set('ssl_min_protocol_version', 'TLSv1.1')]), [], 'an older version than before refuses nobody');
    assert.deepEqual(ask(context, [set('ssl_min_protocol_version', 'TLSv1.2')]), []);
    assert.deepEqual(ask(context, [set('require_secure_transport', 'off')]), []);
    assert.deepEqual(ask(context, [set('ssl_min_protocol_version', 'TLSv1.3')], seenClients({ role: 'job', tlsVersion: 'TLSv1.2' })), [
      'Clients that cannot speak TLS 1.3 are refused.',
      'One session by an older version of TLS or without it was there at 2026-11-25 20:15 UTC: job from 203.0.113.9.',
    ]);
  });

  it('is who proves a password by MD5, where that is no longer taken', () => {
    const context = liveServer('flexible', { children: { configurations: [parameter('azure.accepted_password_auth_method', 'md5,scram-sha-256')] } });
    const found = context.snapshot.resources.find((resource) => resource.name === 'azure.accepted_password_auth_method');
    assert.ok(found);
    const change: Change = { kind: 'set', at: inResource(found.key, 'properties', 'value'), value: 'scram-sha-256' };
    const words = 'Roles whose password is kept as MD5 cannot sign in with it any more.';
    assert.deepEqual(ask(context, [change]), [words, nobodyLooked]);
    const seen = { ...seenClients(), roles: [{ name: 'old', signIn: 'md5' as const }] };
    assert.deepEqual(ask(context, [change], seen), [words, 'One role can no longer sign in that way: old.']);
    const unread = liveServer('flexible', { children: { firewallRules: [] } });
    const add: Change = { kind: 'add', parent: unread.server.resource.key, type: 'Microsoft.DBforPostgreSQL/flexibleServers/configurations', name: 'azure.accepted_password_auth_method', body: { properties: { value: 'scram-sha-256' } } };
    assert.deepEqual(ask(unread, [add]), [words, nobodyLooked], 'nobody has read what it was');
    assert.deepEqual(ask(unread, [{ ...add, name: 'log_connections', body: { properties: { value: 'on' } } }]), [], 'a change of something else');
    const without = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } }, children: { configurations: [parameter('azure.accepted_password_auth_method', 'md5,scram-sha-256')] } });
    assert.deepEqual(ask(without, [change]), []);
  });
});
