import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cookString } from '../../../../src/sources/bicep/cook-string';
import { isBalanced } from '../../../../src/sources/bicep/is-balanced';
import { lex } from '../../../../src/sources/bicep/lexer';
import { Token } from '../../../../src/sources/bicep/token';

const names = new Map<number, string>(Object.entries(Token).map(([name, kind]) => [kind, name]));

/** Returns every token as `name` or `name text`, without the end of the file. */
function tokens(text: string): string[] {
  const { kinds, starts, ends, count } = lex(text);
  return Array.from({ length: count - 1 }, (_, i) => {
    const name = names.get(kinds[i]!)!;
    return kinds[i] === Token.newline ? name : `${name} ${text.slice(starts[i], ends[i])}`;
  });
}

test('operators take their longest spelling', () => {
  assert.deepEqual(tokens('a??b?.c...::!=!~=>>==~'), [
    'identifier a', 'doubleQuestion ??', 'identifier b', 'question ?', 'dot .', 'identifier c', 'ellipsis ...', 'doubleColon ::',
    'notEqual !=', 'notEqualIgnoreCase !~', 'arrow =>', 'greaterOrEqual >=', 'equalIgnoreCase =~',
  ]);
});

test('empty lines and lines of comments make one newline token, and leading ones make none', () => {
  assert.deepEqual(tokens('\n\r\na // x\r\n\n  /* y\n */\n// z\nb\n'), ['identifier a', 'newline', 'identifier b', 'newline']);
});

test('an interpolated string is split at its expressions, also where one contains an object or a string', () => {
  assert.deepEqual(tokens("'a${ {b:'c${d}'} }e${f}'"), [
    "stringStart 'a${", 'leftBrace {', 'identifier b', 'colon :', "stringStart 'c${", 'identifier d', "stringEnd }'", 'rightBrace }',
    'stringMiddle }e${', 'identifier f', "stringEnd }'",
  ]);
});

test('a multi-line string ends at the last quotes of a run and interpolates only with its number of dollars', () => {
  assert.deepEqual(tokens("'''a ${b} \\''''"), ["string '''a ${b} \\''''"]);
  assert.deepEqual(tokens("$'''a ${b}\n'''"), ["stringStart $'''a ${", 'identifier b', "stringEnd }\n'''"]);
  assert.deepEqual(tokens("$$'''a ${b} $${c}'''"), ["stringStart $$'''a ${b} $${", 'identifier c', "stringEnd }'''"]);
});

test('a newline ends a string and every open interpolation', () => {
  const text = "'a${b + 'c${d\nvar e";
  assert.deepEqual(tokens(text), [
    "stringStart 'a${", 'identifier b', 'plus +', "stringStart 'c${", 'identifier d', 'stringEnd ', 'stringEnd ', 'newline', 'identifier var', 'identifier e',
  ]);
  const { diagnostics, unterminated } = lex(text);
  assert.equal(diagnostics.length, 1);
  assert.deepEqual([...unterminated], [5, 6]);
  assert.deepEqual(lex("'abc\nx").diagnostics.map(({ start, end }) => [start, end]), [[0, 4]]);
});

test('an unterminated multi-line string gives back the statements below it', () => {
  assert.deepEqual(tokens("var a = '''\nhello\nparam b string"), [
    'identifier var', 'identifier a', 'assign =', "string '''\nhello", 'newline', 'identifier param', 'identifier b', 'identifier string',
  ]);
});

test('comments keep their spans', () => {
  const text = 'a // one\n/* two\n*/ b /* open';
  const { comments, diagnostics } = lex(text);
  assert.deepEqual(comments.map((c) => [c.kind, text.slice(c.start, c.end)]), [['line', '// one'], ['block', '/* two\n*/'], ['block', '/* open']]);
  assert.equal(diagnostics.length, 1);
});

test('pragmas name codes, stand alone on their line and may be followed by a comment', () => {
  const text = '  #disable-next-line BCP037 tls-minimum-version // why\r\na #disable-next-line BCP001\n#disable-diagnostics x\n#restore-diagnostics x';
  const { pragmas } = lex(text);
  assert.deepEqual(pragmas.map((p) => [p.kind, p.start, text.slice(p.start, p.end), p.codes.map((c) => c.text)]), [
    ['disable-next-line', 2, '#disable-next-line BCP037 tls-minimum-version', ['BCP037', 'tls-minimum-version']],
    ['disable-diagnostics', text.indexOf('#disable-diagnostics'), '#disable-diagnostics x', ['x']],
    ['restore-diagnostics', text.indexOf('#restore'), '#restore-diagnostics x', ['x']],
  ]);
  assert.equal(text.slice(pragmas[0]!.codes[1]!.start, pragmas[0]!.codes[1]!.end), 'tls-minimum-version');
});

test('a pragma without codes, or with a character that no code has, is reported and costs its own line only', () => {
  const text = '#disable-next-line\n#disable-next-line tls/minimum a\nvar b';
  const { pragmas, diagnostics } = lex(text);
  assert.deepEqual(pragmas.map((p) => p.codes.map((c) => c.text)), [[], ['tls']]);
  assert.equal(diagnostics.length, 2);
  assert.equal(text.slice(diagnostics[1]!.start, diagnostics[1]!.end), '/minimum a');
  assert.deepEqual(tokens(text), ['identifier var', 'identifier b']);
});

test('characters without meaning become one token for each run, words in double quotes too', () => {
  assert.deepEqual(tokens('a ;;é b "c: {" \u{1F600}'), ['identifier a', 'unknown ;;é', 'identifier b', 'unknown "c: {"', 'unknown \u{1F600}']);
  assert.deepEqual(tokens('\uFEFFvar\u00A0a'), ['identifier var', 'identifier a']);
});

test('escapes are cooked, and unknown ones are kept and reported', () => {
  assert.equal(cookString("a\\n\\r\\t\\\\\\'\\${b}\\u{1F600}\\u{0041}"), "a\n\r\t\\'${b}\u{1F600}A");
  assert.equal(cookString('\\q \\u{110000} \\u{}'), '\\q \\u{110000} \\u{}');
  assert.deepEqual(lex("'\\q\\n\\u{110000}\\u{10FFFF}'").diagnostics.map(({ start, end }) => [start, end]), [[1, 3], [5, 7]]);
});

test('brackets and strings are balanced where each closes what opened last', () => {
  for (const text of ['', "{ a: [f(1), '${b}'] }", "'{' // {", '$\'\'\'${ {} }\'\'\'']) assert.equal(isBalanced(text), true, text);
  for (const text of ['{', '}', '{ a: [1 }', '(]', "'open", "'${b'"]) assert.equal(isBalanced(text), false, text);
});
