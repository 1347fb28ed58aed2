import assert from 'node:assert/strict';
import { test } from 'node:test';
import { virtualNetwork } from '../../../../src/layers/virtual-network/layer';
import { unknown } from '../../../../src/model/value';
import { liveServer, templateServer } from '../build-snapshot';
import { textOf, testRule } from '../rule-cases';

const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/something/it';
const nobodyKnows = unknown('the parameter subnet has no value');

testRule(virtualNetwork, 'virtual-network/private-dns-zone', [
  {
    name: 'a zone',
    context: liveServer('flexible', {
      properties: { network: { delegatedSubnetResourceId: id, privateDnsZoneArmResourceId: id } },
    }),
    verdicts: ['holds'],
  },
  {
    name: 'no zone',
    context: templateServer('flexible', { properties: { network: { delegatedSubnetResourceId: id } } }),
    verdicts: ['fails'],
    says: /without a private DNS zone/,
  },
  { name: 'no virtual network', context: templateServer('flexible'), verdicts: ['notApplicable'] },
  {
    name: 'a zone that is not known',
    context: templateServer('flexible', {
      properties: { network: { delegatedSubnetResourceId: id, privateDnsZoneArmResourceId: nobodyKnows } },
    }),
    verdicts: ['undecided'],
  },
]);

testRule(virtualNetwork, 'virtual-network/missing-service-endpoint', [
  {
    name: 'asked for',
    context: liveServer('single', {
      children: { virtualNetworkRules: [{ name: 'app', properties: { ignoreMissingVnetServiceEndpoint: false } }, { name: 'jobs' }] },
    }),
    verdicts: ['holds', 'holds'],
  },
  {
    name: 'ignored',
    context: templateServer('single', {
      children: { virtualNetworkRules: [{ name: 'app', properties: { ignoreMissingVnetServiceEndpoint: true } }] },
    }),
    verdicts: ['fails'],
    effect: 'safe',
  },
  {
    name: 'not known',
    context: templateServer('single', {
      children: { virtualNetworkRules: [{ name: 'app', properties: { ignoreMissingVnetServiceEndpoint: nobodyKnows } }] },
    }),
    verdicts: ['undecided'],
  },
]);

test('rules that were not read are told as unknown', () => {
  const { facts, text } = virtualNetwork.check(liveServer('single'));
  assert.equal(text, 'Rules not read');
  assert.deepEqual(facts.map(({ state }) => state), ['unknown']);
});

test('the layer is summed up in a few words', () => {
  const flexible = (network: Record<string, string>): string =>
    textOf(virtualNetwork, liveServer('flexible', { properties: { network } }));
  assert.equal(flexible({ delegatedSubnetResourceId: id }), 'In a virtual network');
  assert.equal(flexible({}), 'Not in a virtual network');
  assert.equal(textOf(virtualNetwork, templateServer('single', { children: { virtualNetworkRules: [{ name: 'app' }] } })), '1 rule');
});
