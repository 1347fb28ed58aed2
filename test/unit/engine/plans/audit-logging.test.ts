import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planAuditLogging } from '../../../../src/engine/plans/audit-logging';
import { planDiagnosticSetting } from '../../../../src/engine/plans/diagnostic-setting';
import { planRestart, waitingForRestart } from '../../../../src/engine/plans/restart';
import type { Change } from '../../../../src/model/fix';
import type { Context } from '../../../../src/model/rule';
import { unknown, type ValueObject } from '../../../../src/model/value';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer, type ChildParts } from '../../layers/build-snapshot';
import { planOf, refusalOf } from './take-proposal';

const nothing = {
  'azure.extensions': 'vector,pg_trgm',
  shared_preload_libraries: 'pg_cron,pg_stat_statements',
  'pgaudit.log': 'none',
  'pgaudit.log_client': 'off',
  'pgaudit.log_level': 'log',
  'pgaudit.log_parameter': 'off',
  log_connections: 'off',
  log_disconnections: 'on',
  'logfiles.download_enable': 'off',
  'logfiles.retention_days': '3',
};

const written = (changes: readonly Change[]): Record<string, unknown> =>
  Object.fromEntries(changes.map((change): [string, unknown] => (change.kind === 'set' ? [change.at.key.split('/').at(-1) ?? '', change.value] : [change.kind, undefined])));

describe('the preset of audit logging', () => {
  const context = liveServer('flexible', { parameters: nothing });

  it('adds to lists, keeps what is right, and is as wanted afterwards', () => {
    const plan = planOf(planAuditLogging(context));
    assert.deepEqual(written(plan.changes), {
      'azure.extensions': 'vector,pg_trgm,pgaudit',
      shared_preload_libraries: 'pg_cron,pg_stat_statements,pgaudit',
      'pgaudit.log': 'role,ddl,misc',
      log_connections: 'on',
      'logfiles.download_enable': 'on',
      'logfiles.retention_days': '7',
    });
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    assert.deepEqual([plan.effects.map(({ effect }) => effect), plan.cutOff], [['safe'], []]);
    assert.match(plan.effects[0]?.text ?? '', /Nothing restarts now\. .* offered afterwards/);
  });

  it('takes a list that Azure gives back in another order for the same', () => {
    const plan = planOf(planAuditLogging(context));
    const other = liveServer('flexible', { parameters: { ...nothing, ...(written(plan.changes) as typeof nothing), 'azure.extensions': 'pgaudit,vector,pg_trgm' } });
    assert.equal(plan.state(other.snapshot), plan.wanted);
    assert.match(refusalOf(planAuditLogging(other)), /already/);
  });

  it('does not say that all went well where something was lost from a list meanwhile', () => {
    const plan = planOf(planAuditLogging(context));
    const lost = liveServer('flexible', { parameters: { ...nothing, ...(written(plan.changes) as typeof nothing), 'azure.extensions': 'pgaudit' } });
    assert.notEqual(plan.state(lost.snapshot), plan.wanted);
  });

  it('writes no list that it could not read', () => {
    const rest = Object.entries(nothing).filter(([name]) => name !== 'shared_preload_libraries');
    assert.match(refusalOf(planAuditLogging(liveServer('flexible', { parameters: Object.fromEntries(rest) }))), /^shared_preload_libraries of db could not be read/);
  });

  it('keeps classes and the words of PostgreSQL 18 that say more', () => {
    const more = liveServer('flexible', { parameters: { ...nothing, 'pgaudit.log': 'all', log_connections: 'receipt,authentication' } });
    const changed = written(planOf(planAuditLogging(more)).changes);
    assert.equal('pgaudit.log' in changed || 'log_connections' in changed, false);
  });

  it('asks for the classes where a list takes some of all away again', () => {
    const less = liveServer('flexible', { parameters: { ...nothing, 'pgaudit.log': 'all,-misc' } });
    assert.equal(written(planOf(planAuditLogging(less)).changes)['pgaudit.log'], 'all,-misc,role,ddl,misc');
  });

  it('is not for clusters, whose logs can be sent all the same, and for HorizonDB, which is read only, neither', () => {
    const workspace = { id: '/w', name: 'w', location: '' };
    assert.match(refusalOf(planAuditLogging(liveServer('cluster', { parameters: nothing }))), /^db is a cluster: its nodes have parameters of their own/);
    assert.equal(planOf(planDiagnosticSetting(liveServer('cluster'), workspace)).title, 'Send the logs of db to w');
    const horizon = liveServer('horizon');
    for (const plan of [planAuditLogging(horizon), planDiagnosticSetting(horizon, workspace)]) assert.match(refusalOf(plan), /read only here/);
  });

  it('says what has to be done in databases, and what is there where a value is empty, left out or not read', () => {
    const plan = planOf(planAuditLogging(context));
    assert.match(plan.detail.join(' '), /pgaudit logs in the databases in which it is created/);
    const other = liveServer('flexible', { children: { configurations: [{ name: 'azure.extensions', properties: { value: '' } }, { name: 'log_connections', properties: { defaultValue: 'off' } }, { name: 'pgaudit.log', properties: {} }] } });
    assert.match(plan.state(other.snapshot), /^azure\.extensions = \(empty\), shared_preload_libraries = not read, pgaudit\.log = \(empty\), log_connections = off, /);
  });

  it('speaks of a restart only where pgaudit is not loaded yet', () => {
    const loaded = liveServer('flexible', { parameters: { ...nothing, shared_preload_libraries: 'pgaudit' } });
    assert.deepEqual(planOf(planAuditLogging(loaded)).effects, []);
  });

  it('of a Single Server is about its own parameters', () => {
    const single = liveServer('single', { parameters: { log_connections: 'off', log_disconnections: 'off', log_checkpoints: 'on', log_retention_days: '3' } });
    const plan = planOf(planAuditLogging(single));
    assert.deepEqual(written(plan.changes), { log_connections: 'on', log_disconnections: 'on', log_retention_days: '7' });
    assert.doesNotMatch(plan.detail.join('\n'), /pgaudit/);
  });
});

