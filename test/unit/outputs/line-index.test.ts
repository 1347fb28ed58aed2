import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineIndex } from '../../../src/outputs/line-index';
import { jsonPointer } from '../../../src/outputs/json-pointer';

test('lines and columns count from 1, in UTF-16 units, with each kind of line end', () => {
  const text = 'ab\r\nc\n\r😀d';
  const { position } = createLineIndex(text);
  const at = (offset: number): string => Object.values(position(offset)).join(':');
  assert.equal(at(0), '1:1');
  assert.equal(at(2), '1:3');
  assert.equal(at(4), '2:1');
  assert.equal(at(6), '3:1');
  assert.equal(at(7), '4:1');
  assert.equal(at(text.indexOf('d')), '4:3');
  assert.equal(at(text.length), '4:4');
});

test('offsets outside of the text count as its ends, and a range never ends before it starts', () => {
  const { position, range } = createLineIndex('abc');
  assert.deepEqual(position(-5), { line: 1, column: 1 });
  assert.deepEqual(position(99), { line: 1, column: 4 });
  assert.deepEqual(range({ start: 2, end: 1 }), { start: { line: 1, column: 3 }, end: { line: 1, column: 3 } });
  assert.deepEqual(createLineIndex('').position(0), { line: 1, column: 1 });
});

test('every offset of a long text is found on its line', () => {
  const lines = Array.from({ length: 500 }, (_, index) => 'x'.repeat(index % 7));
  const { position } = createLineIndex(lines.join('\n'));
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    assert.deepEqual(position(offset), { line: index + 1, column: 1 });
    offset += line.length + 1;
  }
});

test('a JSON pointer escapes tilde and slash', () => {
  assert.equal(jsonPointer([]), '');
  assert.equal(jsonPointer(['properties', 'a/b', '~', 0]), '/properties/a~1b/~0/0');
});
