import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeFrame } from '../../../src/outputs/code-frame';
import { rangeOf } from './make-result';

/** The line as people see it, and below it what is underlined. */
function frame(source: string, word: string, sensitive = false): { text: string; meant: string } {
  const { text, start, length } = codeFrame(source, rangeOf(3, source.indexOf(word) + 1, word.length), sensitive);
  return { text, meant: text.slice(start, start + length) };
}

const secrets: readonly string[] = [
  "  administratorLoginPassword: 'Hunter2!'",
  '  "administratorLoginPassword": "Hunter2!",',
  "param adminPassword string = 'Hunter2!'",
  "  { name: 'db', password: 'Hunter2!' }",
  "  url: 'postgres://me:Hunter2!@db.postgres.database.azure.com/x'",
  '  "value": "Host=db;Username=me;Password=Hunter2!;Ssl Mode=Require"',
  "  value: 'AccountName=a;AccountKey=Hunter2!'",
  "  clientSecret: 'it\\'s Hunter2!'",
  "  password: 'Hunter2!",
  "  password: empty(pw) ? 'Hunter2!' : pw",
  "  password: empty(pw) ? 'Hunter2!': pw",
  "  password: dev ? pw : test ? 'Hunter2!' : 'Hunter2?'",
  'Password=Hunter2!',
];

for (const source of secrets) {
  test(`a secret is not shown, whatever the finding is about: ${source.trim()}`, () => {
    const { text } = frame(source, source.trim().slice(0, 3));
    assert.ok(!text.includes('Hunter2'), text);
    assert.ok(text.includes('••••••'), text);
  });
}

const open: readonly string[] = [
  "  minimalTlsVersion: 'TLS1_0'",
  "      passwordAuth: 'Enabled'",
  "    startIpAddress: '0.0.0.0'",
  "  administratorLoginPassword: adminPassword",
  '  "value": "sslmode=disable host=db"',
  "  url: 'https://example.org/a:b'",
  '  "password": { "type" : "disabled", "other": 1 },',
  "  passwords: { 'first': one, 'second' : two }",
];

for (const source of open) {
  test(`what is no secret stays as it is: ${source.trim()}`, () => {
    assert.equal(frame(source, source.trim().slice(0, 3)).text, source);
  });
}

test('what is meant stays underlined beside what is masked', () => {
  const source = "  { password: 'Hunter2Hunter2Hunter2', minimalTlsVersion: 'TLS1_0' }";
  assert.deepEqual(frame(source, "'TLS1_0'"), { text: "  { password: '••••••', minimalTlsVersion: '••••••' }", meant: "'••••••'" });
  assert.deepEqual(frame(source, 'minimalTlsVersion').meant, 'minimalTlsVersion');
  assert.equal(frame("  password: 'Hunter2!'", "'Hunter2!'").meant, "'••••••'");
});

test('where the finding is about a secret, no text of the line is shown', () => {
  assert.deepEqual(frame("    value: 'Hunter2!' // of the 'old' one", "'Hunter2!'", true), { text: "    value: '••••••' // of the '••••••' one", meant: "'••••••'" });
  assert.deepEqual(frame('    "defaultValue": "Hunter2!"', '"Hunter2!"', true).text, '    "defaultValue": "••••••"');
  assert.deepEqual(frame("    value: 'a://b:${empty(p) ? 'Hunter2!' : p}@c', other: 'd'", 'value', true).text, "    value: '••••••', other: '••••••'");
  assert.deepEqual(frame("    dev ? 'Hunter2!' : pw", "dev ? 'Hunter2!' : pw", true).text, "    dev ? '••••••' : pw");
  assert.deepEqual(frame("    'Hunter2!' : pw", "'Hunter2!'", true).text, "    '••••••' : pw", 'the condition stands above');
  assert.deepEqual(frame("    'value': 'Hunter2!'", "'Hunter2!'", true).text, "    'value': '••••••'");
  assert.deepEqual(frame('    "value" : "Hunter2!"', '"Hunter2!"', true).text, '    "value" : "••••••"');
  assert.deepEqual(frame('Hunter2! and more', 'Hunter2!', true), { text: '•••••• and more', meant: '••••••' });
  assert.deepEqual(frame("param admin string = 'Hunter2!'", 'admin', true), { text: "param admin string = '••••••'", meant: 'admin' });
});

test('long lines are cut around what is meant', () => {
  const source = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
  const { text, meant } = frame(source, 'HERE');
  assert.equal(meant, 'HERE');
  assert.ok(text.length < 120 && text.startsWith('…') && text.endsWith('…'));
});

test('enormous lines take no long time', () => {
  const source = `password: ${"'".repeat(1_000_000)}`;
  assert.ok(frame(source, 'password').text.length < 120);
  frame(`://${'a'.repeat(1_000_000)}`, '://');
  frame(`password${' '.repeat(1_000_000)}x`, 'password');
});
