import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layers } from '../../../src/layers/catalog';
import type { Subject } from '../../../src/model/rule';
import type { AzureSource } from '../../../src/sources/azure/azure-source';
import { conclude } from '../../../src/engine/changes/conclusion';
import { planRestart } from '../../../src/engine/plans/restart';
import { emulate, orders } from '../sources/azure/emulated-source';
import { connectionPlans, protectionPlans } from './sign-in-and-protection';

const needs = layers.flatMap((layer) => layer.needs);

async function read(source: AzureSource, id: string): Promise<Subject> {
  const snapshot = await source.read(id, needs);
  const server = snapshot.servers.find(({ resource }) => resource.key === id.toLowerCase());
  assert.ok(server, `${id} cannot be read`);
  return { snapshot, server };
}

test('a restart that nothing waited for is done only where Azure says so', async () => {
  const { source, emulator } = emulate();
  const before = await read(source, orders);
  const plan = planRestart(before);
  assert.equal(plan.state(before.snapshot), plan.wanted, 'a parameter waits for a restart');
  emulator.faults.add({ fault: 'forbidden', match: { method: 'POST', path: '/restart' } });
  const ended = async (): Promise<readonly [string, string]> => {
    const answered = await source.write(orders, plan.changes);
    const { outcome, text } = conclude({ plan, name: 'pg-orders', before: before.snapshot, answered, after: (await read(source, orders)).snapshot });
    return [outcome, text];
  };
  const [outcome, text] = await ended();
  assert.equal(outcome, 'failed');
  assert.match(text, /^Restart pg-orders did not work\. .*flexibleServers\/restart\/action is missing/);
  emulator.faults.reset();
  assert.equal((await ended())[0], 'done');
});

describe('plans of sign-in and protection against the emulator', () => {
  for (const { remedy, server, plan: make, first = [] } of [...connectionPlans, ...protectionPlans]) {
    test(`${remedy} on ${server.split('/').at(-1) ?? ''} is written and read back`, async () => {
      const { source } = emulate();
      assert.equal((await source.write(server, first)).message, '');
      const before = await read(source, server);
      const plan = make(before);
      if (remedy !== 'restartServer') assert.notEqual(plan.state(before.snapshot), plan.wanted);
      const outcome = await source.write(server, plan.changes);
      assert.deepEqual([outcome.state, outcome.message], ['done', '']);
      const after = await read(source, server);
      assert.equal(plan.state(after.snapshot), plan.wanted);
    });
  }
});
