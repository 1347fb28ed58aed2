import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDirectives } from '../../../../src/sources/directives/read-directives';

/** Each directive as what a person sees of it: its words, its reason and the text that it silences. */
function read(file: string, text: string) {
  return readDirectives(file, text).map(({ kind, codes, reason, from, to, start, end }) => ({
    kind,
    codes: codes.map((code) => {
      assert.equal(text.slice(code.start, code.end), code.text);
      return code.text;
    }),
    reason,
    silences: text.slice(from, to).trim(),
    written: text.slice(start, end),
  }));
}

test('a pragma of Bicep silences the next line, and the comment behind it is the reason', () => {
  const [one, ...others] = read('a.bicep', "var a = 1\n  #disable-next-line BCP037 tls-minimum-version // The old client.\n  b: 'x'\nvar c = 2\n");
  assert.deepEqual(one, {
    kind: 'next-line',
    codes: ['BCP037', 'tls-minimum-version'],
    reason: 'The old client.',
    silences: "b: 'x'",
    written: '#disable-next-line BCP037 tls-minimum-version',
  });
  assert.deepEqual(others, []);
});

test('empty lines, comments, further pragmas and decorators do not count as the next line', () => {
  const text = [
    '#disable-next-line tls-a // one',
    '#disable-next-line tls-b /* two */',
    '',
    '// a comment',
    '/* another */',
    "@description('x')",
    'param p string',
    '',
  ].join('\r\n');
  assert.deepEqual(read('a.bicep', text).map(({ codes, reason, silences }) => [...codes, reason, silences]), [
    ['tls-a', 'one', 'param p string'],
    ['tls-b', 'two', 'param p string'],
  ]);
});

test('regions begin and end with pragmas, as in Bicep', () => {
  const found = read('a.bicep', '#disable-diagnostics tls-a // why\nvar a = 1\n#restore-diagnostics tls-a\nvar b = 2');
  assert.deepEqual(found.map(({ kind }) => kind), ['disable', 'restore']);
  assert.match(found[0]?.silences ?? '', /^\/\/ why\nvar a = 1/);
});

test('no comment, string or other word is taken for a pragma in Bicep', () => {
  for (const text of [
    '// #disable-next-line tls-a\nvar a = 1',
    "var a = '''\n#disable-next-line tls-a\n'''",
    'var a = 1 #disable-next-line tls-a\n',
    '#disable-next-liner tls-a\nvar a = 1',
  ]) {
    assert.deepEqual(read('a.bicep', text), [], text);
  }
});

test('a comment on a later line is no reason', () => {
  assert.equal(read('a.bicep', '#disable-next-line tls-a\n// because\nvar a = 1')[0]?.reason, undefined);
});

test('comments of JSON use the same words, with or without #, with - or /', () => {
  const text = `{
  // disable-next-line tls/minimum-version // The old client.
  "a": 1,
  /* #disable-next-line tls-a firewall/b */
  "b": 2, // #disable-diagnostics tls-c // region
  "c": 3,
  //restore-diagnostics tls-c
  "d": "// disable-next-line tls-d // no comment"
}`;
  assert.deepEqual(
    read('a.json', text).map(({ kind, codes, reason, silences }) => [kind, codes, reason, silences.split('\n')[0]]),
    [
      ['next-line', ['tls/minimum-version'], 'The old client.', '"a": 1,'],
      ['next-line', ['tls-a', 'firewall/b'], undefined, '"b": 2, // #disable-diagnostics tls-c // region'],
      ['disable', ['tls-c'], 'region', '"c": 3,'],
      ['restore', ['tls-c'], undefined, '"d": "// disable-next-line tls-d // no comment"'],
    ],
  );
});

test('words without slashes in front are no reason', () => {
  const [one] = read('a.json', '{\n// disable-next-line tls-a because of that\n"a": 1}');
  assert.deepEqual(one?.codes, ['tls-a', 'because', 'of', 'that']);
  assert.equal(one.reason, undefined);
});

test('the end of the file is the end of the next line', () => {
  for (const text of ['#disable-next-line tls-a', '#disable-next-line tls-a\n', '#disable-next-line tls-a\n\n\n']) {
    assert.equal(read('a.bicep', text)[0]?.silences, '');
  }
});

test('hostile texts are read in linear time', () => {
  const many = '#disable-next-line tls-a // x\n'.repeat(20_000);
  assert.equal(readDirectives('a.bicep', many).length, 20_000);
  const comments = `{${'\n// disable-next-line tls-a // x'.repeat(20_000)}\n}`;
  assert.equal(readDirectives('a.json', comments).length, 20_000);
  assert.equal(readDirectives('a.json', `// disable-next-line tls-a\n${'['.repeat(100_000)}`).length, 1);
  readDirectives('a.json', `// disable-next-line ${'a '.repeat(100_000)}!`);
});
