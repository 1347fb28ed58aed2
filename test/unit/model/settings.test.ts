import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLike } from '../../../src/model/settings';

describe('names that are like a pattern', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['psql-orders', 'psql-*', true],
    ['PSQL-Orders', 'psql-*', true],
    ['orders', 'psql-*', false],
    ['orders', 'orders', true],
    ['orders2', 'orders', false],
    ['psql-orders-prod', 'psql-*-prod', true],
    ['psql-prod', 'psql-*-prod', false],
    ['psql--prod', 'psql-*-prod', true],
    ['a-b-c-d', 'a*b*c*d', true],
    ['a-c-b-d', 'a*b*c*d', false],
    ['anything', '*', true],
    ['', '*', true],
    ['', '', true],
    ['a.b', 'a?b', false],
    ['a+', 'a+', true],
  ];
  for (const [name, pattern, expected] of cases) {
    it(`"${name}" and "${pattern}"`, () => {
      assert.equal(isLike(name, [pattern]), expected);
    });
  }

  it('takes any of several patterns, and none of none', () => {
    assert.equal(isLike('pg-a', ['psql-*', 'pg-*']), true);
    assert.equal(isLike('pg-a', []), false);
  });

  it('ends soon with a pattern that makes regular expressions run forever', () => {
    assert.equal(isLike('a'.repeat(50_000), ['*a'.repeat(200) + 'b']), false);
  });
});
