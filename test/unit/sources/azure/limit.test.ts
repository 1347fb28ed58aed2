import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLimit } from '../../../../src/sources/azure/limit';

test('only so many tasks run at once, in order, and a failing one hands its place on', async () => {
  const limit = createLimit(2);
  const open: (() => void)[] = [];
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = (number: number) => () => {
    started.push(number);
    running += 1;
    most = Math.max(most, running);
    return new Promise<number>((resolve, reject) => {
      open.push(() => {
        running -= 1;
        if (number === 1) reject(new Error('one'));
        else resolve(number);
      });
    });
  };
  const all = [0, 1, 2, 3, 4].map((number) => limit(task(number)));
  const settled = Promise.allSettled(all);
  for (let done = 0; done < 5; done += 1) {
    open.shift()?.();
    await new Promise(setImmediate);
  }
  assert.deepEqual((await settled).map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  assert.deepEqual(started, [0, 1, 2, 3, 4]);
  assert.equal(most, 2);
});
