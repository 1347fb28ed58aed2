import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ValueObject } from '../../../src/model/value';
import { furtherProperties, isList, isObject, isUnknown, unknown, valueAt } from '../../../src/model/value';

const open = unknown('the parameter network has no value');

describe('unknown', () => {
  test('is told from every other value', () => {
    assert.ok(isUnknown(open));
    for (const value of [null, undefined, '', 0, false, [], {}, { because: 'a property' }]) assert.ok(!isUnknown(value));
  });

  test('is neither an object nor a list', () => {
    assert.ok(!isObject(open));
    assert.ok(!isList(open));
  });

  test('keeps its reason, its options and that it is a secret', () => {
    const secret = unknown('it is kept secret', { oneOf: ['a', 'b'], sensitive: true });
    assert.deepEqual([secret.because, secret.oneOf, secret.sensitive], ['it is kept secret', ['a', 'b'], true]);
  });

  test('is recognised across copies of the module, and is gone in JSON', () => {
    const copy = { [Symbol.for('postgresql-security.unknown')]: true, because: 'made by another bundle' };
    assert.ok(isUnknown(copy));
    assert.deepEqual(JSON.parse(JSON.stringify(open)), { because: open.because });
  });
});

describe('valueAt', () => {
  const body: ValueObject = {
    properties: { Network: { publicNetworkAccess: 'Disabled', subnet: null }, list: ['a', { name: 'b' }], on: false },
  };

  test('finds values by their path', () => {
    assert.equal(valueAt(body, ['properties', 'on']), false);
    assert.equal(valueAt(body, ['properties', 'list', 1, 'name']), 'b');
    assert.equal(valueAt(body, []), body);
  });

  test('reads names without regard to case, as Azure does', () => {
    assert.equal(valueAt(body, ['PROPERTIES', 'network', 'PublicNetworkAccess']), 'Disabled');
  });

  test('prefers the spelling that is written', () => {
    assert.equal(valueAt({ A: 1, a: 2 }, ['a']), 2);
  });

  test('takes null and what is not there for absent', () => {
    for (const path of [['properties', 'network', 'subnet'], ['tags'], ['properties', 'on', 'deeper'], ['properties', 'list', 9]]) {
      assert.equal(valueAt(body, path), undefined);
    }
    assert.equal(valueAt(undefined, ['properties']), undefined);
  });

  test('does not take what every object has for a property', () => {
    assert.equal(valueAt({}, ['constructor']), undefined);
    assert.equal(valueAt({}, ['toString']), undefined);
  });

  test('does not find text parts by number, nor list items by name', () => {
    assert.equal(valueAt('text', [0]), undefined);
    assert.equal(valueAt(['a'], ['length']), undefined);
  });

  test('an unknown on the way makes everything below it unknown', () => {
    assert.equal(valueAt({ properties: open }, ['properties', 'network', 'publicNetworkAccess']), open);
  });

  test('what is absent beside further properties is unknown, and what is written is known', () => {
    const partly: ValueObject = { properties: { version: '17', gone: null, [furtherProperties]: open } };
    assert.equal(valueAt(partly, ['properties', 'version']), '17');
    assert.equal(valueAt(partly, ['properties', 'network']), open);
    assert.equal(valueAt(partly, ['properties', 'gone']), undefined);
  });
});
