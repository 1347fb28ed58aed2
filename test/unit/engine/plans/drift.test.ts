import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { compareReports, type Difference } from '../../../../src/engine/compare';
import { planDrift, templateFixOf, type Drifts } from '../../../../src/engine/plans/drift';
import { openProgram } from '../../../../src/sources/template/open-program';
import { layers } from '../../../../src/layers/catalog';
import type { Context } from '../../../../src/model/rule';
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
