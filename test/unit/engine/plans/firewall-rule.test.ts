import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Kind } from '../../../../src/model/resource';
import { firewallRulesOf, planFirewallRule, whyRulesDoNotCount } from '../../../../src/engine/plans/firewall-rule';
import { everything, parseRange, type Range } from '../../../../src/layers/firewall/range';
import { unknown } from '../../../../src/model/value';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { inSentences } from './take-proposal';

function range(text: string): Range {
  const parsed = parseRange(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.range;
}

const rule = (name: string, start: string, end: string) => ({ name, properties: { startIpAddress: start, endIpAddress: end } });

for (const kind of ['flexible', 'single'] as const satisfies readonly Kind[]) {
  describe(`a firewall rule for a ${kind} server`, () => {
    const context = liveServer(kind, { children: { firewallRules: [rule('office', '203.0.113.0', '203.0.113.63')] } });

    it('is there after its changes, and the plan says so before and after', () => {
      const plan = inSentences(planFirewallRule(context, 'home', range('198.51.100.4')));
      assert.equal(plan.danger, undefined);
      assert.equal(plan.state(context.snapshot), 'no rule home');
      const after = afterChanges(context, plan.changes);
      assert.equal(plan.state(after.snapshot), plan.wanted);
      assert.equal(plan.wanted, 'home: 198.51.100.4');
      assert.equal(firewallRulesOf(after.snapshot, after.server).length, 2);
    });

    it('needs a second confirmation beyond 256 addresses, for Azure and for everything', () => {
      const dangerous = (text: string): boolean => planFirewallRule(context, 'a', range(text)).danger !== undefined;
      assert.equal(dangerous('203.0.113.7'), false);
      assert.equal(dangerous('203.0.113.0/24'), false);
      assert.equal(dangerous('203.0.113.0 - 203.0.114.0'), true);
      assert.equal(dangerous('0.0.0.0'), true);
      assert.equal(dangerous('0.0.0.0/0'), true);
    });

    it('asks about what is opened: all of Azure, a part of the internet, or many', () => {
      const danger = (text: string) => inSentences(planFirewallRule(context, 'a', range(text))).danger;
      assert.deepEqual([danger('0.0.0.0')?.question, danger('0.0.0.0')?.confirm], ['Let every Azure service reach db?', 'Open to All of Azure']);
      assert.match(danger('0.0.0.0')?.detail ?? '', /Anybody with an Azure subscription/);
      assert.match(danger('20.0.0.0/8')?.detail ?? '', /Anybody there can try passwords/);
      assert.match(danger('20.0.0.0 - 20.255.255.254')?.detail ?? '', /Are all of them yours/);
      assert.equal(danger('198.51.0.0/16')?.confirm, 'Open to 65,536 addresses');
      assert.match(planFirewallRule(context, 'a', range('20.0.0.0/8')).detail[0] ?? '', /a large part of the internet/);
      assert.doesNotMatch(planFirewallRule(context, 'a', range('20.0.0.0 - 20.255.255.254')).detail[0] ?? '', /a large part/);
    });

    it('is told where what is there under its name cannot be read', () => {
      const plan = planFirewallRule(context, 'office', range('198.51.100.4'));
      for (const properties of [{ startIpAddress: '198.51.100.4' }, { endIpAddress: '198.51.100.4' }, { startIpAddress: 'x', endIpAddress: 'y' }]) {
        assert.equal(plan.state(liveServer(kind, { children: { firewallRules: [{ name: 'office', properties }] } }).snapshot), 'office: a range that cannot be read');
      }
    });

    it('says to how many it opens the server', () => {
      assert.match(planFirewallRule(context, 'a', range('198.51.100.0/26')).detail[0] ?? '', /64 addresses: 198\.51\.100\.0–198\.51\.100\.63/);
      assert.match(planFirewallRule(context, 'a', everything).detail[0] ?? '', /4,294,967,232 more addresses, a large part of the internet/);
      assert.match(planFirewallRule(context, 'a', range('0.0.0.0')).detail[0] ?? '', /every service in Azure, in the subscriptions of other customers/);
      assert.match(planFirewallRule(context, 'a', range('10.0.0.4')).detail[0] ?? '', /private/);
    });

    it('reads a rule that is there with other addresses as what it is', () => {
      const plan = planFirewallRule(context, 'OFFICE', range('198.51.100.4'));
      assert.equal(plan.state(context.snapshot), 'OFFICE: 203.0.113.0–203.0.113.63');
    });
  });
}

describe('where firewall rules count', () => {
  it('not on a server in a virtual network', () => {
    const context = liveServer('flexible', { properties: { network: { delegatedSubnetResourceId: '/subscriptions/s/subnets/db' } } });
    assert.match(whyRulesDoNotCount(context) ?? '', /virtual network/);
  });

  it('not on a server without public access, of either kind', () => {
    const flexible = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Disabled' } } });
    const single = liveServer('single', { properties: { publicNetworkAccess: 'Disabled' } });
    for (const context of [flexible, single]) assert.match(whyRulesDoNotCount(context) ?? '', /Public access to db is off/);
  });

  it('on a public server, and where nobody can tell', () => {
    const open = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } } });
    const open2 = liveServer('flexible', { properties: { network: { publicNetworkAccess: unknown('the network could not be read') } } });
    for (const context of [open, open2]) assert.equal(whyRulesDoNotCount(context), undefined);
  });
});
