import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firewallLayer } from '../../../../src/layers/firewall/layer';
import type { Context } from '../../../../src/model/rule';
import { unknown } from '../../../../src/model/value';
import { afterChanges } from '../apply-changes';
import { liveServer, templateServer } from '../build-snapshot';
import { closed, firewallRules, integrated, withRules } from './build-firewall';
import { failuresOf, judgementsOf, verdictsOf } from './judgements-of';

const id = 'firewall/open-to-internet';
const verdicts = (context: Context): readonly string[] => verdictsOf(firewallLayer, id, context);

for (const kind of ['flexible', 'single'] as const) {
  test(`the whole internet in one rule fails, and removing the rule mends it (${kind})`, () => {
    const context = withRules([['allow-all', '0.0.0.0', '255.255.255.255'], ['office', '203.0.113.4', '203.0.113.9']], {}, kind);
    const [first, second] = judgementsOf(firewallLayer, id, context);
    assert.equal(first?.verdict, 'fails');
    assert.equal(first.message, 'The rule "allow-all" lets in the whole internet (0.0.0.0–255.255.255.255).');
    assert.deepEqual(first.at, { in: 'resource', key: 'main.bicep#db/firewallRules/allow-all', path: ['properties', 'startIpAddress'] });
    assert.equal(second?.verdict, 'holds');
    assert.ok(first.fix);
    assert.equal(first.fix.title, 'Remove the firewall rule "allow-all"');
    assert.equal(first.fix.effect, 'interrupts');
    assert.deepEqual(verdicts(afterChanges(context, first.fix.changes)), ['holds']);
  });

  test(`a live server is judged the same (${kind})`, () => {
    const rules = firewallRules([['allow-all', '0.0.0.0', '255.255.255.255']]);
    assert.deepEqual(verdicts(liveServer(kind, { children: rules })), ['fails']);
    assert.deepEqual(verdicts(liveServer(kind, { children: rules, ...closed[kind] })), ['notApplicable']);
  });
}

test('a /8 is the internet, one address less is not', () => {
  assert.deepEqual(verdicts(withRules([['big', '20.0.0.0', '20.255.255.255']])), ['fails']);
  assert.deepEqual(verdicts(withRules([['big', '20.0.0.0', '20.255.255.254']])), ['holds']);
});

test('the internet in two halves fails at both', () => {
  const context = withRules([['low', '0.0.0.0', '127.255.255.255'], ['high', '128.0.0.0', '255.255.255.255']]);
  assert.deepEqual(verdicts(context), ['fails', 'fails']);
});

test('many middling ranges are the internet together, as one finding', () => {
  const rules = Array.from({ length: 256 }, (_, index) => [`part-${index}`, `20.${index}.0.0`, `20.${index}.255.255`] as const);
  assert.deepEqual(failuresOf(firewallLayer, withRules(rules)).filter((text) => !text.includes('-count')), [
    'firewall/open-to-internet: Together, 256 firewall rules let in 16,777,216 addresses of the internet.',
  ]);
  const fewer = failuresOf(firewallLayer, withRules(rules.slice(1)));
  assert.equal(fewer.filter((text) => text.startsWith('firewall/open-to-internet')).length, 0);
  assert.equal(fewer.filter((text) => text.startsWith('firewall/broad-range')).length, 255);
});

test('rules that are only deployed under a condition do not count together', () => {
  const rules = Array.from({ length: 256 }, (_, index) => ({
    properties: { startIpAddress: `20.${index}.0.0`, endIpAddress: `20.${index}.255.255` },
    when: unknown('the parameter extra has no value'),
  }));
  const found = failuresOf(firewallLayer, templateServer('flexible', { children: { firewallRules: rules } }));
  assert.ok(!found.some((text) => text.startsWith(id)));
});

test('private networks are no part of the internet', () => {
  assert.deepEqual(verdicts(withRules([['private', '10.0.0.0', '10.255.255.255']])), ['holds']);
});

test('no rules let nobody in; rules that were not read may', () => {
  assert.deepEqual(verdicts(withRules([])), []);
  assert.deepEqual(verdicts(liveServer('flexible')), ['undecided']);
  const context = withRules([['office', '203.0.113.4', '203.0.113.9']], { incomplete: { firewallRules: 'a loop over a parameter' } });
  assert.deepEqual(verdicts(context), ['holds', 'undecided']);
});

test('an end that is not known leaves it undecided, unless every value that it can have fails', () => {
  const open = unknown('the parameter end has no value');
  assert.deepEqual(verdicts(withRules([['rule', '0.0.0.0', open]])), ['undecided']);
  const allowed = unknown('the parameter end has no value', { oneOf: ['200.0.0.0', '255.255.255.255'] });
  assert.deepEqual(verdicts(withRules([['rule', '0.0.0.0', allowed]])), ['fails']);
});

test('a server without a public endpoint is not open, whatever its rules', () => {
  assert.deepEqual(verdicts(withRules([['all', '0.0.0.0', '255.255.255.255']], closed.flexible)), ['notApplicable']);
  assert.deepEqual(verdicts(withRules([['all', '0.0.0.0', '255.255.255.255']], integrated)), ['notApplicable']);
});

test('public access that is not known is named as the condition', () => {
  const context = withRules([['all', '0.0.0.0', '255.255.255.255']], {
    properties: { network: { publicNetworkAccess: unknown('the parameter access has no value') } },
  });
  const [found] = judgementsOf(firewallLayer, id, context);
  assert.equal(found?.verdict, 'fails');
  assert.match(found.message, /holds when the server has a public endpoint, which cannot be decided: the parameter access/);
  const subnet = unknown('the parameter subnet has no value');
  const perhaps = withRules([['all', '0.0.0.0', '255.255.255.255']], { properties: { network: { delegatedSubnetResourceId: subnet } } });
  assert.deepEqual(verdicts(perhaps), ['fails']);
});

test('a rule of an existing server is judged', () => {
  const context = withRules([['all', '0.0.0.0', '255.255.255.255']], { existing: true });
  assert.deepEqual(verdicts(context), ['fails', 'undecided']);
});

test('a rule whose name is not known is still judged', () => {
  const [found] = judgementsOf(firewallLayer, id, withRules([[unknown('it is computed'), '0.0.0.0', '255.255.255.255']]));
  assert.match(found?.message ?? '', /^This firewall rule lets in the whole internet/);
  assert.equal(found?.fix?.title, 'Remove this firewall rule');
});
