import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layers } from '../../../src/layers/catalog';
import type { Subject } from '../../../src/model/rule';
import type { AzureSource } from '../../../src/sources/azure/azure-source';
import { emulate } from '../sources/azure/emulated-source';
import { connectionPlans, protectionPlans } from './sign-in-and-protection';

const needs = layers.flatMap((layer) => layer.needs);

async function read(source: AzureSource, id: string): Promise<Subject> {
  const snapshot = await source.read(id, needs);
  const server = snapshot.servers.find(({ resource }) => resource.key === id.toLowerCase());
  assert.ok(server, `${id} cannot be read`);
  return { snapshot, server };
}

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
