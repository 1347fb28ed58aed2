import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bucket } from '../../../../src/sources/azure/call-budget';
import { createCallBudget } from '../../../../src/sources/azure/call-budget';
import { bucketOf } from '../../../../src/sources/azure/pace-policy';
import { virtualTime } from './virtual-time';

const reads: Bucket = { operation: 'read', scope: 'A' };

test('the share of the bucket at once, then the share of its refill', async () => {
  const time = virtualTime();
  const budget = createCallBudget({ time, share: () => 0.5 });
  const times = (count: number) => async () => {
    for (let call = 0; call < count; call += 1) await budget.take(reads, true);
  };
  assert.equal(await time.run(times(125)), 0);
  assert.equal((await time.run(times(125))).toFixed(3), '10.000');
  // Another subscription has a bucket of its own, and writes have one beside reads.
  assert.equal(await time.run(() => budget.take({ operation: 'read', scope: 'B' }, true)), 0);
  assert.equal(await time.run(() => budget.take({ operation: 'write', scope: 'A' }, true)), 0);
});

test('who waits goes before the background, in order', async () => {
  const time = virtualTime();
  const budget = createCallBudget({ time, share: () => 0.004 });
  const order: string[] = [];
  const take = async (name: string, urgent: boolean): Promise<void> => {
    await budget.take(reads, urgent);
    order.push(name);
  };
  await time.run(() => Promise.all([take('first', false), take('scan 1', false), take('scan 2', false), take('person 1', true), take('person 2', true)]));
  assert.deepEqual(order, ['first', 'person 1', 'person 2', 'scan 1', 'scan 2']);
});

test('a refusal stops everybody for as long as Azure says, slows down, and is forgotten', async () => {
  const time = virtualTime();
  const budget = createCallBudget({ time, share: () => 1 });
  const ten = async () => {
    for (let call = 0; call < 10; call += 1) await budget.take(reads, true);
  };
  budget.refused(reads, 4000);
  budget.refused(reads, 4000);
  // Ten calls at half of 25 a second, which comes back meanwhile.
  const slow = await time.run(ten);
  assert.ok(slow > 4.7 && slow < 4.81, String(slow));
  await time.run(() => time.wait(60_000, undefined));
  assert.equal(await time.run(ten), 0);
});

test('who is cancelled while waiting takes no call away', async () => {
  const time = virtualTime();
  const budget = createCallBudget({ time, share: () => 0.004 });
  const cancel = new AbortController();
  await time.run(async () => {
    await budget.take(reads, true);
    const given = budget.take(reads, true, cancel.signal);
    const next = budget.take(reads, true);
    cancel.abort();
    await assert.rejects(given, { name: 'AbortError' });
    await next;
    await assert.rejects(budget.take(reads, true, cancel.signal), { name: 'AbortError' });
  });
});

test('calls are counted as Azure counts them', () => {
  const at = (method: string, path: string) => bucketOf(method, `https://management.azure.com${path}`);
  assert.deepEqual(at('GET', '/subscriptions/A/resourceGroups/g/providers/x'), { operation: 'read', scope: 'A' });
  assert.deepEqual(at('PATCH', '/SUBSCRIPTIONS/A/x'), { operation: 'write', scope: 'A' });
  assert.deepEqual(at('DELETE', '/subscriptions/A/x'), { operation: 'delete', scope: 'A' });
  assert.deepEqual(at('GET', '/subscriptions?api-version=2022-12-01'), { operation: 'read', scope: '' });
  assert.deepEqual(at('POST', '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01'), { operation: 'graph', scope: '' });
});
