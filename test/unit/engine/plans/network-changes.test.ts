import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planConnectionAnswer, planConnectionRemoval } from '../../../../src/engine/plans/private-endpoint';
import { planPublicAccess, publicAccessOf, whyAccessIsFixed } from '../../../../src/engine/plans/public-access';
import { planNetworkRule, planNetworkRuleRemoval, validateSubnetId } from '../../../../src/engine/plans/virtual-network-rule';
import { connectionsOf } from '../../../../src/layers/private-link/connections';
import { readVirtualNetworkFacts } from '../../../../src/layers/virtual-network/facts';
import { unknown } from '../../../../src/model/value';
import { liveServer } from '../../layers/build-snapshot';
import { carriedOut, off, withFirewall } from './plan-cases';
import { inSentences } from './take-proposal';

const own = '/subscriptions/s/resourcegroups/g/providers/microsoft.dbforpostgresql';
const segments = { flexible: 'flexibleservers', single: 'servers' } as const;

const connection = (kind: 'flexible' | 'single', name: string, status: string, subscription = 's') => ({
  id: `${own}/${segments[kind]}/db/privateEndpointConnections/${name}.0001`,
  properties: {
    privateEndpoint: { id: `/subscriptions/${subscription}/resourceGroups/net/providers/Microsoft.Network/privateEndpoints/${name}` },
    privateLinkServiceConnectionState: { status, description: 'Please let us in' },
  },
});

const properties = (kind: 'flexible' | 'single', on: boolean, ...connections: ReturnType<typeof connection>[]) => ({
  properties: { ...(kind === 'single' ? { publicNetworkAccess: on ? 'Enabled' : 'Disabled' } : { network: { publicNetworkAccess: on ? 'Enabled' : 'Disabled' } }), privateEndpointConnections: connections },
});

