import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../../host/harness/eventually';

/** An event as VS Code has them. */
function createEvent() {
  const listeners = new Set<(value: unknown) => unknown>();
  return {
    event: (listener: (value: unknown) => unknown) => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    fire: () => {
      for (const listener of [...listeners]) listener(undefined);
    },
    listeners,
  };
}

const never = (): string => 'nothing is there';

test('what is there already is not waited for', async () => {
  const { event, listeners } = createEvent();
  assert.equal(await eventually(event, () => 1, never), 1);
  assert.equal(listeners.size, 0);
});

test('what is waited for is looked at whenever the event fires, and never again afterwards', async () => {
  const { event, fire, listeners } = createEvent();
  const there: { value?: number } = {};
  const waiting = eventually(event, () => there.value, never);
  fire();
  there.value = 2;
  fire();
  assert.equal(await waiting, 2);
  assert.equal(listeners.size, 0);
});

test('what has come without its event having been told is found when time is up', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { event, listeners } = createEvent();
  const there: { value?: number } = {};
  const waiting = eventually(event, () => there.value, never);
  there.value = 3;
  t.mock.timers.tick(1_000_000);
  assert.equal(await waiting, 3);
  assert.equal(listeners.size, 0);
});

test('what never comes is told with what is there instead; so is what goes wrong in looking', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { event, fire, listeners } = createEvent();
  const never1 = assert.rejects(eventually(event, () => undefined, never), /did not come about: nothing is there/);
  t.mock.timers.tick(1_000_000);
  await never1;
  let isWrong = false;
  const wrong = assert.rejects(
    eventually(event, () => {
      if (isWrong) throw new Error('pg-orders is not listed');
      return undefined;
    }, never),
    /pg-orders is not listed/,
  );
  isWrong = true;
  fire();
  await wrong;
  assert.equal(listeners.size, 0);
});
