import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollOut } from '../../../src/vscode/mend/rollout';

interface Run {
  readonly results: readonly string[];
  readonly begun: readonly string[];
  readonly mostAtOnce: number;
  readonly asked: readonly (readonly [string, readonly string[]])[];
}

async function run(items: readonly string[], { fails = [], agrees = true }: { fails?: readonly string[]; agrees?: boolean } = {}): Promise<Run> {
  const begun: string[] = [];
  const asked: (readonly [string, readonly string[]])[] = [];
  let [now, mostAtOnce] = [0, 0];
  const results = await rollOut({
    items,
    atOnce: 2,
    run: async (item) => {
      begun.push(item);
      now += 1;
      mostAtOnce = Math.max(mostAtOnce, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return !fails.includes(item);
    },
    goOn: (first, others) => {
      asked.push([first, others]);
      return Promise.resolve(agrees);
    },
  });
  return { results, begun, mostAtOnce, asked };
}

test('one goes first, alone; then the others, a few at once', async () => {
  const { results, begun, mostAtOnce, asked } = await run(['a', 'b', 'c', 'd']);
  assert.deepEqual(results, ['done', 'done', 'done', 'done']);
  assert.deepEqual(begun, ['a', 'b', 'c', 'd']);
  assert.equal(mostAtOnce, 2);
  assert.deepEqual(asked, [['a', ['b', 'c', 'd']]]);
});

test('nothing is begun after the first failure', async () => {
  assert.deepEqual((await run(['a', 'b', 'c'], { fails: ['a'] })).results, ['failed', 'not-begun', 'not-begun']);
  const { results, begun } = await run(['a', 'b', 'c', 'd', 'e'], { fails: ['b'] });
  assert.deepEqual(results, ['done', 'failed', 'done', 'not-begun', 'not-begun']);
  assert.deepEqual(begun, ['a', 'b', 'c']);
});

test('nothing but the first is changed where somebody does not agree, and nobody is asked about one alone', async () => {
  assert.deepEqual((await run(['a', 'b'], { agrees: false })).results, ['done', 'not-begun']);
  assert.deepEqual((await run(['a'])).asked, []);
  assert.deepEqual((await run([])).results, []);
});