for (const kind of ['flexible', 'single'] as const) {
  describe(`public access to a ${kind} server`, () => {
    it('is switched off, with the name typed where nothing else leads there', () => {
      const context = withFirewall(kind, [['office', '203.0.113.0', '203.0.113.63']], { ...properties(kind, true), children: { virtualNetworkRules: [] } });
      const plan = planPublicAccess(context, false);
      assert.equal(plan.typed, 'db');
      assert.match(plan.cutOff.join('\n'), /closes the only way in/);
      assert.deepEqual(plan.effects.map(({ effect }) => effect), ['interrupts']);
      assert.equal(plan.detail[0], 'No other way to db is known.');
      assert.equal(/Azure refuses to change them/.test(plan.detail.join(' ')), kind === 'flexible');
      const after = carriedOut(context, plan);
      assert.equal(publicAccessOf(after), false);
      assert.equal(plan.state(context.snapshot), 'public access is on');
    });

    it('needs no typing while a private endpoint leads there, which the plan names', () => {
      const context = withFirewall(kind, [['office', '203.0.113.0', '203.0.113.63']], properties(kind, true, connection(kind, 'pe', 'Approved')));
      const plan = planPublicAccess(context, false);
      assert.equal(plan.typed, undefined);
      assert.match(plan.detail.join('\n'), /^These ways stay:\n• .*approved private endpoint leads to it/);
    });

    it('says to whom it opens, and how to say yes', () => {
      const danger = (end: string) => planPublicAccess(withFirewall(kind, [['rule', '0.0.0.0', end]], off[kind]), true).danger;
      assert.equal(danger('255.255.255.255')?.confirm, 'Open to the Internet');
      assert.equal(danger('0.0.0.0')?.confirm, 'Open to All of Azure');
      assert.match(danger('0.0.0.0')?.detail ?? '', /come back into effect at once\. The rule rule lets in every service of Azure.* Delete that rule/);
    });

    it('is switched on after a second question where a rule revives for everybody or for Azure', () => {
      const closed = (start: string, end: string) => withFirewall(kind, [['rule', start, end]], off[kind]);
      assert.match(planPublicAccess(closed('0.0.0.0', '255.255.255.255'), true).danger?.question ?? '', /Open db to the internet/);
      assert.match(planPublicAccess(closed('0.0.0.0', '0.0.0.0'), true).danger?.question ?? '', /every service in Azure/);
      const context = closed('203.0.113.7', '203.0.113.7');
      const plan = planPublicAccess(context, true);
      assert.deepEqual([plan.danger, plan.cutOff, plan.effects], [undefined, [], []]);
      assert.match(plan.detail.join('\n'), /The rule rule lets in 1 address/);
      assert.equal(publicAccessOf(carriedOut(context, plan)), true);
    });

    it('has the name typed also where nobody gets in anyway', () => {
      const context = withFirewall(kind, [], { ...properties(kind, true), children: { virtualNetworkRules: [] } });
      assert.equal(planPublicAccess(context, false).typed, 'db');
    });

    it('lists the rules that revive, those for private networks left out, and only counts many', () => {
      const rows = (count: number) => Array.from({ length: count }, (_, index) => [`r${index}`, `203.0.113.${index}`] as const);
      const endpoint = properties(kind, false, connection(kind, 'pe', 'Approved'));
      const detail = (count: number): string => inSentences(planPublicAccess(withFirewall(kind, rows(count), endpoint), true)).detail[0] ?? '';
      assert.equal(detail(0), 'No firewall rule lets anybody in yet, so nobody gets in until you add one.');
      assert.equal(detail(8).split('\n').length, 9);
      assert.doesNotMatch(detail(8), /endpoint|more/);
      assert.match(detail(10), /\n• and 2 more$/);
      assert.equal(detail(10).split('\n').length, 10);
    });

    it('is not known where it could not be read, whatever was wanted', () => {
      const unread = liveServer(kind, { properties: { network: { publicNetworkAccess: unknown('refused') }, publicNetworkAccess: unknown('refused') } });
      const plan = planPublicAccess(unread, false);
      assert.match(plan.state(unread.snapshot), /not known/);
    });
  });

  describe(`private endpoints of a ${kind} server`, () => {
    it('are approved with a look at where they are, and asked twice for another subscription', () => {
      const context = liveServer(kind, properties(kind, true, connection(kind, 'pe-app', 'Pending'), connection(kind, 'pe-far', 'Pending', 'other')));
      const [near, far] = connectionsOf(context);
      assert.ok(near && far);
      const plan = planConnectionAnswer(context, near, 'Approved', 'Welcome');
      assert.match(plan.detail.join('\n'), /waiting for approval: “Please let us in”/);
      assert.equal(plan.danger, undefined);
      const after = carriedOut(context, plan);
      assert.deepEqual(connectionsOf(after).map(({ status, message }) => [status, message]), [['Approved', 'Welcome'], ['Pending', 'Please let us in']]);
      assert.match(planConnectionAnswer(context, far, 'Approved', '').danger?.detail ?? '', /subscription other/);
    });

    it('are rejected or removed, with the name typed where they are the only way in', () => {
      const context = withFirewall(kind, [], properties(kind, false, connection(kind, 'pe', 'Approved')));
      const [one] = connectionsOf(context);
      assert.ok(one);
      const rejection = planConnectionAnswer(context, one, 'Rejected', 'Not you');
      assert.equal(rejection.typed, 'db');
      assert.match(rejection.cutOff.join('\n'), /private endpoint/);
      assert.equal(connectionsOf(carriedOut(context, rejection))[0]?.status, 'Rejected');
      const removal = planConnectionRemoval(context, one);
      assert.equal(removal.typed, 'db');
      assert.ok(removal.noWayBack);
      assert.deepEqual(removal.effects.map(({ effect }) => effect), ['irreversible']);
      assert.deepEqual(removal.detail.slice(1), ['The endpoint is in the resource group net of the subscription s.', 'The endpoint itself stays in its network, but leads nowhere.']);
      assert.deepEqual(connectionsOf(carriedOut(context, removal)), []);
    });

    it('of which Azure does not say where they are are approved only after a second question', () => {
      const { id, properties: told } = connection(kind, 'pe', 'Pending');
      const { privateLinkServiceConnectionState } = told;
      const context = liveServer(kind, { properties: { privateEndpointConnections: [{ id, properties: { privateLinkServiceConnectionState } }] } });
      const [one] = connectionsOf(context);
      assert.ok(one);
      const plan = inSentences(planConnectionAnswer(context, one, 'Approved', ''));
      assert.equal(plan.detail[1], 'Azure does not say where the endpoint is.');
      assert.match(plan.danger?.question ?? '', /another subscription/);
    });

    it('are told apart, and a rejection says so and asks nothing about strangers', () => {
      const context = liveServer(kind, properties(kind, true, connection(kind, 'pe-app', 'Approved'), connection(kind, 'pe-far', 'Pending', 'other')));
      const [near, far] = connectionsOf(context);
      assert.ok(near && far);
      const plan = inSentences(planConnectionAnswer(context, far, 'Rejected', 'Who are you?'));
      assert.deepEqual([plan.title, plan.confirm, plan.danger, plan.cutOff], ['Reject private endpoint pe-far of db', 'Reject', undefined, []]);
      assert.match(plan.detail.join(' '), /Whoever asked is told so, with your words\.$/);
      assert.equal(plan.state(context.snapshot), 'pe-far.0001: pending');
      assert.equal(plan.state({ ...context.snapshot, servers: [] }), 'not known: the server could not be read');
      const approval = planConnectionAnswer(context, far, 'Approved', '');
      assert.deepEqual([approval.title, approval.confirm, approval.effects], ['Approve private endpoint pe-far of db', 'Approve', []]);
      const gone = liveServer(kind, { properties: { privateEndpointConnections: unknown('reading them was refused') } });
      assert.equal(plan.state(gone.snapshot), 'pe-far.0001: not known, reading them was refused');
    });

    it('that wait are rejected without cutting anybody off', () => {
      const context = withFirewall(kind, [['office', '203.0.113.7']], properties(kind, true, connection(kind, 'pe', 'Pending')));
      const [one] = connectionsOf(context);
      assert.ok(one);
      const plan = planConnectionAnswer(context, one, 'Rejected', '');
      assert.deepEqual([plan.cutOff, plan.effects, plan.typed], [[], [], undefined]);
    });
  });
}

