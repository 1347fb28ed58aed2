import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleLevels } from '../../../src/engine/configuration/configuration';
import { explain } from '../../../src/engine/explain';
import { layers } from '../../../src/layers/catalog';
import { inResource } from '../../../src/model/address';
import { unknown } from '../../../src/model/value';
import { liveServer, templateServer, today } from '../layers/build-snapshot';

const context = liveServer('flexible', {
  properties: { version: '16', network: { publicNetworkAccess: 'Enabled' } },
  parameters: { require_secure_transport: 'off', ssl_min_protocol_version: 'TLSv1.2' },
  children: { firewallRules: [{ name: 'all', properties: { startIpAddress: '0.0.0.0', endIpAddress: '255.255.255.255' } }] },
});
const { key } = context.server.resource;
const access = inResource(key, 'properties', 'network', 'publicNetworkAccess');
const at = (address: Parameters<typeof explain>[1], levels: RuleLevels = {}, of = context) => explain(of.snapshot, address, { layers, profile: 'all', levels, today });

describe('a setting is explained', () => {
  it('by what was read there and by the rules that speak of it, each at its level', () => {
    const explained = at(access);
    assert.ok(explained);
    assert.deepEqual(explained.facts.map(({ title, text }) => [title, text]), [['Public network access', 'on']]);
    assert.equal(explained.judged.find(({ rule }) => rule.id === 'network/public-access')?.judgement.verdict, 'fails');
    assert.equal(at(access, { 'network/public-access': 'error' })?.judged.find(({ rule }) => rule.id === 'network/public-access')?.level, 'error');
  });

  it('without the rules that do not speak, and those that it is nothing to', () => {
    const ids = (levels: RuleLevels): readonly string[] => at(access, levels)?.judged.map(({ rule }) => rule.id) ?? [];
    assert.ok(ids({}).includes('network/public-access'));
    assert.ok(!ids({ 'network/public-access': 'off' }).includes('network/public-access'));
    assert.ok(at(access)?.judged.every(({ judgement }) => judgement.verdict !== 'notApplicable'));
  });

  it('with failures first, then what nobody knows, then what holds', () => {
    const order = ['fails', 'undecided', 'holds'];
    const verdicts = at(inResource(`${key}/configurations/ssl_min_protocol_version`, 'name'))?.judged.map(({ judgement }) => judgement.verdict) ?? [];
    assert.ok(verdicts.includes('holds'));
    for (const address of [access, inResource(`${key}/firewallRules/all`, 'name'), inResource(`${key}/configurations/require_secure_transport`, 'name')]) {
      const places = at(address)?.judged.map(({ judgement }) => order.indexOf(judgement.verdict)) ?? [];
      assert.deepEqual(places, [...places].sort((a, b) => a - b));
      assert.equal(places[0], 0);
    }
  });

  it('by the worst that a rule says of it', () => {
    const two = liveServer('flexible', { properties: { dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: unknown('it is computed') } } });
    const judged = at(inResource(two.server.resource.key, 'properties', 'dataEncryption', 'primaryKeyURI'), {}, two)?.judged ?? [];
    assert.equal(judged.filter(({ rule }) => rule.id === 'encryption/unversioned-key').length, 1);
    assert.equal(judged.find(({ rule }) => rule.id === 'encryption/unversioned-key')?.judgement.verdict, 'undecided');
  });

  it('whatever the case it is spelled in', () => {
    assert.deepEqual(at(inResource(key, 'PROPERTIES', 'Network', 'publicnetworkaccess'))?.facts, at(access)?.facts);
  });

  it('at a child by that child alone, at its name by all that is said of it', () => {
    const transport = `${key}/configurations/require_secure_transport`;
    assert.ok(at(inResource(transport, 'name'))?.judged.some(({ rule, judgement }) => rule.id === 'tls/require-encryption' && judgement.verdict === 'fails'));
    assert.ok(at(inResource(transport, 'name'))?.judged.every(({ judgement }) => judgement.at.in === 'resource' && judgement.at.key === transport));
    assert.equal(at(inResource(transport, 'properties', 'name')), undefined, 'only the name itself is');
    assert.equal(at(inResource(transport, 'other')), undefined);
  });

  it('at the name of a server by nothing that is said of its settings', () => {
    const named = at(inResource(key, 'name'));
    assert.ok(named?.judged.every(({ judgement }) => judgement.at.in === 'resource' && judgement.at.path.join('.').toLowerCase() === 'name') ?? true);
    assert.ok(!named?.facts.some(({ title }) => title === 'Public network access'));
  });

  it('by nothing where nothing was read, or nothing is there', () => {
    assert.equal(at(inResource(key, 'properties', 'whatever')), undefined);
    assert.equal(at(inResource('/elsewhere', 'properties', 'version')), undefined);
    const beside = { key: '/kv', type: 'Microsoft.KeyVault/vaults', name: 'kv', existing: false, when: true, body: { properties: { version: '16' } } } as const;
    const other = templateServer('flexible', { properties: { version: '16' }, beside: [beside] });
    assert.equal(at(inResource('/kv', 'properties', 'version'), {}, other), undefined);
    assert.ok(at(inResource(other.server.resource.key, 'properties', 'version'), {}, other));
  });

  it('only by the layers that are for its kind of server', () => {
    const cluster = templateServer('cluster', { properties: { coordinatorEnablePublicIpAccess: true } });
    const explained = at(inResource(cluster.server.resource.key, 'properties', 'coordinatorEnablePublicIpAccess'), {}, cluster);
    assert.ok(explained?.judged.every(({ rule }) => rule.appliesTo.includes('cluster')));
  });
});
