import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../../src/engine/check';
import { firewallLayer } from '../../../../src/layers/firewall/layer';
import type { Context } from '../../../../src/model/rule';
import { unknown } from '../../../../src/model/value';
import { liveServer } from '../build-snapshot';
import { closed, firewallRules, withRules } from './build-firewall';

function lines(context: Context): readonly string[] {
  return firewallLayer.check(context).facts.map(({ title, text, state }) => `${title}: ${text} [${state}]`);
}

const text = (context: Context): string => firewallLayer.check(context).text;

test('each rule is a line with its range and how many addresses that is', () => {
  const context = withRules([
    ['office', '203.0.113.0', '203.0.113.255'],
    ['app', '198.51.100.24', '198.51.100.24'],
    ['azure', '0.0.0.0', '0.0.0.0'],
  ]);
  assert.deepEqual(lines(context), [
    'office: 203.0.113.0–203.0.113.255, 256 addresses [set]',
    'app: 198.51.100.24, 1 address [set]',
    'azure: 0.0.0.0, every Azure service [set]',
  ]);
  assert.equal(text(context), '3 rules, 257 addresses, every Azure service');
});

test('no rules, no endpoint, and what could not be read', () => {
  assert.deepEqual(lines(withRules([])), ['Firewall rules: no rules: nobody gets in [default]']);
  assert.equal(text(withRules([])), 'no rules: nobody gets in');
  assert.deepEqual(lines(withRules([], closed.flexible)), ['Firewall rules: not used: there is no public endpoint [notApplicable]']);
  assert.equal(text(withRules([['all', '0.0.0.0', '255.255.255.255']], closed.flexible)), '1 rule without effect');
  assert.deepEqual(lines(liveServer('flexible')), ['Firewall rules: unknown: the firewallRules were not read [unknown]']);
  assert.equal(text(liveServer('flexible')), 'not known');
  const partly = withRules([['office', '203.0.113.4', '203.0.113.4']], { incomplete: { firewallRules: 'a loop' } });
  assert.equal(text(partly), '1 rule, 1 address, not all known');
  assert.equal(lines(partly)[1], 'Further firewall rules: unknown: a loop [unknown]');
});

test('a range that is not known or not valid is told', () => {
  const context = withRules([
    ['computed', unknown('the parameter start has no value'), '203.0.113.4'],
    ['reversed', '203.0.113.9', '203.0.113.4'],
  ]);
  assert.deepEqual(lines(context), [
    'computed: unknown: the parameter start has no value [unknown]',
    'reversed: 203.0.113.9–203.0.113.4 is not a valid range [set]',
  ]);
});

test('one cause is one finding', () => {
  const rulesBy = (context: Context, profile: 'recommended' | 'strict'): readonly string[] =>
    check(context.snapshot, { layers: [firewallLayer], profile, today: context.today }).findings.map(
      ({ rule, level }) => `${rule.id} ${level}`,
    );
  const all = liveServer('flexible', { children: firewallRules([['all', '0.0.0.0', '255.255.255.255']]) });
  assert.deepEqual(rulesBy(all, 'recommended'), ['firewall/open-to-internet error']);
  assert.deepEqual(rulesBy(all, 'strict'), ['firewall/open-to-internet error']);
  const broad = liveServer('single', { children: firewallRules([['partner', '198.18.0.0', '198.18.255.255']]) });
  assert.deepEqual(rulesBy(broad, 'strict'), ['firewall/broad-range warning']);
  const office = liveServer('single', { children: firewallRules([['office', '203.0.113.0', '203.0.113.15']]) });
  assert.deepEqual(rulesBy(office, 'recommended'), []);
  assert.deepEqual(rulesBy(office, 'strict'), ['firewall/address-count info']);
});
