import assert from 'node:assert/strict';
import { samplePerson } from '../../../src/emulator/sample-fleet';
import { nameOf } from '../../../src/model/resource';
import type { Services } from '../../../src/vscode/services';
import { registerTemporaryRules } from '../../../src/vscode/end-temporary-rules';
import { createTemporaryRules, type TemporaryRule } from '../../../src/vscode/temporary-rules';
import { steerEmulator } from '../harness/emulator-control';
import { until } from '../harness/eventually';
import { extensionServices } from '../harness/extension-under-test';
import { freshFleet, serverNamed } from '../harness/fleet';
import { person, type Person } from '../harness/person';

const emulator = steerEmulator();
const type = 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules';

suite('temporary firewall rules', () => {
  let services: Services;
  let somebody: Person | undefined;

  suiteSetup(async () => {
    services = await extensionServices();
  });

  setup(async () => {
    await freshFleet(services);
    somebody = person();
  });

  teardown(async () => {
    somebody?.leave();
    await emulator.reset();
    for (const rule of services.temporaryRules.rules) await services.temporaryRules.forget(rule);
  });

  /** Adds a rule whose time has been over for long, as somebody did long ago. */
  const add = async (name: string, more: Partial<TemporaryRule> = {}): Promise<TemporaryRule> => {
    const { id } = serverNamed(services, 'pg-reports').summary;
    const body = { properties: { startIpAddress: '203.0.113.7', endIpAddress: '203.0.113.7' } };
    const written = await (await services.session.source()).write(id, [{ kind: 'add', parent: id.toLowerCase(), type, name, body }]);
    assert.equal(written.state, 'done', written.message);
    const rule: TemporaryRule = { serverId: id, server: 'pg-reports', name, start: '203.0.113.7', end: '203.0.113.7', until: Date.now() - 60_000, by: samplePerson.objectId, to: 'sample', ...more };
    return rule;
  };
  const names = async (): Promise<string[]> => {
    const { id } = serverNamed(services, 'pg-reports').summary;
    const { snapshot } = await services.fleet.read(id);
    return (snapshot?.children(id.toLowerCase(), type).items ?? []).map(nameOf);
  };
  const forgotten = (rule: TemporaryRule): Promise<void> =>
    until(`${rule.name} is done with`, services.temporaryRules.onDidChange, () => !services.temporaryRules.rules.some(({ name }) => name === rule.name));

  test('a rule of this person is removed when its time is over, logged and told; somebody else’s stays', async () => {
    const other = await add('theirs-until-20200101T0000Z', { by: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e02' });
    const mine = await add('mine-until-20200101T0000Z');
    const later = await add('later-until-20990101T0000Z', { until: Date.now() + 3_600_000 });
    const before = services.actionLog.actions.length;
    for (const rule of [other, later, mine]) await services.temporaryRules.remember(rule);
    await forgotten(mine);
    assert.deepEqual((await names()).filter((name) => name.includes('-until-')), ['later-until-20990101T0000Z', 'theirs-until-20200101T0000Z']);
    const [action, ...others] = services.actionLog.actions.slice(before);
    assert.deepEqual([action?.outcome, others.length], ['done', 0]);
    assert.match(action?.what ?? '', /Delete firewall rule mine-until-20200101T0000Z from pg-reports, as its time was over/);
    assert.match(somebody?.saw.join('\n') ?? '', /mine-until-20200101T0000Z of pg-reports is removed: its time was over/);
    assert.deepEqual(services.temporaryRules.rules.map(({ name }) => name), [other.name, later.name]);
  });

  test('a rule that somebody gave other addresses since is their decision, and stays', async () => {
    const rule = await add('desk-until-20200101T0000Z', { end: '203.0.113.9' });
    await services.temporaryRules.remember(rule);
    await forgotten(rule);
    assert.ok((await names()).includes(rule.name));
    assert.match(somebody?.saw.join('\n') ?? '', /somebody gave it other addresses since, so it stays/);
  });

  test('a rule that is gone already is forgotten without a word', async () => {
    const rule = { ...(await add('desk-until-20200101T0000Z')), name: 'gone-until-20200101T0000Z' };
    await services.temporaryRules.remember(rule);
    await forgotten(rule);
    assert.deepEqual(somebody?.saw, []);
  });

  test('a rule whose time ended while no window was open is removed by the one that starts next', async () => {
    const [mine, theirs] = [await add('night-until-20200101T0000Z'), await add('theirs-until-20200101T0000Z', { by: '7d2f1b3c-94e0-4a58-8f6e-1c3b5a7d9e02' })];
    // As the last window has left it: it is kept, and nobody who runs has heard of it.
    await services.context.globalState.update('temporaryRules', [mine, theirs]);
    assert.ok((await names()).includes(mine.name));
    const temporaryRules = createTemporaryRules(services.context.globalState);
    const done = until(`${mine.name} is done with`, temporaryRules.onDidChange, () => !temporaryRules.rules.some(({ name }) => name === mine.name));
    const started = registerTemporaryRules({ ...services, temporaryRules });
    try {
      await done;
    } finally {
      started.dispose();
      temporaryRules.dispose();
    }
    assert.deepEqual((await names()).filter((name) => name.includes('-until-')), [theirs.name]);
    assert.match(somebody?.saw.join('\n') ?? '', /night-until-20200101T0000Z of pg-reports is removed: its time was over/);
  });

  test('a rule that cannot be removed is told and tried again later', async () => {
    const rule = await add('desk-until-20200101T0000Z');
    await emulator.addFault({ fault: 'forbidden', match: { method: 'DELETE' } });
    const before = services.actionLog.actions.length;
    await services.temporaryRules.remember(rule);
    await until('the attempt is over', services.fleet.onDidChange, () => services.actionLog.actions.length > before && serverNamed(services, 'pg-reports').state === 'read');
    assert.equal(services.actionLog.actions.at(-1)?.outcome, 'failed');
    assert.deepEqual(services.temporaryRules.rules.map(({ name }) => name), [rule.name]);
    await emulator.clearFaults();
    assert.ok((await names()).includes(rule.name));
  });
});
