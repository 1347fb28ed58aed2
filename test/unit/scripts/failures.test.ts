import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import type { Counts } from '../../../scripts/stages/counts';
import { conclusion, failureLines, type Failure } from '../../../scripts/stages/failures';
import { reportHostRun } from '../../../scripts/stages/host';
import { runStages } from '../../../scripts/stages/run-stages';

const good: Counts = { passed: 3, failed: 0, skipped: 0, failures: [] };
const frames = Array.from({ length: 30 }, (_, index) => `    at step${index} (file.ts:${index}:1)`);

/** What is printed from now on, line by line. */
function printed(t: TestContext): string[] {
  const lines: string[] = [];
  const keep = (...parts: unknown[]): void => void lines.push(...parts.join(' ').split('\n'));
  t.mock.method(console, 'log', keep);
  t.mock.method(console, 'error', keep);
  return lines;
}

test('a run in which nothing failed ends in its counts alone', () => {
  assert.equal(conclusion(good), '3 passed, 0 failed');
});

test('a failed test is told with its message and the first lines of its stack', () => {
  const lines = conclusion({ ...good, failed: 1, failures: [{ title: 'unit tests: a', message: ['Error: one is two', '', '+ 1', '- 2', ...frames].join('\n') }] }).split('\n');
  assert.deepEqual(lines, ['What failed:', '✖ unit tests: a', '    Error: one is two', '    + 1', '    - 2', ...frames.slice(0, 4).map((line) => `    ${line}`), '3 passed, 1 failed']);
});

test('a long message pushes neither its stack nor the other tests out', () => {
  const long = ['Error: they differ', ...Array.from({ length: 500 }, (_, index) => `+ ${index}`), ...frames].join('\n');
  const lines = failureLines(['a', 'b', 'c'].map((title): Failure => ({ title, message: long })));
  assert.ok(lines.length > 50 && lines.length <= 60, String(lines.length));
  for (const title of ['a', 'b', 'c']) {
    const at = lines.indexOf(`✖ ${title}`);
    assert.equal(lines[at + 1], '    Error: they differ');
    assert.ok(lines.slice(at, at + 20).some((line) => line.includes('at step0')), title);
  }
});

test('of very many failed tests as many are named as there is room for, and the number of the others', () => {
  const failures = Array.from({ length: 200 }, (_, index): Failure => ({ title: `test ${index}`, message: 'Error: no\n    at a' }));
  const lines = failureLines(failures);
  assert.equal(lines.length, 60);
  assert.deepEqual([lines[1], lines.at(-1)], ['✖ test 0', '… and 142 more, see above.']);
  for (const count of [1, 2, 5, 29, 30, 31, 57, 58, 59, 60, 61]) {
    const some = failureLines(failures.slice(0, count));
    assert.ok(some.length <= 60, String(count));
    assert.equal(some.filter((line) => line.startsWith('✖')).length + Number(/and (\d+) more/.exec(some.at(-1) ?? '')?.[1] ?? 0), count);
  }
});

test('every stage runs whatever became of those before it, and what failed in all of them stands before the last line', async (t) => {
  const lines = printed(t);
  const total = await runStages([
    ['unit tests', () => ({ passed: 1, failed: 1, skipped: 0, failures: [{ title: 'a test', message: 'Error: wrong' }] })],
    ['tests in the extension host', () => Promise.reject(new Error('The suites did not end within 900 s.'))],
    ['tests of nothing', () => ({ passed: 0, failed: 0, skipped: 0, failures: [] })],
    ['tests end to end', () => good],
  ]);
  assert.deepEqual([total.passed, total.failed], [4, 3]);
  const end = lines.slice(lines.lastIndexOf('What failed:')).filter((line) => !/^\s*at /.test(line));
  assert.deepEqual(end, [
    'What failed:',
    '✖ unit tests: a test',
    '    Error: wrong',
    '✖ tests in the extension host: could not run',
    '    Error: The suites did not end within 900 s.',
    '✖ tests of nothing: could not run',
    '    Error: There was not a single test to run.',
    '4 passed, 3 failed',
  ]);
});