describe('a restart', () => {
  it('names what waits for it and is done when nothing waits any more', () => {
    const context = liveServer('flexible', {
      children: { configurations: [{ name: 'shared_preload_libraries', properties: { value: 'pgaudit', isConfigPendingRestart: true } }, { name: 'log_connections', properties: { value: 'on', isConfigPendingRestart: false } }] },
    });
    const plan = planRestart(context);
    assert.deepEqual(waitingForRestart(context.snapshot, context), ['shared_preload_libraries']);
    assert.equal(plan.state(context.snapshot), 'a restart is needed for shared_preload_libraries');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    assert.deepEqual(plan.effects.map(({ effect }) => effect), ['restart']);
    assert.equal(plan.cutOff.length, 1);
    assert.deepEqual(plan.detail, ['Puts into effect: shared_preload_libraries.']);
  });

  it('says so where nothing waits for it', () => {
    const plan = planOf({ plan: planRestart(liveServer('flexible', { children: { configurations: [] } })) });
    assert.deepEqual([plan.detail, plan.wanted], [['No parameter that is read here waits for it.'], 'no parameter waits for a restart']);
  });
});

describe('a diagnostic setting', () => {
  const workspace = { id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/log-contoso', name: 'log-contoso', location: 'westeurope' };
  const type = 'Microsoft.Insights/diagnosticSettings';
  const named = (settings: readonly ChildParts[], location = 'westeurope') => liveServer('flexible', { body: { location }, extensions: { [type]: settings } });
  const server = (settings: readonly ValueObject[], location?: string) => named(settings.map((properties, index) => ({ name: `d${index}`, properties })), location);
  const sending = { workspaceId: workspace.id, logs: [{ categoryGroup: 'allLogs', enabled: true }] };

  it('costs money, and says where logs go', () => {
    const plan = planOf(planDiagnosticSetting(server([]), workspace));
    assert.equal(plan.title, 'Send the logs of db to log-contoso');
    assert.deepEqual(plan.effects.map(({ effect }) => effect), ['costs']);
    assert.doesNotMatch(plan.detail.join(' '), /leave the region/);
    const [change] = plan.changes;
    assert.ok(change?.kind === 'add');
    assert.deepEqual([change.type, change.body], ['Microsoft.Insights/diagnosticSettings', { properties: { workspaceId: workspace.id, logs: [{ category: 'PostgreSQLLogs', enabled: true }] } }]);
    assert.equal(plan.state(server([]).snapshot), 'no logs are sent to log-contoso');
    assert.equal(plan.state(server([{ workspaceId: workspace.id.toUpperCase(), logs: [{ category: 'PostgreSQLLogs', enabled: true }] }]).snapshot), plan.wanted);
  });

  it('stays beside others, says where logs leave the region, and is refused where they are sent there already', () => {
    const metrics = server([{ workspaceId: workspace.id, logs: [] }], 'North Europe');
    const detail = planOf(planDiagnosticSetting(metrics, workspace)).detail.join(' ');
    assert.match(detail, /Other diagnostic settings stay: d0/);
    assert.match(detail, /leave the region/);
    assert.match(refusalOf(planDiagnosticSetting(server([sending]), workspace)), /already/);
  });

  it('leaves no region, however a region is spelled, or where one is not known', () => {
    const leaves = (here: string, there: string): boolean => /leave the region/.test(planOf(planDiagnosticSetting(server([], here), { ...workspace, location: there })).detail.join(' '));
    for (const [here, there] of [['West Europe', 'westeurope'], ['westeurope', 'West Europe'], ['WestEurope', 'westeurope'], ['westeurope', '']] as const) assert.equal(leaves(here, there), false, `${here}, ${there}`);
    assert.equal(leaves('northeurope', 'West Europe'), true);
    const nowhere = liveServer('flexible', { extensions: { [type]: [] } });
    assert.doesNotMatch(planOf(planDiagnosticSetting(nowhere, workspace)).detail.join(' '), /leave the region/);
  });

  it('speaks of others only where there are some, and all of them are known', () => {
    const other = { workspaceId: `${workspace.id}-2`, logs: [] };
    const stay = (context: Context): boolean => /Other diagnostic settings stay/.test(planOf(planDiagnosticSetting(context, workspace)).detail.join(' '));
    assert.equal(stay(server([other])), true);
    assert.equal(stay(server([])), false);
    assert.equal(stay(liveServer('flexible', { extensions: { [type]: [{ name: 'd0', properties: other }] }, incomplete: { diagnosticSettings: 'they were refused' } })), false);
  });

  it('takes no name that another one has', () => {
    const taken = named([{ name: 'PostgreSQL-logs-to-log-contoso', properties: { workspaceId: `${workspace.id}-2`, logs: [] } }]);
    assert.match(refusalOf(planDiagnosticSetting(taken, workspace)), /has a diagnostic setting postgresql-logs-to-log-contoso that sends something else/);
  });

  it('is not said to be missing where nobody could read whether it is there', () => {
    const plan = planOf(planDiagnosticSetting(server([]), workspace));
    const refused = liveServer('flexible', { incomplete: { diagnosticSettings: 'reading them was refused' } });
    assert.equal(plan.state(refused.snapshot), 'whether logs are sent to log-contoso is not known: reading them was refused');
    const computed = server([{ workspaceId: workspace.id, logs: unknown('it was not read') }]);
    assert.equal(plan.state(computed.snapshot), 'whether logs are sent to log-contoso is not known: it was not read');
    assert.equal(plan.state({ ...server([]).snapshot, servers: [] }), 'whether logs are sent to log-contoso is not known: the server could not be read');
  });
});
