import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnknown, valueAt } from '../../../../src/model/value';
import type { Value } from '../../../../src/model/value';
import { Opened, server } from './open';

/** Evaluates Bicep expressions, as the properties of a server. */
function evaluate(expression: string, declarations = ''): Value | undefined {
  const { snapshot } = new Opened({ 'main.bicep': server(`it: ${expression}`, declarations) });
  const [first] = snapshot.resources;
  return valueAt(first?.body, ['properties', 'it']);
}

function why(expression: string, declarations = ''): string {
  const value = evaluate(expression, declarations);
  assert.ok(isUnknown(value), `${expression} is known: ${JSON.stringify(value)}`);
  return value.because;
}

function options(expression: string, declarations = ''): readonly Value[] | undefined {
  const value = evaluate(expression, declarations);
  assert.ok(isUnknown(value));
  return value.oneOf;
}

describe('functions', () => {
  const cases: readonly (readonly [string, Value])[] = [
    [`concat('a', 'b', 1)`, 'ab1'],
    [`concat([1], [2, 3])`, [1, 2, 3]],
    [`format('{0}-{1:D3}-{{x}}', 'a', 7)`, 'a-007-{x}'],
    [`toLower('ABC')`, 'abc'],
    [`toUpper('abc')`, 'ABC'],
    [`trim('  a ')`, 'a'],
    [`padLeft(7, 3, '0')`, '007'],
    [`substring('abcdef', 1, 3)`, 'bcd'],
    [`replace('a.b.c', '.', '-')`, 'a-b-c'],
    [`replace('a', 'a', '$&$&')`, '$&$&'],
    [`split('a,b;c', [',', ';'])`, ['a', 'b', 'c']],
    [`join(['a', 'b'], '-')`, 'a-b'],
    [`startsWith('Abc', 'aB')`, true],
    [`endsWith('abC', 'Bc')`, true],
    [`indexOf('abc', 'C')`, 2],
    [`lastIndexOf('abca', 'a')`, 3],
    [`length('abc')`, 3],
    [`length([1, 2])`, 2],
    [`contains('abc', 'B')`, true],
    [`contains(['a'], 'b')`, false],
    [`contains({ a: 1 }, 'A')`, true],
    [`empty('')`, true],
    [`empty([])`, true],
    [`empty({ a: 1 })`, false],
    [`empty(null)`, true],
    [`first(['a', 'b'])`, 'a'],
    [`last('abc')`, 'c'],
    [`take(['a', 'b', 'c'], 2)`, ['a', 'b']],
    [`skip('abc', 1)`, 'bc'],
    [`range(2, 3)`, [2, 3, 4]],
    [`flatten([[1], [2, 3]])`, [1, 2, 3]],
    [`union([1, 2], [2, 3])`, [1, 2, 3]],
    [`intersection([1, 2], [2, 3])`, [2]],
    [`union({ a: { b: 1 } }, { a: { c: 2 } })`, { a: { b: 1, c: 2 } }],
    [`{ ...{ a: 1, b: 2 }, a: 3 }`, { a: 3, b: 2 }],
    [`[...[1, 2], 3]`, [1, 2, 3]],
    [`items({ b: 1, a: 2 })[0].key`, 'a'],
    [`objectKeys({ b: 1, a: 2 })`, ['a', 'b']],
    [`createArray(1, 'a')`, [1, 'a']],
    [`createObject('a', 1)`, { a: 1 }],
    [`shallowMerge([{ a: 1 }, { b: 2 }])`, { a: 1, b: 2 }],
    [`map([1, 2], n => n * 2)`, [2, 4]],
    [`map(['a'], (v, i) => '\${v}\${i}')`, ['a0']],
    [`filter([1, 2, 3], n => n > 1)`, [2, 3]],
    [`reduce([1, 2, 3], 0, (sum, n) => sum + n)`, 6],
    [`sort([3, 1, 2], (a, b) => a < b)`, [1, 2, 3]],
    [`toObject(['a'], v => v, v => '\${v}!')`, { a: 'a!' }],
    [`groupBy(['aa', 'b', 'ab'], v => first(v))`, { a: ['aa', 'ab'], b: ['b'] }],
    [`mapValues({ a: 1 }, v => v + 1)`, { a: 2 }],
    [`json('{"a": [1, true, null]}').a[0]`, 1],
    [`base64ToString(base64('grün'))`, 'grün'],
    [`uriComponent('a b')`, 'a%20b'],
    [`string({ a: 1 })`, '{"a":1}'],
    [`int('42')`, 42],
    [`bool('True')`, true],
    [`min(3, 1, 2)`, 1],
    [`max([3, 1])`, 3],
    [`7 / 2`, 3],
    [`7 % 2`, 1],
    [`'a' == 'A'`, false],
    [`'a' =~ 'A'`, true],
    [`{ a: [1] } == { a: [1] }`, true],
    [`null ?? 'x'`, 'x'],
    [`true && !false`, true],
    [`2 >= 3 || 'a' < 'b'`, true],
    [`any('x')`, 'x'],
    [`'\${1}-\${true}-\${'a'}'`, '1-True-a'],
    [`{ a: { b: 1 } }.?a.?c.?d ?? 'none'`, 'none'],
    [`[1, 2, 3][^1]`, 3],
    [`[for n in range(0, 3): n * n]`, [0, 1, 4]],
    [`[for (n, i) in ['a', 'b']: '\${i}\${n}']`, ['0a', '1b']],
  ];
  for (const [expression, value] of cases) {
    it(expression, () => assert.deepEqual(evaluate(expression), value));
  }

  it('applies functions that the template declares', () => {
    assert.equal(evaluate(`twice('a')`, `func twice(text string) string => '\${text}\${text}'`), 'aa');
  });
});

