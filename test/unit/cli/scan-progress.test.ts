import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScanProgress } from '../../../src/cli/scan-progress';

function watch(isErrorTerminal: boolean) {
  const lines: string[] = [];
  const clock = { now: 0 };
  const progress = createScanProgress({ isErrorTerminal: () => isErrorTerminal, error: (text) => lines.push(text.replace('\r\u001b[K', '')) }, () => clock.now);
  return { lines, clock, progress };
}

test('a person sees what is looked for, how many are read and how long it takes, as soon as that can be told', () => {
  const { lines, clock, progress } = watch(true);
  progress.listing();
  clock.now = 5000;
  progress.begin(100, 40);
  progress.show(40);
  clock.now = 6000;
  progress.show(50);
  progress.show(51);
  clock.now = 11_000;
  progress.show(99);
  progress.end();
  assert.deepEqual(lines, [
    'Looking for servers … Ctrl+C ends the scan.',
    '40 of 100 servers read. Ctrl+C ends the scan.',
    '50 of 100 servers read, about 5 seconds left. Ctrl+C ends the scan.',
    '99 of 100 servers read, about 1 second left. Ctrl+C ends the scan.',
    '',
  ]);
});

test('a scan that takes long says so in minutes, and nobody but a person is told', () => {
  const { lines, clock, progress } = watch(true);
  progress.begin(10_000, 0);
  clock.now = 60_000;
  progress.show(1000);
  assert.deepEqual(lines, ['1000 of 10000 servers read, about 9 minutes left. Ctrl+C ends the scan.']);
  const alone = watch(false);
  alone.progress.listing();
  alone.progress.begin(1, 0);
  alone.progress.show(1);
  alone.progress.end();
  assert.deepEqual(alone.lines, []);
});
