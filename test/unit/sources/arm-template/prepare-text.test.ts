import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxDepth, prepareText } from '../../../../src/sources/arm-template/prepare-text';

describe('preparing JSON text', () => {
  const cases: readonly (readonly [what: string, text: string, expected: string])[] = [
    ['leaves usual JSON alone', '{ "a": [1, "\\"\\\\"] }\r\n', '{ "a": [1, "\\"\\\\"] }\r\n'],
    ['turns a byte order mark into a space', '\uFEFF{}', ' {}'],
    ['turns newlines and tabs within a text into spaces', '{ "a": "x\r\n\ty\nz" }', '{ "a": "x   y z" }'],
    ['ends a half typed text with its line', '{ "a": "x,\n  "b": "y" }', '{ "a": "x,\n  "b": "y" }'],
    ['ends a text without any further quote with its line', '{ "a": "x\n}', '{ "a": "x\n}'],
    ['sees no texts in comments', '{ // it"s\n "a": /* " \n */ 1 }', '{ // it"s\n "a": /* " \n */ 1 }'],
    ['leaves out a comment that is not closed', '{} /* x */ /* y', '{} /* x */     '],
    ['sees no comments in texts', '{ "a": "https://x\ny" }', '{ "a": "https://x y" }'],
  ];
  for (const [what, text, expected] of cases) {
    it(what, () => {
      const prepared = prepareText(text);
      assert.equal(prepared.text, expected);
      assert.equal(prepared.text.length, text.length);
      assert.equal(prepared.tooDeepAt, undefined);
    });
  }

  it('finds where brackets nest too deeply', () => {
    assert.equal(prepareText('['.repeat(maxDepth)).tooDeepAt, undefined);
    assert.equal(prepareText(`"${'['.repeat(maxDepth + 1)}"`).tooDeepAt, undefined);
    assert.equal(prepareText('[]'.repeat(maxDepth + 1)).tooDeepAt, undefined);
    assert.equal(prepareText(` ${'{'.repeat(20_000)}`).tooDeepAt, maxDepth + 1);
  });
});