describe('what is unknown', () => {
  const env = `@allowed(['dev', 'prod'])\nparam env string\nparam open string\nparam flag bool\n`;

  it('says why', () => {
    assert.equal(why('open', env), 'the parameter open has no value');
    assert.equal(why(`toLower('\${open}-x')`, env), 'the parameter open has no value');
    assert.equal(why('uniqueString(resourceGroup().id)'), 'the function uniqueString is computed by Azure');
    assert.equal(why('resourceGroup().location'), 'the resource group is chosen when the template is deployed');
    assert.equal(why('nobodyKnows(1)'), 'the function nobodyKnows is not known');
    assert.equal(why(`int('a')`), 'it is computed in a way that is not understood');
    assert.equal(why(`[1][3]`), 'there is no item 3 in the list');
    assert.equal(why(`{ a: 1 }.b`), 'there is no property b');
  });

  it('is one of the allowed values, also of what is computed from them', () => {
    assert.deepEqual(options('env', env), ['dev', 'prod']);
    assert.deepEqual(options('toUpper(env)', env), ['DEV', 'PROD']);
    assert.deepEqual(options(`'tls-\${env}'`, env), ['tls-dev', 'tls-prod']);
    assert.deepEqual(options(`env == 'prod' ? 7 : 35`, env), [35, 7].reverse());
    assert.deepEqual(options(`{ dev: 1, prod: 2 }[env]`, env), [1, 2]);
    assert.equal(evaluate(`env == 'dev' ? 'same' : 'same'`, env), 'same');
  });

  it('is one of both branches where a condition is open', () => {
    assert.deepEqual(options(`flag ? 'on' : 'off'`, env), ['on', 'off']);
    assert.equal(options(`flag ? 'on' : open`, env), undefined);
  });

  it('does not matter where one operand decides', () => {
    assert.equal(evaluate('flag || true', env), true);
    assert.equal(evaluate('flag && false', env), false);
    assert.equal(evaluate(`empty('\${open}-x')`, env), false);
    assert.equal(evaluate(`'\${open}-a' == '\${open}-b'`, env), false);
    assert.equal(evaluate('open == open', env), true);
  });

  it('stays where it is in objects and lists', () => {
    const value = evaluate(`{ a: open, b: [1, open] }`, env);
    assert.equal(valueAt(value, ['b', 0]), 1);
    assert.ok(isUnknown(valueAt(value, ['a'])));
    assert.equal(evaluate('length([open, open])', env), 2);
  });

  it('leaves open what a spread may override, and nothing more', () => {
    const after = 'param more object\n';
    const open = evaluate(`{ a: 1, ...more, b: 2 }`, after);
    assert.ok(isUnknown(valueAt(open, ['a'])));
    assert.equal(valueAt(open, ['b']), 2);
    assert.ok(isUnknown(valueAt(open, ['c'])));
    const either = evaluate(`{ a: 1, ...(flag ? { b: 2 } : {}) }`, env);
    assert.equal(valueAt(either, ['a']), 1);
    assert.ok(isUnknown(valueAt(either, ['b'])));
    assert.equal(valueAt(either, ['c']), undefined);
  });
});

describe('secure values', () => {
  const secret = `@secure()\nparam password string = 'hunter2'\n`;

  it('are unknown and sensitive, whatever they are made into', () => {
    for (const expression of ['password', 'toUpper(password)', `'\${password}!'`, `{ a: password }.a`]) {
      const value = evaluate(expression, secret);
      assert.ok(isUnknown(value) && value.sensitive, expression);
      assert.doesNotMatch(value.because, /hunter2/i);
    }
  });

  it('are so too where they have no value, and where keys are read', () => {
    const value = evaluate('password', '@secure()\nparam password string\n');
    assert.ok(isUnknown(value) && value.sensitive);
    const keys = evaluate(`listKeys('a', '2020-01-01').key`);
    assert.ok(isUnknown(keys) && keys.sensitive);
  });
});
