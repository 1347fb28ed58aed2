import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesFile, whyNoFilePattern } from '../../../../src/engine/configuration/file-pattern';

const cases: readonly [pattern: string, yes: readonly string[], no: readonly string[]][] = [
  ['legacy.json', ['legacy.json', 'a/b/legacy.json'], ['legacy.jsonc', 'my-legacy.json']],
  ['examples/**', ['examples/a.bicep', 'examples/b/c.json'], ['a/examples/a.bicep', 'examples2/a.bicep']],
  ['examples/', ['examples/a.bicep', 'examples/b/c.json'], ['examples.bicep']],
  ['examples', ['examples/a.bicep', 'x/examples/b.bicep'], ['examples.bicep']],
  ['**/test/*.bicep', ['test/a.bicep', 'a/b/test/c.bicep'], ['test/a/b.bicep', 'tests/a.bicep']],
  ['infra/*/main.bicep', ['infra/a/main.bicep'], ['infra/main.bicep', 'infra/a/b/main.bicep']],
  ['v?.json', ['v1.json', 'a/v2.json'], ['v10.json', 'v.json']],
  ['a*b*c.json', ['abc.json', 'a-b-b-c.json'], ['acb.json']],
  ['**', ['a', 'a/b'], []],
  ['a*', ['a', 'ab', 'x/abc', 'a/b'], ['ba']],
  ['*a', ['a', 'ba', 'baa'], ['ab']],
  ['a**/b', ['a/b', 'ax/b'], ['a/x/b']],
  ['src/a?/x', ['src/ab/x', 'src/ab/x/y'], ['src/a/x', 'src/abc/x', 'lib/src/ab/x']],
];

for (const [pattern, yes, no] of cases) {
  test(`the pattern ${pattern}`, () => {
    assert.equal(whyNoFilePattern(pattern), undefined);
    for (const path of yes) assert.ok(matchesFile(path, pattern), `${path} is meant`);
    for (const path of no) assert.ok(!matchesFile(path, pattern), `${path} is not meant`);
  });
}

test('what other tools would read differently is no pattern', () => {
  for (const text of ['', '  ', '/a', '../a', 'a/../b', './a', '!a', 'a[0-9]', '{a,b}', 'C:/a', 'a\\b', 'a//b', '..', 'a/..', '.', 'a/.', 'a'.repeat(501)]) {
    assert.notEqual(whyNoFilePattern(text), undefined, text);
  }
  for (const text of ['a'.repeat(500), '.github/**', 'a..b', '...', 'a.']) assert.equal(whyNoFilePattern(text), undefined, text);
});

test('no pattern takes long, however many stars it has', () => {
  const path = `${'a'.repeat(200)}/`.repeat(20) + 'end';
  assert.ok(!matchesFile(path, `${'*a'.repeat(200)}b`));
  assert.ok(!matchesFile(path, `${'**/*a*/'.repeat(60)}b`));
});
