import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { compareReports, type Difference } from '../../../../src/engine/compare';
import { planDrift, templateFixOf, type Drifts } from '../../../../src/engine/plans/drift';
import { openProgram } from '../../../../src/sources/template/open-program';
import { layers } from '../../../../src/layers/catalog';
import type { Context } from '../../../../src/model/rule';
import type { Change } from '../../../../src/model/fix';
import { unknown, type Value } from '../../../../src/model/value';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer, templateServer, today, type ServerParts } from '../../layers/build-snapshot';
import { planOf, refusalOf } from './take-proposal';

const reportOf = ({ snapshot }: Context) => {
  const [report] = check(snapshot, { layers, profile: 'all', today }).servers;
  assert.ok(report);
  return report;
};

const differences = (live: Context, template: Context): readonly Difference[] => compareReports(reportOf(live), reportOf(template)).differences;

function drift(title: string, live: ServerParts, template: ServerParts): Drifts & { live: Context; template: Context; difference: Difference } {
  const [one, other] = [liveServer('flexible', live), templateServer('flexible', template)];
  const difference = differences(one, other).find((each) => each.title === title);
  assert.ok(difference, `${title} does not differ: ${differences(one, other).map((each) => each.title).join(', ')}`);
  return { live: one, template: other, difference, differences: [difference] };
}

const wholeRule = (name: string, start: string, end = start) => ({ name, properties: { startIpAddress: start, endIpAddress: end } });
const nobodyKnows = unknown('the parameter of the template has no value');
const cannotSay = /^The template leaves this setting to something that is not known here/;

/** What changes write, by the names of what they write. */
const written = (changes: readonly Change[]): Record<string, unknown> =>
  Object.fromEntries(changes.map((change): [string, unknown] => (change.kind === 'set' ? [change.at.path.join('.'), change.value] : [change.kind, undefined])));

const fixOf = (drifts: Drifts) => {
  const taken = templateFixOf(drifts);
  assert.ok('fix' in taken, 'refused' in taken ? taken.refused : '');
  return taken;
};

const noFix = (drifts: Drifts): string => {
  const taken = templateFixOf(drifts);
  assert.ok('refused' in taken, 'it was written');
  return taken.refused;
};

const everything = { firewallRules: [], administrators: [], configurations: [], privateEndpointConnections: [], advancedThreatProtectionSettings: [] };

