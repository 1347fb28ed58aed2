import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RecentTrees } from '../../../../src/sources/template/recent-trees';

/** Says of which texts a parser was asked, in their order; long ones by their lengths. */
function parsedOf(texts: readonly string[]): readonly (string | number)[] {
  const parsed: (string | number)[] = [];
  const trees = new RecentTrees((text) => {
    parsed.push(text.length > 10 ? text.length : text);
    return { text };
  });
  for (const text of texts) assert.equal(trees.of(text).text, text);
  return parsed;
}

describe('the trees of texts that are edited', () => {
  it('are made once for the last four texts', () => {
    assert.deepEqual(parsedOf(['a', 'b', 'c', 'd', 'a', 'd', 'e', 'b', 'a']), ['a', 'b', 'c', 'd', 'e', 'a']);
  });

  it('are let go of beside a long text, which is kept as long as it is the last', () => {
    const long = 'x'.repeat(3_000_000);
    assert.deepEqual(parsedOf(['a', long, long, 'a', 'a', long]), ['a', long.length, 'a', long.length]);
  });
});
