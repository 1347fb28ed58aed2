import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChanges } from '../../../../src/engine/changes/apply';
import { conclude } from '../../../../src/engine/changes/conclusion';
import { differences } from '../../../../src/engine/changes/difference';
import { stateOfChanges } from '../../../../src/engine/changes/landed';
import { refusal } from '../../../../src/engine/changes/refusal';
import { wayBack } from '../../../../src/engine/changes/way-back';
import { planned, restartLater, type Plan } from '../../../../src/engine/plan';
import { planUndo } from '../../../../src/engine/plans/undo';
import { inResource } from '../../../../src/model/address';
import type { Change, Effect } from '../../../../src/model/fix';
import { unknown } from '../../../../src/model/value';
import { liveServer } from '../../layers/build-snapshot';
import { inSentences } from '../plans/take-proposal';

const key = '/subscriptions/s/resourcegroups/g/providers/microsoft.dbforpostgresql/flexibleservers/db';
const rules = [{ name: 'Office', properties: { startIpAddress: '203.0.113.1', endIpAddress: '203.0.113.2' } }];
const { snapshot, server } = liveServer('flexible', {
  properties: { network: { publicNetworkAccess: 'Enabled' }, administratorLoginPassword: 'hunter2', storage: unknown('the call was refused') },
  children: { firewallRules: rules },
});
const set = (value: string, ...path: string[]): Change => ({ kind: 'set', at: inResource(key, 'properties', ...path), value });
const remove: Change = { kind: 'remove', at: inResource(`${key}/firewallRules/office`) };
const add: Extract<Change, { kind: 'add' }> = { kind: 'add', parent: key, type: 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules', name: 'Home', body: { properties: { startIpAddress: '198.51.100.1', endIpAddress: '198.51.100.1' } } };

describe('the way back', () => {
  it('is what was there before, the last change first', () => {
    const done = differences(snapshot, [set('Disabled', 'network', 'publicNetworkAccess'), remove, add]);
    const after = applyChanges(snapshot, done.map(({ change }) => change));
    const { changes, moved, refused } = wayBack(after, done);
    assert.deepEqual([moved, refused], [[], []]);
    assert.deepEqual(changes, [
      { kind: 'remove', at: inResource(`${key}/firewallrules/home`) },
      { kind: 'add', parent: key, type: 'microsoft.dbforpostgresql/flexibleservers/firewallRules', name: 'Office', body: { properties: rules[0]?.properties } },
      set('Enabled', 'network', 'publicNetworkAccess'),
    ]);
  });

  it('is shorter where somebody has taken something back already', () => {
    const done = differences(snapshot, [set('Disabled', 'network', 'publicNetworkAccess'), add]);
    assert.deepEqual(wayBack(snapshot, done).changes, []);
  });

  it('says what has changed since', () => {
    const done = differences(snapshot, [add]);
    const other = applyChanges(snapshot, [{ ...add, body: { properties: { startIpAddress: '198.51.100.1', endIpAddress: '198.51.100.9' } } }]);
    const plan = planUndo(other, server, { what: 'Add', when: 'today', who: 'ada', differences: done, effects: [] });
    assert.ok(typeof plan !== 'string');
    assert.match(plan.danger?.detail ?? '', /firewallRules\/Home has changed since: it was left as .*198\.51\.100\.1 and is now .*198\.51\.100\.9/);
  });

  it('restarts the server where what was done restarted it, and asks nothing where nothing has moved', () => {
    const done = differences(snapshot, [set('Disabled', 'network', 'publicNetworkAccess')]);
    const after = applyChanges(snapshot, done.map(({ change }) => change));
    const undo = (...effects: readonly Effect[]) => {
      const plan = planUndo(after, server, { what: 'Switch', when: 'today at 10:00', who: 'ada', differences: done, effects: effects.map((effect) => planned(effect)) });
      assert.ok(typeof plan !== 'string');
      return inSentences(plan);
    };
    assert.deepEqual(undo('interrupts', 'restart').effects.map(({ effect, text }) => [effect, text]), [['restart', 'What was done restarts the server, and so does undoing it: connections to db end.']]);
    const quiet = undo('interrupts');
    assert.deepEqual([quiet.title, quiet.detail, quiet.effects, quiet.cutOff, quiet.danger], ['Undo “Switch”', ['It was done today at 10:00 by ada.'], [], [], undefined]);
    assert.equal(quiet.state(applyChanges(after, quiet.changes)), quiet.wanted);
    assert.equal(planUndo(snapshot, server, { what: 'Switch', when: '', who: '', differences: done, effects: [] }), 'There is nothing to undo: db is as it was before “Switch”.');
  });

  it('is the former value of a setting that was taken away, the absence of one that was added, and a child of another provider made again', () => {
    const taken: Change = { kind: 'remove', at: inResource(key, 'properties', 'network', 'publicNetworkAccess') };
    const added: Change = { kind: 'set', at: inResource(key, 'properties', 'replica'), value: 'x' };
    assert.deepEqual(wayBack(applyChanges(snapshot, [taken, added]), differences(snapshot, [taken, added])), {
      changes: [{ kind: 'remove', at: added.at }, set('Enabled', 'network', 'publicNetworkAccess')], moved: [], refused: [],
    });
    const lock = { change: { kind: 'remove', at: inResource(`${key}/providers/microsoft.authorization/locks/keep`) } as Change, what: 'locks/keep', before: { is: 'value', value: { level: 'CanNotDelete' } }, after: { is: 'absent' } } as const;
    assert.deepEqual(wayBack(snapshot, [lock]).changes, [{ kind: 'add', parent: key, type: 'microsoft.authorization/locks', name: 'keep', body: { properties: { level: 'CanNotDelete' } } }]);
  });

  it('is none for what was not there, for a parameter whose former value is not known, and for a private endpoint connection', () => {
    const gone = { change: remove, what: 'firewallRules/Office', before: { is: 'absent' }, after: { is: 'absent' } } as const;
    const now = applyChanges(snapshot, [add]);
    assert.deepEqual(wayBack(now, [gone]), { changes: [], moved: ['firewallRules/Office has changed since: it was left as not there and is now startIpAddress 203.0.113.1, endIpAddress 203.0.113.2.'], refused: ['firewallRules/Office cannot be taken back.'] });
    const parameter: Change = { kind: 'add', parent: key, type: 'Microsoft.DBforPostgreSQL/flexibleServers/configurations', name: 'log_connections', body: { properties: { value: 'on' } } };
    const unread = { change: parameter, what: 'log_connections', before: { is: 'absent' }, after: { is: 'value', value: { value: 'on' } } } as const;
    assert.deepEqual(wayBack(applyChanges(snapshot, [parameter]), [unread]).refused, ['log_connections stays: it cannot be removed, and what it was before is not known.']);
    const ofWorkers: Change = { ...parameter, type: 'Microsoft.DBforPostgreSQL/serverGroupsv2/nodeConfigurations' };
    assert.match(wayBack(applyChanges(snapshot, [ofWorkers]), [{ ...unread, change: ofWorkers }]).refused.join(), /stays: it cannot be removed/);
    const endpoint: Change = { kind: 'remove', at: inResource(`${key}/privateendpointconnections/pe`) };
    const ended = { change: endpoint, what: 'privateEndpointConnections/pe', before: { is: 'value', value: { a: 1 } }, after: { is: 'absent' } } as const;
    assert.match(wayBack(snapshot, [ended]).refused.join(), /^privateEndpointConnections\/pe is not made again: a private endpoint connection is made from the side of the private endpoint/);
  });

  it('is what a rule was that another one replaced', () => {
    const over: Change = { ...add, name: 'Office' };
    const done = differences(snapshot, [over]);
    const { changes, moved, refused } = wayBack(applyChanges(snapshot, [over]), done);
    assert.deepEqual([changes, moved, refused], [[{ ...over, body: { properties: rules[0]?.properties } }], [], []]);
  });

  it('waits for a restart where what was done waited for one', () => {
    const done = differences(snapshot, [{ kind: 'set', at: inResource(key, 'tags', 'a'), value: 'b' }]);
    const plan = planUndo(applyChanges(snapshot, [{ kind: 'set', at: inResource(key, 'tags', 'a'), value: 'b' }]), server, { what: 'Load', when: 'today', who: 'ada', differences: done, effects: [planned('restart', restartLater)] });
    assert.ok(typeof plan !== 'string');
    assert.deepEqual(plan.effects, [{ effect: 'restart', text: restartLater }]);
  });

  it('is none for a restart, of which nothing is left to see', () => {
    const restart = { change: { kind: 'action', resource: key, action: 'restart' } as Change, what: 'restart', before: { is: 'absent' }, after: { is: 'absent' } } as const;
    assert.deepEqual(wayBack(snapshot, [restart]), { changes: [], moved: [], refused: [] });
  });

  it('is none for settings of Defender, which are always there', () => {
    const setting: Change = { kind: 'add', parent: key, type: 'Microsoft.DBforPostgreSQL/flexibleServers/advancedThreatProtectionSettings', name: 'Default', body: { properties: { state: 'Enabled' } } };
    const done = { change: setting, what: 'advancedThreatProtectionSettings/Default', before: { is: 'absent' }, after: { is: 'value', value: { state: 'Enabled' } } } as const;
    assert.match(wayBack(applyChanges(snapshot, [setting]), [done]).refused.join(), /^advancedThreatProtectionSettings\/Default stays: it cannot be removed/);
  });

  it('says nothing of what Azure has added since', () => {
    const done = differences(snapshot, [add]);
    const later = applyChanges(snapshot, [{ ...add, body: { properties: { ...(add.body['properties'] as object), provisioningState: 'Succeeded' } } }]);
    assert.deepEqual(wayBack(later, done).moved, []);
  });

  it('says nothing of what nobody can read now', () => {
    const change = set('b', 'storage', 'size');
    const done = { change, what: 'storage.size', before: { is: 'value', value: 'a' }, after: { is: 'value', value: 'b' } } as const;
    assert.deepEqual(wayBack(snapshot, [done]), { changes: [set('a', 'storage', 'size')], moved: [], refused: [] });
  });

  it('is refused for a secret, for what was not known, and for what cannot be made again', () => {
    const done = differences(snapshot, [set('changed', 'administratorLoginPassword'), set('x', 'storage', 'size')]);
    assert.ok(!JSON.stringify(done).includes('hunter2') && !JSON.stringify(done).includes('"changed"'), JSON.stringify(done));
    const plan = planUndo(applyChanges(snapshot, [set('changed', 'administratorLoginPassword')]), server, { what: 'Change', when: 'today', who: 'ada', differences: done, effects: [] });
    assert.equal(plan, '“Change” cannot be undone. storage.size stays: what it was before is not known (the call was refused). administratorLoginPassword stays: what it was before is not known (it is a secret, which is kept nowhere).');
    const never = planUndo(snapshot, server, { what: 'A', when: '', who: '', differences: done, effects: [], noWayBack: 'It is gone.' });
    assert.equal(never, '“A” cannot be undone. It is gone.');
  });
});

describe('how a plan ended', () => {
  const changes = [set('Disabled', 'network', 'publicNetworkAccess'), remove, add];
  const plan: Plan = { title: 'Change db', detail: [], confirm: '', changes, effects: [], cutOff: [], ...stateOfChanges(snapshot, changes) };

  it('is told by what was read, change by change', () => {
    const after = applyChanges(snapshot, changes.slice(0, 1));
    const { outcome, text, ends } = conclude({ plan, name: 'db', before: snapshot, answered: { state: 'unknown', done: changes.slice(0, 1), unsure: [remove], message: 'Cancelled.' }, after });
    assert.deepEqual([outcome, ends], ['unknown', ['done', 'unknown', 'not-done']]);
    assert.match(text, /Done: network\.publicNetworkAccess\. Not done: firewallRules\/Home\. Not known: firewallRules\/Office\.$/);
  });

  it('is no success where Azure says so and reading shows otherwise', () => {
    const { outcome, text } = conclude({ plan, name: 'db', before: snapshot, answered: { state: 'done', done: changes, unsure: [], message: '' }, after: snapshot });
    assert.equal(outcome, 'unknown');
    assert.match(text, /reading it back shows otherwise/);
  });

  it('is not known where the server could not be read again', () => {
    const { outcome, text, after } = conclude({ plan, name: 'db', before: snapshot, answered: { state: 'done', done: changes, unsure: [], message: '' }, after: undefined, unread: 'it was refused.' });
    assert.deepEqual([outcome, after], ['unknown', 'could not be read']);
    assert.match(text, /db could not be read again: it was refused\. Done: network\.publicNetworkAccess, firewallRules\/Office, firewallRules\/Home\.$/);
    const failed = conclude({ plan, name: 'db', before: snapshot, answered: { state: 'failed', done: [], unsure: [], message: 'It was refused.' }, after: snapshot });
    assert.equal(failed.outcome, 'failed');
    assert.match(failed.text, /^Change db did not work\. It was refused\. Azure says now: /);
  });

  it('is success where the answer got lost and reading shows it', () => {
    const { outcome, text } = conclude({ plan, name: 'db', before: snapshot, answered: { state: 'unknown', done: [], unsure: changes, message: 'Lost.' }, after: applyChanges(snapshot, changes) });
    assert.equal(outcome, 'done');
    assert.match(text, /Azure finished although the answer did not arrive\.$/);
    const usual = conclude({ plan, name: 'db', before: snapshot, answered: { state: 'done', done: changes, unsure: [], message: '' }, after: applyChanges(snapshot, changes) });
    assert.equal(usual.text, `Done, and read back from db: ${plan.wanted}.`);
  });
});

describe('what is never carried out', () => {
  const admin = { name: 'a1', properties: { principalName: 'ada@contoso.com', principalType: 'User' } };
  const removeAdmin: Change = { kind: 'remove', at: inResource(`${key}/administrators/a1`) };

  it('is taking the last administrator away while Entra stays on', () => {
    const on = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' } }, children: { administrators: [admin] } });
    assert.match(refusal(on.snapshot, on.server, [removeAdmin]) ?? '', /ada@contoso\.com is the last Microsoft Entra administrator of db/);
    assert.equal(refusal(on.snapshot, on.server, [removeAdmin, set('Disabled', 'authConfig', 'activeDirectoryAuth')]), undefined);
  });

  it('is leaving nothing to sign in with', () => {
    const only = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' } }, children: { administrators: [] } });
    assert.match(refusal(only.snapshot, only.server, [set('Disabled', 'authConfig', 'passwordAuth')]) ?? '', /Nobody could sign in to db any more/);
    assert.equal(refusal(only.snapshot, only.server, [set('Enabled', 'authConfig', 'activeDirectoryAuth')]), undefined);
  });
});