describe('a live server that drifted from its template', () => {
  it('takes a property of the server from the template, with what that means', () => {
    const found = drift('Public network access', { properties: { network: { publicNetworkAccess: 'Enabled' } }, children: { ...everything, firewallRules: [{ name: 'office', properties: { startIpAddress: '203.0.113.1', endIpAddress: '203.0.113.1' } }] } }, { properties: { network: { publicNetworkAccess: 'Disabled' } } });
    const plan = planOf(planDrift(found));
    assert.deepEqual(plan.effects.map(({ effect }) => effect), ['interrupts']);
    assert.ok(plan.cutOff.length > 0);
    const after = afterChanges(found.live, plan.changes);
    assert.equal(plan.state(after.snapshot), plan.wanted);
    assert.equal(differences(after, found.template).some(({ title }) => title === found.difference.title), false);
  });

  it('takes a parameter that the template sets, and one that it leaves to the service’s default', () => {
    const live = { parameters: { require_secure_transport: 'off', log_connections: 'off' }, children: { ...everything } };
    for (const template of [{ parameters: { require_secure_transport: 'on' } }, {}]) {
      const found = drift('TLS enforced', live, template);
      const plan = planOf(planDrift(found));
      assert.deepEqual(plan.changes.map((change) => change.kind === 'set' && change.value), ['on']);
      assert.equal(plan.state(afterChanges(found.live, plan.changes).snapshot), plan.wanted);
    }
  });

  it('gets a firewall rule that only the template has, and loses one that it does not have', () => {
    const rule = (name: string, address: string) => ({ name, properties: { startIpAddress: address, endIpAddress: address } });
    const added = drift('office', { children: everything }, { children: { firewallRules: [rule('office', '203.0.113.1')] } });
    assert.deepEqual(planOf(planDrift(added)).changes.map(({ kind }) => kind), ['add']);
    const gone = drift('home', { properties: { network: { publicNetworkAccess: 'Enabled' } }, children: { ...everything, firewallRules: [rule('home', '203.0.113.9')] } }, { children: { firewallRules: [] } });
    const plan = planOf(planDrift(gone));
    assert.deepEqual(plan.changes.map(({ kind }) => kind), ['remove']);
    assert.match(plan.cutOff.join(' '), /203\.0\.113\.9/);
  });

  it('does not switch passwords off without a tested sign-in', () => {
    const found = drift('Password authentication', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' } }, children: everything }, { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } } });
    assert.match(refusalOf(planDrift(found)), /only after a tested sign-in/);
  });

  it('refuses what is chosen when a server is created', () => {
    const found = drift('PostgreSQL', { properties: { version: '16' }, children: everything }, { properties: { version: '17' } });
    assert.match(refusalOf(planDrift(found)), /chosen when a server is created/);
  });
});

describe('a firewall rule with other addresses than in the template', () => {
  const open = { network: { publicNetworkAccess: 'Enabled' } };
  const found = drift('office', { properties: open, children: { ...everything, firewallRules: [wholeRule('office', '203.0.113.1', '203.0.113.9')] } }, { properties: open, children: { firewallRules: [wholeRule('office', '198.51.100.1', '198.51.100.9')] } });

  it('gets both ends in one write, so that it never lets in what lies between them', () => {
    const plan = planOf(planDrift(found));
    assert.deepEqual(written(plan.changes), { properties: { startIpAddress: '198.51.100.1', endIpAddress: '198.51.100.9' } });
    assert.match(plan.cutOff.join(' '), /203\.0\.113\.1/);
    assert.deepEqual(plan.effects.map(({ effect }) => effect), ['interrupts']);
    assert.deepEqual(plan.detail, ['Azure has 203.0.113.1–203.0.113.9, 9 addresses; the template says 198.51.100.1–198.51.100.9, 9 addresses.']);
    const after = afterChanges(found.live, plan.changes);
    assert.equal(plan.state(after.snapshot), plan.wanted);
    assert.deepEqual(differences(after, found.template).filter(({ title }) => title === 'office'), []);
  });

  it('has only that end written in the template that differs', () => {
    const longer = drift('office', { properties: open, children: { ...everything, firewallRules: [wholeRule('office', '203.0.113.1', '203.0.113.9')] } }, { properties: open, children: { firewallRules: [wholeRule('office', '203.0.113.1', '203.0.113.2')] } });
    assert.deepEqual(written(fixOf(longer).fix.changes), { 'properties.endIpAddress': '203.0.113.9' });
    assert.deepEqual(written(fixOf(found).fix.changes), { 'properties.startIpAddress': '203.0.113.1', 'properties.endIpAddress': '203.0.113.9' });
  });
});

describe('a firewall rule on one side only', () => {
  const bare = (firewallRules: ServerParts['children'], more: ServerParts = {}): ServerParts => ({ ...more, children: { ...everything, ...firewallRules } });
  const home = bare({ firewallRules: [wholeRule('home', '203.0.113.9')] });

  it('goes to the other side whole, and away from there', () => {
    const found = drift('home', home, { children: { firewallRules: [] } });
    const { fix, left } = fixOf(found);
    assert.deepEqual([fix.title, left], ['Write Azure’s home', []]);
    assert.deepEqual(fix.changes.map((change) => change.kind === 'add' && [change.parent, change.name, change.body]), [[found.template.server.resource.key, 'home', { properties: { startIpAddress: '203.0.113.9', endIpAddress: '203.0.113.9' } }]]);
    const other = drift('home', { children: everything }, { children: { firewallRules: [wholeRule('home', '203.0.113.9')] } });
    assert.deepEqual(fixOf(other).fix.changes, [{ kind: 'remove', at: { in: 'resource', key: `${other.template.server.resource.key}/firewallRules/home`, path: [] } }]);
    assert.deepEqual(planOf(planDrift(other)).detail, ['Azure has no such thing; the template says 203.0.113.9, 1 address.']);
  });

  it('stays where the template may have it in a loop that nobody knows', () => {
    const found = drift('home', home, { children: { firewallRules: [] }, incomplete: { firewallRules: 'the loop runs over a parameter without a value' } });
    assert.equal(refusalOf(planDrift(found)), 'The template may have it, which is not known here: the loop runs over a parameter without a value.');
  });

  it('stays in the template where nobody could read those of Azure', () => {
    const found = drift('home', { children: { ...everything }, incomplete: { firewallRules: 'reading them was refused' } }, { children: { firewallRules: [wholeRule('home', '203.0.113.9')] } });
    assert.match(noFix(found), /^Azure may have it, which is not known here: reading them was refused\.$/);
  });

  it('is not added where nobody knows whether or how the template deploys it', () => {
    const rule = wholeRule('home', '203.0.113.9');
    for (const uncertain of [{ ...rule, when: nobodyKnows }, { ...rule, properties: { ...rule.properties, note: nobodyKnows } }, { ...rule, properties: { ...rule.properties, notes: ['a', nobodyKnows] } }]) {
      assert.match(refusalOf(planDrift(drift('home', { children: everything }, { children: { firewallRules: [uncertain] } }))), cannotSay);
    }
    const nameless = drift('A rule whose name is not known', { children: everything }, { children: { firewallRules: [{ ...rule, name: nobodyKnows }] } });
    assert.match(refusalOf(planDrift(nameless)), cannotSay);
  });

  it('of a subnet goes into a template without the state that only Azure tells', () => {
    const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/apps';
    const properties = { virtualNetworkSubnetId: subnet, ignoreMissingVnetServiceEndpoint: false };
    const live = liveServer('single', { children: { firewallRules: [], administrators: [], configurations: [], virtualNetworkRules: [{ name: 'apps', properties: { ...properties, state: 'Ready' } }] } });
    const template = templateServer('single', { children: { virtualNetworkRules: [] } });
    const added = differences(live, template).filter(({ at }) => at.other === undefined && at.one?.in === 'resource' && /virtualnetworkrules/i.test(at.one.key));
    assert.equal(added.length, 1);
    assert.deepEqual(fixOf({ live, template, differences: added }).fix.changes.map((change) => change.kind === 'add' && change.body), [{ properties }]);
  });
});

describe('what is not written from here', () => {
  it('are administrators and threat protection, which have plans of their own', () => {
    const ada = { name: 'id-of-ada', properties: { principalName: 'ada', principalType: 'User' } };
    const entra = { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' } };
    const missing = drift('ada', { properties: entra, children: everything }, { properties: entra, children: { administrators: [ada] } });
    assert.equal(refusalOf(planDrift(missing)), 'The template has it otherwise, and it is not written from here.');
    const extra = drift('ada', { properties: entra, children: { ...everything, administrators: [ada] } }, { properties: entra, children: { administrators: [] } });
    assert.equal(refusalOf(planDrift(extra)), 'The template does not have it, and it is not removed from here.');
    assert.equal(noFix(extra), 'Azure has it otherwise, and it is not written from here.');
    const defender = (state: string) => ({ ...everything, advancedThreatProtectionSettings: [{ name: 'Default', properties: { state } }] });
    assert.match(refusalOf(planDrift(drift('Threat protection of the server', { children: defender('Disabled') }, { children: defender('Enabled') }))), /not written from here/);
  });

  it('is a line that sums several settings up', () => {
    const found = drift('Firewall rules', { children: { ...everything, firewallRules: [wholeRule('home', '203.0.113.9')] } }, { children: { firewallRules: [] } });
    assert.equal(refusalOf(planDrift(found)), '“Firewall rules” is not one setting that could be written.');
  });

  it('are private endpoints, which Azure lists on the server and no template can', () => {
    const connection = (name: string) => ({ id: `/subscriptions/s/privateEndpointConnections/${name}`, properties: { privateLinkServiceConnectionState: { status: 'Approved' } } });
    const live = liveServer('flexible', { properties: { privateEndpointConnections: [connection('one'), connection('two')] }, children: everything });
    const template = templateServer('flexible', { properties: { privateEndpointConnections: [connection('one')] } });
    const found = differences(live, template).filter(({ layer }) => layer.id === 'private-link');
    assert.deepEqual(found.map(({ title }) => title), ['Approved private endpoints']);
    assert.equal(noFix({ live, template, differences: found }), '“Approved private endpoints” is not one setting that could be written.');
  });

  it('is what the template leaves to something that nobody knows', () => {
    const computed = (properties: Record<string, Value>, title: string, live: ServerParts = {}) => refusalOf(planDrift(drift(title, { ...live, children: everything }, { properties })));
    assert.match(computed({ network: { publicNetworkAccess: nobodyKnows } }, 'Public network access'), cannotSay);
    assert.match(computed({ backup: { geoRedundantBackup: 'Enabled', backupRetentionDays: nobodyKnows } }, 'Days to go back'), cannotSay);
    assert.match(refusalOf(planDrift(drift('TLS enforced', { parameters: { require_secure_transport: 'off' }, children: everything }, { parameters: { require_secure_transport: nobodyKnows } }))), cannotSay);
    assert.match(refusalOf(planDrift(drift('Public network access', { properties: { network: { publicNetworkAccess: 'Disabled' } }, children: everything }, {}))), cannotSay, 'nor what it does not say at all');
  });

  it('is what is chosen once, but a template can take it over', () => {
    const found = drift('Geo-redundant backup', { properties: { backup: { geoRedundantBackup: 'Enabled' } }, children: everything }, { properties: { backup: { geoRedundantBackup: 'Disabled' } } });
    assert.equal(refusalOf(planDrift(found)), '“Geo-redundant backup” is chosen when a server is created, and cannot be changed in Azure later.');
    assert.deepEqual(written(fixOf(found).fix.changes), { 'properties.backup.geoRedundantBackup': 'Enabled' });
  });
});

describe('what only Azure tells', () => {
  it('is no drift: how a key does, and which private endpoints there are', () => {
    const dataEncryption = { type: 'AzureKeyVault', primaryKeyURI: 'https://kv.vault.azure.net/keys/pg' };
    const connection = { id: '/subscriptions/s/privateEndpointConnections/pe-orders', properties: { privateLinkServiceConnectionState: { status: 'Approved' } } };
    const live = liveServer('flexible', { properties: { dataEncryption: { ...dataEncryption, primaryEncryptionKeyStatus: 'Valid' }, privateEndpointConnections: [connection] }, children: everything });
    const template = templateServer('flexible', { properties: { dataEncryption } });
    const certain = differences(live, template).filter((one) => one.certain && ['encryption', 'private-link'].includes(one.layer.id));
    assert.deepEqual(certain.map(({ title }) => title), []);
  });
});

describe('what a change of a server means', () => {
  const effects = (title: string, live: ServerParts, template: ServerParts) => planOf(planDrift(drift(title, { ...live, children: everything }, template))).effects.map(({ effect }) => effect);
  const auth = (activeDirectoryAuth: string, passwordAuth = 'Enabled') => ({ properties: { authConfig: { activeDirectoryAuth, passwordAuth } } });

  it('is a restart where people sign in otherwise', () => {
    assert.deepEqual(effects('Microsoft Entra authentication', auth('Disabled'), auth('Enabled')), ['restart']);
    assert.deepEqual(effects('Password authentication', auth('Enabled', 'Disabled'), auth('Enabled')), ['restart']);
  });

  it('is a bill where a standby, storage or backups grow', () => {
    const standby = (mode: string) => ({ properties: { highAvailability: { mode } } });
    assert.deepEqual(effects('Standby', standby('Disabled'), standby('ZoneRedundant')), ['costs']);
    const kept = (backupRetentionDays: number) => ({ properties: { backup: { backupRetentionDays } } });
    assert.deepEqual(effects('Days to go back', kept(7), kept(35)), ['costs']);
    const growing = (autoGrow: string) => ({ properties: { storage: { autoGrow } } });
    assert.deepEqual(effects('Storage auto-grow', growing('Disabled'), growing('Enabled')), ['costs']);
  });

  it('is nothing more where a parameter is set', () => {
    assert.deepEqual(effects('Ends of sessions logged', { parameters: { log_disconnections: 'off' } }, { parameters: { log_disconnections: 'on' } }), []);
  });

  it('names whoever was seen and would be cut off', () => {
    const found = drift('TLS enforced', { parameters: { require_secure_transport: 'off' }, children: everything }, { parameters: { require_secure_transport: 'on' } });
    const session = { role: 'app', signIn: 'scram', database: 'orders', address: '10.0.0.4', application: 'billing', tls: 'off', count: 3 } as const;
    const plan = planOf(planDrift(found, { at: '2026-11-25T21:30:00.000Z', seenBy: 'dba', hidden: 0, roles: [], sessions: [session] }));
    assert.match(plan.cutOff.join('\n'), /3 × app from 10\.0\.0\.4 \(billing\)/);
  });
});

describe('several settings at once', () => {
  const one = liveServer('flexible', {
    properties: { version: '16', authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' } },
    parameters: { require_secure_transport: 'off', log_disconnections: 'off' },
    children: everything,
  });
  const other = templateServer('flexible', {
    properties: { version: '17', authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' } },
    parameters: { require_secure_transport: 'on', log_disconnections: 'on' },
  });
  const all = { live: one, template: other, differences: differences(one, other).filter(({ certain }) => certain) };

  it('are one plan for Azure, which leaves what cannot be written there and says why', () => {
    const plan = planOf(planDrift(all));
    const written = plan.changes.map((change) => (change.kind === 'set' ? change.value : change.kind));
    assert.ok(written.length >= 2 && !written.includes('Disabled') && !written.includes('17'), JSON.stringify(plan.changes));
    assert.equal(new Set(plan.changes.map((change) => JSON.stringify(change))).size, plan.changes.length);
    assert.match(plan.title, /^Apply the template’s \d+ settings to /);
    const detail = plan.detail.join('\n');
    assert.match(detail, /^TLS enforced: Azure has no; the template says yes\.$/m);
    assert.match(detail, /^PostgreSQL stays: .*chosen when a server is created/m);
    assert.match(detail, /^Password authentication stays: Passwords are switched off only after a tested sign-in/m);
    const after = afterChanges(one, plan.changes);
    assert.equal(plan.state(after.snapshot), plan.wanted);
    const left = differences(after, other).filter(({ certain }) => certain).map(({ title }) => title);
    assert.ok(left.includes('PostgreSQL') && !left.includes('TLS enforced'), left.join());
  });

  it('are one fix for the template', () => {
    const taken = templateFixOf(all);
    assert.ok('fix' in taken);
    const after = afterChanges(other, taken.fix.changes);
    const left = differences(one, after).filter(({ certain }) => certain).map(({ title }) => title);
    assert.ok(!left.includes('TLS enforced') && !left.includes('PostgreSQL') && !left.includes('Password authentication'), left.join());
    assert.doesNotMatch(taken.left.join('\n'), /^(?:Password authentication|PostgreSQL) stays/m, 'a template may say both: nobody signs in to it');
  });

  it('are refused together where none of them can be written, each with its reason', () => {
    const stuck = { ...all, differences: all.differences.filter(({ title }) => title === 'PostgreSQL' || title === 'Password authentication') };
    assert.match(refusalOf(planDrift(stuck)), /^Password authentication stays: .*PostgreSQL stays: .*|^PostgreSQL stays: .*Password authentication stays: /);
  });
});

describe('a template behind its live server', () => {
  it('is edited where it sets the value', () => {
    const text = ["resource db 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {", "  name: 'db'", '  properties: {', '    network: {', "      publicNetworkAccess: 'Disabled'", '    }', '  }', '}', ''].join('\n');
    const program = openProgram({ files: ['main.bicep'], host: { read: () => text, resolve: () => 'none' } });
    const [entry] = program.entries;
    assert.ok(entry);
    const snapshot = program.snapshot(entry);
    const [server] = snapshot.servers;
    assert.ok(server);
    const live = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } }, children: everything });
    const template = { ...live, snapshot, server };
    const difference = differences(live, template).find(({ title }) => title === 'Public network access');
    assert.ok(difference);
    const taken = templateFixOf({ live, template, differences: [difference] });
    assert.ok('fix' in taken);
    const edits = program.edits(entry, taken.fix)?.edits ?? [];
    assert.deepEqual(edits.map((edit) => edit.text), ["'Enabled'"]);
    const [edit] = edits;
    assert.ok(edit);
  });

  it('takes Azure’s value, as a child where the template has none', () => {
    const found = drift('TLS enforced', { parameters: { require_secure_transport: 'off' }, children: { ...everything } }, {});
    const taken = templateFixOf(found);
    assert.ok('fix' in taken);
    assert.deepEqual(taken.fix.changes.map((change) => change.kind === 'add' && [change.name, change.body]), [['require_secure_transport', { properties: { value: 'off', source: 'user-override' } }]]);
    const after = afterChanges(found.template, taken.fix.changes);
    assert.equal(differences(found.live, after).some(({ title }) => title === found.difference.title), false);
  });
});
