import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReadQueue } from '../../../src/vscode/read-queue';

/** A reader whose reads end when the test says so. */
function reader() {
  const open: { key: string; signal: AbortSignal; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const results: string[] = [];
  let idle = 0;
  const queue = createReadQueue<string>({
    read: (key, signal) => new Promise((end, fail) => open.push({ key, signal, end, fail })),
    onRead: (key, value) => results.push(`${key}=${value}`),
    onIdle: () => (idle += 1),
  });
  /** Lets everything happen that follows from what has ended. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { open, results, queue, settle, idle: () => idle };
}

test('in the background four are read at a time, and the end is told', async () => {
  const { open, results, queue, settle, idle } = reader();
  queue.add(['a', 'b', 'c', 'd', 'e', 'f']);
  assert.deepEqual(open.map(({ key }) => key), ['a', 'b', 'c', 'd']);
  assert.equal(queue.pending, 6);
  for (let index = 0; index < 6; index += 1) {
    open[index]!.end('1');
    await settle();
  }
  assert.equal(results.length, 6);
  assert.deepEqual([queue.pending, idle()], [0, 1]);
});

test('a read that was overtaken by a later one does not count', async () => {
  const { open, results, queue, settle } = reader();
  queue.add(['a']);
  const later = queue.readNow('a');
  open[1]!.end('new');
  open[0]!.end('old');
  assert.equal(await later, 'new');
  await settle();
  assert.deepEqual(results, ['a=new']);
});

test('joining waits for the read that is under way, and starts one where there is none', async () => {
  const { open, queue } = reader();
  queue.add(['a']);
  const joined = queue.join('a');
  const own = queue.join('b');
  assert.deepEqual(open.map(({ key }) => key), ['a', 'b']);
  open[0]!.end('1');
  open[1]!.end('2');
  assert.deepEqual(await Promise.all([joined, own]), ['1', '2']);
});

test('what waits is read at once when it is asked for, and not again later', async () => {
  const { open, queue, settle } = reader();
  queue.add(['a', 'b', 'c', 'd', 'e']);
  void queue.readNow('e');
  assert.equal(open.at(-1)!.key, 'e');
  for (const one of open) one.end('x');
  await settle();
  assert.equal(open.length, 5);
});

test('clearing cancels what runs, forgets what waits and starts afresh', async () => {
  const { open, results, queue, settle } = reader();
  queue.add(['a', 'b', 'c', 'd', 'e']);
  const mine = queue.join('a');
  queue.clear();
  assert.ok(open.every(({ signal }) => signal.aborted));
  open[0]!.fail(new DOMException('cancelled', 'AbortError'));
  await assert.rejects(mine, { name: 'AbortError' });
  open[1]!.end('late');
  queue.add(['z']);
  await settle();
  assert.deepEqual(results, []);
  assert.equal(open.at(-1)!.key, 'z');
  assert.equal(open.at(-1)!.signal.aborted, false);
});

test('a person’s cancel ends the one read, not the others', async () => {
  const { open, queue, settle, idle } = reader();
  const controller = new AbortController();
  const mine = queue.readNow('a', controller.signal);
  void queue.readNow('b');
  controller.abort();
  assert.deepEqual(open.map(({ signal }) => signal.aborted), [true, false]);
  open[1]!.end('1');
  await settle();
  open[0]!.fail(new DOMException('cancelled', 'AbortError'));
  await assert.rejects(mine, { name: 'AbortError' });
  assert.deepEqual([queue.pending, idle()], [0, 1]);
});