describe('public access that is fixed', () => {
  it('is that of a server in a virtual network, and of HorizonDB', () => {
    assert.match(whyAccessIsFixed(liveServer('flexible', { properties: { network: { delegatedSubnetResourceId: '/subnets/db' } } })) ?? '', /virtual network/);
    assert.match(whyAccessIsFixed(liveServer('horizon')) ?? '', /HorizonDB cluster, which is read only here/);
    assert.equal(whyAccessIsFixed(liveServer('flexible')), undefined);
    assert.equal(whyAccessIsFixed(liveServer('single')), undefined);
  });
});

describe('virtual network rules of a Single Server', () => {
  const subnet = '/subscriptions/0a4c7b52-6f1d-4e8a-b1c3-2d9e5f7a1001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/apps';

  it('are added for a subnet and removed', () => {
    const context = withFirewall('single', [], { children: { virtualNetworkRules: [] } });
    const plan = planNetworkRule(context, { name: 'apps', subnet, ignoresMissingEndpoint: false });
    assert.match(plan.detail[0] ?? '', /^Lets every machine in vnet\/subnets\/apps reach the server/);
    assert.doesNotMatch(plan.detail.join(' '), /even if the subnet has no such endpoint/);
    assert.match(planNetworkRule(context, { name: 'apps', subnet, ignoresMissingEndpoint: true }).detail.join(' '), /even if the subnet has no such endpoint/);
    const after = carriedOut(context, plan);
    const { rules } = readVirtualNetworkFacts(after);
    assert.deepEqual(rules.map(({ name }) => name), ['apps']);
    const removal = planNetworkRuleRemoval(after, rules);
    assert.equal(removal.typed, 'db');
    assert.deepEqual([removal.title, removal.confirm, removal.detail], ['Remove virtual network rule apps from db', 'Remove Rule', ['• apps: vnet/subnets/apps']]);
    assert.deepEqual(removal.effects.map(({ effect }) => effect), ['interrupts']);
    assert.match(removal.cutOff.join('\n'), /vnet\/subnets\/apps no longer get through/);
    assert.deepEqual(readVirtualNetworkFacts(carriedOut(after, removal)).rules, []);
  });

  it('are removed together, one of an unknown subnet too, and each stands for itself', () => {
    const context = withFirewall('single', [], { children: { virtualnetworkrules: [{ name: 'apps', properties: { virtualNetworkSubnetId: subnet } }, { name: 'odd', properties: {} }, { name: 'jobs', properties: { virtualNetworkSubnetId: subnet.replace('apps', 'jobs') } }] } });
    const all = readVirtualNetworkFacts(context).rules;
    const plan = planNetworkRuleRemoval(context, all.filter(({ name }) => name !== 'jobs'));
    assert.deepEqual([plan.title, plan.confirm, plan.detail], ['Remove 2 virtual network rules from db', 'Remove Rules', ['• apps: vnet/subnets/apps\n• odd: a subnet']]);
    assert.equal(plan.state(context.snapshot), 'apps: vnet/subnets/apps; odd: a subnet');
    assert.deepEqual(readVirtualNetworkFacts(carriedOut(context, plan)).rules.map(({ name }) => name), ['jobs']);
  });

  it('are not taken for gone where they could not be read again', () => {
    const context = withFirewall('single', [], { children: { virtualNetworkRules: [{ name: 'apps', properties: { virtualNetworkSubnetId: subnet } }] } });
    const plan = planNetworkRuleRemoval(context, readVirtualNetworkFacts(context).rules);
    const unread = withFirewall('single', [], { children: { virtualNetworkRules: [] }, incomplete: { virtualNetworkRules: 'refused' } });
    assert.equal(plan.state(unread.snapshot), 'apps: not known, refused');
  });

  it('take the id of a subnet and nothing else', () => {
    assert.equal(validateSubnetId(` ${subnet} `), undefined);
    for (const text of ['', 'apps', subnet.replace('/subnets/apps', ''), `${subnet}/x`, `see ${subnet}`]) assert.match(validateSubnetId(text) ?? '', /looks like/, text);
  });
});
