import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inResource } from '../../../src/model/address';
import type { Fact } from '../../../src/model/fact';
import type { Judgement } from '../../../src/model/verdict';
import { combine, holds } from '../../../src/model/verdict';

const here = inResource('db', 'properties', 'here');
const there = inResource('db', 'properties', 'there');

const set = <T>(value: T, at = here): Fact<T> => ({ kind: 'set', value, at });
const open = <T>(because: string, oneOf?: readonly T[], at = here): Fact<T> => ({
  kind: 'unknown',
  because,
  at,
  ...(oneOf === undefined ? {} : { oneOf }),
});

/** Fails where both are true. */
function both(a: Fact<boolean>, b: Fact<boolean>): Judgement {
  return combine({ a, b }, (values) =>
    values.a && values.b ? { verdict: 'fails', at: here, message: 'Both are true.' } : holds(here),
  );
}

describe('known facts', () => {
  test('are judged by their values, set or default', () => {
    assert.equal(both(set(true), { kind: 'default', value: true, at: there }).verdict, 'fails');
    assert.equal(both(set(true), set(false)).verdict, 'holds');
  });

  test('none at all are judged too', () => {
    assert.equal(combine({}, () => holds(here)).verdict, 'holds');
  });
});

describe('unknown facts', () => {
  test('leave the judgement open, at the fact and for its reason', () => {
    assert.deepEqual(both(set(true), open('the parameter b has no value', undefined, there)), {
      verdict: 'undecided',
      at: there,
      message: 'Cannot be decided: the parameter b has no value.',
    });
  });

  test('do not matter where every value that they can have leads to the same verdict', () => {
    assert.equal(both(set(false), open('b is a choice', [true, false])).verdict, 'holds');
    assert.equal(both(open('a is a choice', [true]), set(true)).verdict, 'fails');
  });

  test('matter where their values lead to different verdicts', () => {
    assert.equal(both(set(true), open('b is a choice', [true, false])).verdict, 'undecided');
  });

  test('that can have any value matter, whatever the others are', () => {
    assert.equal(both(set(false), open('b can be anything')).verdict, 'undecided');
  });

  test('are combined with each other', () => {
    const choice = open('it is a choice', [true, false]);
    assert.equal(both(choice, choice).verdict, 'undecided');
    const small = combine({ a: open('one', [1, 2]), b: open('two', [3, 4]) }, ({ a, b }) =>
      a < b ? holds(here) : { verdict: 'fails', at: here, message: 'No.' },
    );
    assert.equal(small.verdict, 'holds');
  });

  test('with too many combinations stay open instead of taking long', () => {
    const many = open('it can be many things', Array.from({ length: 10 }, (_, index) => index));
    let calls = 0;
    const judgement = combine({ a: many, b: many }, () => {
      calls += 1;
      return holds(here);
    });
    assert.equal(judgement.verdict, 'undecided');
    assert.ok(calls <= 64);
  });
});

test('a fact that does not apply makes the judgement not apply, also beside an unknown', () => {
  const none: Fact<boolean> = { kind: 'notApplicable', because: 'There is none.', at: there };
  assert.deepEqual(both(open('a is open'), none), { verdict: 'notApplicable', at: there, message: 'There is none.' });
});
