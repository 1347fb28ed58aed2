import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSharedReads } from '../../../../src/sources/azure/shared-reads';

test('an answer is shared for a while, and not held for longer', async () => {
  let now = 0;
  let asked = 0;
  const shared = createSharedReads({ now: () => now, wait: () => Promise.resolve() }, 1000);
  const ask = (key: string) => shared(key, () => Promise.resolve((asked += 1)));
  assert.deepEqual([await ask('a'), await ask('a')], [{ value: 1 }, { value: 1 }]);
  now = 600;
  await ask('b');
  now = 1200;
  assert.deepEqual(await ask('a'), { value: 3 }, 'too old to be shared');
  assert.equal(shared.held(), 2);
  now = 1700;
  await ask('c');
  assert.equal(shared.held(), 2, 'b is gone, as nobody may have it any more');
  shared.forget();
  assert.equal(shared.held(), 0);
});
