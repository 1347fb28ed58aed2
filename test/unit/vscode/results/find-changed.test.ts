import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAffected } from '../../../../src/sources/azure/is-affected';
import type { Changes } from '../../../../src/sources/azure/read-changes';
import { findChanged, oldestMs, type ReadBefore } from '../../../../src/vscode/results/find-changed';

const now = Date.UTC(2026, 10, 25, 12);
const minutes = (count: number): number => count * 60_000;

const server = (name: string, subscriptionId: string, readAt: number): ReadBefore => ({
  key: `/subscriptions/${subscriptionId}/resourcegroups/rg/providers/microsoft.dbforpostgresql/flexibleservers/${name}`,
  subscriptionId,
  readAt,
  dependencies: [],
});

async function find(servers: readonly ReadBefore[], answer: (subscriptionId: string, since: number) => Changes) {
  const found = { changed: [] as string[], unchanged: [] as string[], asked: [] as [string, number][] };
  const names = (all: readonly ReadBefore[]): string[] => all.map(({ key }) => key.split('/').at(-1) ?? '');
  await findChanged(servers, {
    source: {
      changes: (subscriptionId, since) => {
        found.asked.push([subscriptionId, since]);
        return Promise.resolve(answer(subscriptionId, since));
      },
    },
    isAffected,
    now,
    signal: new AbortController().signal,
    onFound: ({ changed, unchanged }) => {
      found.changed.push(...names(changed));
      found.unchanged.push(...names(unchanged));
    },
  });
  return found;
}

test('one look into each log, from the oldest reading on, finds what is to be read again', async () => {
  const a = server('a', 'one', now - minutes(30));
  const servers = [a, server('b', 'one', now - minutes(10)), server('c', 'two', now - minutes(5))];
  const found = await find(servers, () => ({ changes: [{ resourceId: `${a.key}/firewallrules/x`, at: now - minutes(20) }] }));
  assert.deepEqual([found.changed, found.unchanged], [['a'], ['b', 'c']]);
  assert.deepEqual(found.asked, [['one', now - minutes(31)], ['two', now - minutes(6)]]);
});

test('what was changed before a server was read is known already', async () => {
  const a = server('a', 'one', now - minutes(10));
  const b = server('b', 'one', now - minutes(40));
  const found = await find([a, b], () => ({ changes: [a, b].map(({ key }) => ({ resourceId: key, at: now - minutes(20) })) }));
  assert.deepEqual([found.changed, found.unchanged], [['b'], ['a']]);
});

test('a log that cannot be read has its servers read again, and no others', async () => {
  const servers = [server('a', 'one', now - minutes(1)), server('b', 'two', now - minutes(1))];
  const found = await find(servers, (id) => (id === 'one' ? { failure: { kind: 'forbidden', reason: 'no', advice: '' } } : { changes: [] }));
  assert.deepEqual([found.changed, found.unchanged], [['a'], ['b']]);
});

test('what could be read in part only is read again, though nobody has changed it', async () => {
  const found = await find([{ ...server('a', 'one', now - minutes(1)), again: true }, server('b', 'one', now - minutes(1))], () => ({ changes: [] }));
  assert.deepEqual([found.changed, found.unchanged], [['a'], ['b']]);
});

test('what is older than a day is read again without a look', async () => {
  const found = await find([server('a', 'one', now - oldestMs - 1)], () => ({ changes: [] }));
  assert.deepEqual([found.changed, found.asked], [['a'], []]);
});