test('of suites that did not run to their end it is told why, what was under way and what had failed', (t) => {
  const lines = printed(t);
  const events = [
    { event: 'start', title: 'fleet one' },
    { event: 'pass', title: 'fleet one', ms: 2 },
    { event: 'start', title: 'fleet two' },
    { event: 'fail', title: 'fleet two', message: 'Error: no\n    at x' },
    { event: 'start', title: 'fleet three' },
  ];
  const counts = reportHostRun(events.map((event) => `${JSON.stringify(event)}\n`).join(''), new Error('The page of VS Code crashed.'));
  assert.deepEqual([counts.passed, counts.failed], [1, 2]);
  assert.deepEqual(counts.failures.map(({ title }) => title), ['fleet two', 'the suites did not run to their end']);
  assert.match(counts.failures[1]?.message ?? '', /^under way: fleet three\nError: The page of VS Code crashed\./);
  assert.ok(lines.includes('✖ the suites did not run to their end; under way: fleet three'));
  assert.deepEqual(reportHostRun('{"event":"start","title":"a"}\n{"event":"pass","title":"a"}\n{"event":"end"}\n').failures, []);
});

/** Files of tests that go wrong in every way that there is. */
const files = {
  'named.test.ts': `
    import assert from 'node:assert/strict';
    import { after, describe, it, test } from 'node:test';
    describe('outer', () => {
      describe('inner', () => { it('differs', () => assert.equal(1, 2)); it('holds', () => {}); });
    });
    describe('cleaning up', () => { after(() => { throw new Error('nothing to clean'); }); it('is fine', () => {}); });
    test('parts', async (t) => { await t.test('first', () => { throw new Error('part'); }); });
    test('later', { todo: true }, () => { throw new Error('not yet'); });
    test('hangs', { timeout: 50 }, () => new Promise((resolve) => setTimeout(resolve, 100_000).unref()));
  `,
  'crashes.test.ts': `throw new Error('at once');`,
  'endless.test.ts': `
    import { test } from 'node:test';
    test('endless', () => new Promise((resolve) => setTimeout(resolve, 100_000)));
  `,
};

test('failed tests of Node’s runner are named in full, with hooks, crashes and time-outs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'failures-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const at = (name: string): string => JSON.stringify(join(folder, name));
    // No machine is fast enough to do anything within a millisecond.
    const program = `
      import { sum } from ${JSON.stringify(inRepository('scripts', 'stages', 'counts.ts'))};
      import { runNodeTests } from ${JSON.stringify(inRepository('scripts', 'stages', 'node-tests.ts'))};
      const wrong = await runNodeTests([${at('named.test.ts')}, ${at('crashes.test.ts')}], { concurrency: 2, timeout: 100_000 });
      const endless = await runNodeTests([${at('endless.test.ts')}], { concurrency: 1, timeout: 1 });
      console.log('\\n' + JSON.stringify(sum([wrong, endless])));
      process.exit(0);
    `;
    writeFileSync(join(folder, 'run.mts'), program);
    // Whoever runs tests within a test has to look like somebody else.
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(folder, 'run.mts')], { cwd: inRepository(), encoding: 'utf8', env });
    const counts = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Counts;
    const told = counts.failures.map(({ title, message }) => [title.replace(/^.*\/(?=\w+\.test\.ts)/, ''), message]);
    const wanted: readonly (readonly [title: string, message: RegExp])[] = [
      ['named.test.ts › outer › inner › differs', /^AssertionError.*strictly equal:[^]*\n\s+at .*named\.test\.ts/],
      ['named.test.ts › cleaning up', /^Error: nothing to clean\n\s+at /],
      ['named.test.ts › parts › first', /^Error: part\n/],
      ['named.test.ts › hangs', /timed out after 50ms/],
      ['crashes.test.ts', /Error: at once\n\s+at /],
      ['endless.test.ts', /timed out after 1ms/],
    ];
    assert.deepEqual(told.map(([title]) => title), wanted.map(([title]) => title), stderr);
    for (const [index, [title, message]] of wanted.entries()) assert.match(told[index]?.[1] ?? '', message, title);
    // The test around the part that failed counts as failed, and has nothing to tell.
    assert.deepEqual([counts.passed, counts.failed, counts.skipped], [2, 7, 1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
