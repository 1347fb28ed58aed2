import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firewallLayer } from '../../../../src/layers/firewall/layer';
import type { Context, RuleId } from '../../../../src/model/rule';
import { unknown } from '../../../../src/model/value';
import { afterChanges } from '../apply-changes';
import { liveServer, templateServer } from '../build-snapshot';
import type { RuleParts } from './build-firewall';
import { closed, firewallRules, integrated, withRules } from './build-firewall';
import { failuresOf, judgementsOf, verdictsOf } from './judgements-of';

const open = unknown('the parameter address has no value');

function verdicts(id: RuleId, context: Context): readonly string[] {
  return verdictsOf(firewallLayer, id, context);
}

/** Carries out the first fix that a rule offers and returns what the rule says then. */
function mended(id: RuleId, context: Context): readonly string[] {
  const fix = judgementsOf(firewallLayer, id, context).find((each) => each.fix !== undefined)?.fix;
  assert.ok(fix, `${id} offers no fix`);
  return verdicts(id, afterChanges(context, fix.changes));
}

test('0.0.0.0 alone opens the server to all of Azure, whatever the rule is called', () => {
  const id = 'firewall/azure-services';
  for (const kind of ['flexible', 'single'] as const) {
    const context = withRules([['backend', '0.0.0.0', '0.0.0.0']], {}, kind);
    assert.deepEqual(failuresOf(firewallLayer, context), [
      'firewall/azure-services: The rule "backend" lets in every Azure service, those of other customers too (0.0.0.0).',
    ]);
    assert.deepEqual(mended(id, context), []);
  }
  assert.deepEqual(verdicts(id, withRules([['AllowAllWindowsAzureIps', '203.0.113.4', '203.0.113.4']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([['all', '0.0.0.0', '255.255.255.255']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([['rule', open, '0.0.0.0']])), ['undecided']);
  assert.deepEqual(verdicts(id, withRules([['rule', '0.0.0.0', '0.0.0.0']], integrated)), ['notApplicable']);
});

test('more than 256 addresses are broad, and the internet is not called broad too', () => {
  const id = 'firewall/broad-range';
  assert.deepEqual(verdicts(id, withRules([['office', '203.0.113.0', '203.0.113.255']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([['office', '203.0.113.0', '203.0.114.0']])), ['fails']);
  assert.deepEqual(verdicts(id, withRules([['all', '0.0.0.0', '255.255.255.255']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([['private', '10.0.0.0', '10.255.255.255']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([['rule', '203.0.113.0', open]])), ['undecided']);
  assert.deepEqual(verdicts(id, withRules([['partner', '203.0.112.0', '203.0.115.255']], closed.flexible)), ['notApplicable']);
  const context = withRules([['partner', '203.0.112.0', '203.0.115.255']], {}, 'single');
  assert.match(failuresOf(firewallLayer, context)[0] ?? '', /"partner" lets in 1,024 addresses \(203\.0\.112\.0–203\.0\.115\.255\)/);
});

test('how many addresses are broad is a setting', () => {
  const few = { settings: { broadRange: 16 } };
  assert.deepEqual(verdicts('firewall/broad-range', withRules([['office', '203.0.113.0', '203.0.113.15']], few)), ['holds']);
  assert.deepEqual(verdicts('firewall/broad-range', withRules([['office', '203.0.113.0', '203.0.113.16']], few)), ['fails']);
  const many = { settings: { broadRange: 2 ** 30 } };
  assert.deepEqual(verdicts('firewall/broad-range', withRules([['office', '203.0.0.0', '203.3.0.0']], many)), ['holds']);
  assert.deepEqual(verdicts('firewall/open-to-internet', withRules([['all', '0.0.0.0', '255.255.255.255']], many)), ['fails']);
});

test('a range that the service refuses is invalid, and only that', () => {
  const id = 'firewall/invalid-range';
  const reasons: readonly [string, string, RegExp, path: string][] = [
    ['203.0.113.9', '203.0.113.4', /ends at 203\.0\.113\.4, before it starts at 203\.0\.113\.9/, 'endIpAddress'],
    ['2001:db8::1', '2001:db8::9', /is an IPv6 address/, 'startIpAddress'],
    ['203.0.113.4', '::1', /is an IPv6 address/, 'endIpAddress'],
    ['203.0.113.0/24', '203.0.113.255', /is a network; a firewall rule takes its first and its last address/, 'startIpAddress'],
    ['203.0.113.4', 'office', /"office" is not an IPv4 address/, 'endIpAddress'],
    ['203.0.113.04', '203.0.113.4', /"203\.0\.113\.04" is not an IPv4 address/, 'startIpAddress'],
  ];
  for (const [start, end, reason, path] of reasons) {
    const context = withRules([['office', start, end]]);
    const [found] = judgementsOf(firewallLayer, id, context);
    assert.equal(found?.verdict, 'fails');
    assert.match(found.message, reason);
    assert.deepEqual(found.at.in === 'resource' && found.at.path, ['properties', path]);
    assert.equal(failuresOf(firewallLayer, context).length, 1, start);
  }
  assert.deepEqual(verdicts(id, withRules([['office', '203.0.113.4', '203.0.113.4']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([['office', open, '203.0.113.4']])), ['undecided']);
  assert.deepEqual(verdicts(id, withRules([['office', '9.9.9.9', '1.1.1.1']], closed.flexible)), ['fails']);
  const absent = templateServer('flexible', { children: { firewallRules: [{ properties: { startIpAddress: '1.2.3.4' } }] } });
  assert.deepEqual(verdicts(id, absent), ['notApplicable']);
});

test('reversed ends are swapped, and a network is written as its ends', () => {
  const id = 'firewall/invalid-range';
  const reversed = withRules([['office', '203.0.113.9', '203.0.113.4']]);
  assert.deepEqual(mended(id, reversed), ['holds']);
  assert.equal(judgementsOf(firewallLayer, id, reversed)[0]?.fix?.title, 'Swap the start and the end address');
  const network = withRules([['office', '203.0.113.0/24', '203.0.113.0/24']]);
  assert.deepEqual(mended(id, network), ['holds']);
  assert.equal(judgementsOf(firewallLayer, id, network)[0]?.fix?.title, 'Write 203.0.113.0/24 as 203.0.113.0 to 203.0.113.255');
  assert.equal(judgementsOf(firewallLayer, id, withRules([['office', '2001:db8::/32', '::1']]))[0]?.fix, undefined);
  const ended = withRules([['office', '203.0.113.0/28', '203.0.113.15']]);
  assert.deepEqual(mended(id, ended), ['holds']);
  assert.equal(judgementsOf(firewallLayer, id, ended)[0]?.fix?.title, 'Write 203.0.113.0/28 as 203.0.113.0 to 203.0.113.15');
  assert.equal(judgementsOf(firewallLayer, id, withRules([['office', '203.0.113.0/28', 'office']]))[0]?.fix, undefined);
  assert.equal(judgementsOf(firewallLayer, id, withRules([['office', '203.0.0.0/16', '203.0.0.0/16']]))[0]?.fix, undefined, 'that opens more than an office');
});

test('private addresses never arrive at a public endpoint', () => {
  const id = 'firewall/private-range';
  const context = withRules([['vnet', '10.1.0.0', '10.1.255.255']]);
  assert.deepEqual(failuresOf(firewallLayer, context).map((text) => text.split(':')[0]), [id]);
  assert.deepEqual(mended(id, context), []);
  const partly = withRules([['odd', '192.168.255.250', '192.169.0.10']]);
  assert.deepEqual(verdicts(id, partly), ['fails']);
  assert.equal(judgementsOf(firewallLayer, id, partly)[0]?.fix, undefined);
  assert.deepEqual(verdicts(id, withRules([['office', '203.0.113.4', '203.0.113.9']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([['vnet', '10.1.0.0', open]])), ['undecided']);
});

test('a rule inside another adds nothing; of two equal rules the second goes', () => {
  const id = 'firewall/overlapping-rules';
  const office: RuleParts = ['office', '203.0.113.0', '203.0.113.15'];
  assert.deepEqual(verdicts(id, withRules([['printer', '203.0.113.7', '203.0.113.7'], office])), ['fails', 'holds']);
  assert.deepEqual(verdicts(id, withRules([office, ['same', '203.0.113.0', '203.0.113.15']])), ['holds', 'fails']);
  assert.deepEqual(verdicts(id, withRules([office, ['next', '203.0.113.10', '203.0.113.30']])), ['holds', 'fails']);
  assert.deepEqual(verdicts(id, withRules([office, ['apart', '203.0.113.16', '203.0.113.30']])), ['holds', 'holds']);
  assert.deepEqual(mended(id, withRules([office, ['printer', '203.0.113.7', '203.0.113.7']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([office, ['rule', '203.0.113.7', open]])), ['holds', 'undecided']);
});

test('a rule inside a temporary one stays, as that one will be gone', () => {
  const id = 'firewall/overlapping-rules';
  const context = withRules([['visit-until-20261125T0530Z', '203.0.113.0', '203.0.113.15'], ['printer', '203.0.113.7', '203.0.113.7']]);
  assert.deepEqual(verdicts(id, context), ['holds', 'fails']);
  assert.equal(judgementsOf(firewallLayer, id, context)[1]?.fix, undefined);
  const other = withRules([['office', '203.0.113.0', '203.0.113.15'], ['visit-until-20261125T0530Z', '203.0.113.7', '203.0.113.7']]);
  assert.deepEqual(judgementsOf(firewallLayer, id, other)[1]?.fix?.title, 'Remove the firewall rule "visit-until-20261125T0530Z"');
});

test('a temporary rule is to be gone when its time is over: to the minute on a live server, by the day in a template', () => {
  const id = 'firewall/expired-temporary';
  const name = 'desk-until-20261124T0530Z';
  const at = (now: string | undefined, today = '2026-11-24'): readonly string[] => {
    const context = liveServer('flexible', { today, children: firewallRules([[name, '203.0.113.7', '203.0.113.7']]) });
    return verdicts(id, now === undefined ? context : { ...context, now });
  };
  assert.deepEqual(at('2026-11-24T05:29:59.000Z'), ['holds']);
  assert.deepEqual(at('2026-11-24T05:30:00.000Z'), ['fails']);
  assert.deepEqual([at(undefined), at(undefined, '2026-11-25')], [['holds'], ['fails']]);
  const late = (kind: 'flexible' | 'single') => withRules([[name, '203.0.113.7', '203.0.113.7'], ['office', '203.0.113.9', '203.0.113.9']], { today: '2026-11-25' }, kind);
  for (const kind of ['flexible', 'single'] as const) {
    assert.deepEqual(verdicts(id, late(kind)), ['fails', 'holds']);
    assert.deepEqual(mended(id, late(kind)), ['holds']);
    assert.match(judgementsOf(firewallLayer, id, late(kind))[0]?.message ?? '', /since 2026-11-24 05:30 UTC, and still lets in 1 address \(203\.0\.113\.7\)/);
  }
  assert.deepEqual(verdicts(id, withRules([[unknown('the name is computed'), '203.0.113.7', '203.0.113.7']], { today: '2026-11-25' })), ['undecided']);
  assert.deepEqual(verdicts(id, withRules([[name, '203.0.113.7', open]], { today: '2026-11-25' })), ['undecided']);
  assert.deepEqual(verdicts(id, withRules([[name, '203.0.113.7', '203.0.113.7']], { ...closed.flexible, today: '2026-11-25' })), ['notApplicable']);
});

test('thousands of rules are each compared with what covers them', () => {
  const rules = Array.from({ length: 5000 }, (_, index): RuleParts => {
    const address = `20.1.${Math.floor(index / 250)}.${index % 250}`;
    return [`rule-${index}`, address, address];
  });
  const outer: RuleParts = ['all-of-them', '20.1.0.0', '20.1.255.255'];
  const found = verdicts('firewall/overlapping-rules', withRules([...rules, outer]));
  assert.equal(found.filter((verdict) => verdict === 'fails').length, 5000);
  assert.equal(found.at(-1), 'holds');
});

test('rules beside one that opens everything are not called superfluous, nor those beside one that may not be there', () => {
  const id = 'firewall/overlapping-rules';
  const found = verdicts(id, withRules([['all', '0.0.0.0', '255.255.255.255'], ['office', '203.0.113.0', '203.0.113.15']]));
  assert.ok(!found.includes('fails'));
  const properties = { startIpAddress: '203.0.113.0', endIpAddress: '203.0.113.255' };
  const perhaps = templateServer('flexible', {
    children: { firewallRules: [{ properties, when: unknown('a condition') }, { properties }] },
  });
  assert.ok(!verdicts(id, perhaps).includes('fails'));
});

test('rules without effect are one finding', () => {
  const id = 'firewall/dead-rules';
  const rules: RuleParts[] = [['all', '0.0.0.0', '255.255.255.255'], ['azure', '0.0.0.0', '0.0.0.0']];
  for (const kind of ['flexible', 'single'] as const) {
    const context = withRules(rules, closed[kind], kind);
    assert.equal(failuresOf(firewallLayer, context).length, 1);
    assert.match(failuresOf(firewallLayer, context)[0] ?? '', /2 firewall rules have no effect: public network access is disabled\./);
    assert.deepEqual(mended(id, context), ['holds']);
    assert.deepEqual(verdicts(id, withRules(rules, {}, kind)), ['notApplicable']);
  }
  assert.match(failuresOf(firewallLayer, withRules(rules, integrated))[0] ?? '', /integrated into a virtual network/);
  const secret = withRules(rules, { properties: { network: { publicNetworkAccess: open } } });
  assert.deepEqual(verdicts(id, secret), ['undecided']);
  assert.deepEqual(verdicts(id, liveServer('flexible', closed.flexible)), ['undecided']);
});

test('a live Flexible Server is not offered what it would refuse', () => {
  const parts = { children: firewallRules([['all', '0.0.0.0', '255.255.255.255']]) };
  const [flexible] = judgementsOf(firewallLayer, 'firewall/dead-rules', liveServer('flexible', { ...parts, ...closed.flexible }));
  assert.equal(flexible?.verdict, 'fails');
  assert.equal(flexible.fix, undefined);
  const [single] = judgementsOf(firewallLayer, 'firewall/dead-rules', liveServer('single', { ...parts, ...closed.single }));
  assert.ok(single?.fix);
});

test('rules and addresses are counted by what is known for sure', () => {
  const one = (index: number): RuleParts => [`app-${index}`, `203.0.113.${index}`, `203.0.113.${index}`];
  const eleven = withRules(Array.from({ length: 11 }, (_, index) => one(index)));
  const ten = withRules(Array.from({ length: 10 }, (_, index) => one(index)));
  for (const id of ['firewall/rule-count', 'firewall/address-count'] as const) {
    assert.deepEqual(verdicts(id, eleven), ['fails']);
    assert.deepEqual(verdicts(id, ten), ['holds']);
    assert.deepEqual(verdicts(id, liveServer('single')), ['undecided']);
    assert.deepEqual(verdicts(id, withRules([['a', '1.2.3.4', '1.2.3.99']], integrated)), ['notApplicable']);
  }
  assert.deepEqual(verdicts('firewall/address-count', withRules([['a', '1.2.3.4', open]])), ['undecided']);
  assert.deepEqual(verdicts('firewall/address-count', withRules([['a', '1.2.3.4', '1.2.3.9'], ['b', '1.2.3.4', '1.2.3.9']])), ['holds']);
  assert.deepEqual(verdicts('firewall/address-count', withRules([['azure', '0.0.0.0', '0.0.0.0']])), ['holds']);
});

test('a personal rule is guessed by its name', () => {
  const id = 'firewall/personal-rule';
  assert.deepEqual(verdicts(id, withRules([['ClientIPAddress_2026-2-4', '1.2.3.4', '1.2.3.4']])), ['fails']);
  assert.deepEqual(verdicts(id, withRules([['office', '1.2.3.4', '1.2.3.4']])), ['holds']);
  assert.deepEqual(verdicts(id, withRules([[open, '1.2.3.4', '1.2.3.4']])), ['undecided']);
  const own = { settings: { personalRuleNames: ['*-laptop'] } };
  assert.deepEqual(verdicts(id, withRules([['ClientIPAddress_2026-2-4', '1.2.3.4', '1.2.3.4']], own)), ['holds']);
  assert.deepEqual(verdicts(id, withRules([['lee-laptop', '1.2.3.4', '1.2.3.4']], own)), ['fails']);
});
