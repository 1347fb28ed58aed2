import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insertDirective } from '../../../../src/sources/directives/insert-directive';

function insert(file: string, text: string, word: string): string | undefined {
  const line = insertDirective(file, text, text.indexOf(word), 'tls-a');
  return line && `${text.slice(0, line.at)}${line.before}why${line.after}${text.slice(line.at)}`;
}

test('the line goes above, as far in, with the line ending of the file', () => {
  assert.equal(insert('a.bicep', "var x = {\n  a: 'b'\n}\n", "'b'"), "var x = {\n  #disable-next-line tls-a // why\n  a: 'b'\n}\n");
  assert.equal(insert('a.bicep', 'var a = 1', 'a ='), '#disable-next-line tls-a // why\nvar a = 1');
  assert.equal(insert('a.bicep', 'var x = {\r\n\ta: 1\r\n}', '1'), 'var x = {\r\n\t#disable-next-line tls-a // why\r\n\ta: 1\r\n}');
  assert.equal(insert('a.jsonc', '{\n  "a": 1\n}', '1'), '{\n  // disable-next-line tls-a // why\n  "a": 1\n}');
});

test('one more above the same line is fine', () => {
  const text = '#disable-next-line tls-b // other\nvar a = 1';
  assert.equal(insert('a.bicep', text, 'a ='), '#disable-next-line tls-b // other\n#disable-next-line tls-a // why\nvar a = 1');
});

test('nothing is offered where a comment would be part of a text', () => {
  assert.equal(insert('a.bicep', "var a = '''\nline HERE\n'''", 'HERE'), undefined);
  assert.equal(insert('a.json', '{"a": "one\nline HERE"}', 'HERE'), undefined);
  assert.equal(insert('a.bicep', '/*\nHERE\n*/', 'HERE'), undefined);
});
