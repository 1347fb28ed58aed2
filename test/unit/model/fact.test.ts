import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inResource } from '../../../src/model/address';
import { factOf, known, readSetting, text, word } from '../../../src/model/fact';
import { factLine } from '../../../src/model/layer';
import type { Resource } from '../../../src/model/resource';
import { serverTypes } from '../../../src/model/resource';
import { unknown } from '../../../src/model/value';

const at = inResource('db', 'properties', 'mode');
const mode = { as: word('Enabled', 'Disabled'), absent: { default: 'Enabled' } } as const;

function server(body: Resource['body'], existing = false): Resource {
  return { key: 'db', type: serverTypes.flexible, name: 'db', existing, when: true, body };
}

describe('factOf', () => {
  test('a value that is set', () => {
    assert.deepEqual(factOf('disabled', at, mode), { kind: 'set', value: 'Disabled', at });
  });

  test('a value that is absent has its documented meaning', () => {
    assert.deepEqual(factOf(undefined, at, mode), { kind: 'default', value: 'Enabled', at });
    assert.deepEqual(factOf(null, at, mode), { kind: 'default', value: 'Enabled', at });
    const because = 'nobody documents it';
    assert.deepEqual(factOf(undefined, at, { ...mode, absent: { unknown: because } }), { kind: 'unknown', because, at });
    assert.deepEqual(factOf(undefined, at, { ...mode, absent: { notApplicable: because } }), { kind: 'notApplicable', because, at });
  });

  test('a value that means nothing known is unknown, never the default', () => {
    for (const value of ['Perhaps', 7, true, [], {}]) assert.equal(factOf(value, at, mode).kind, 'unknown');
  });

  test('an unknown keeps its reason, and its options where all of them mean something', () => {
    const because = 'it is a choice';
    const fact = factOf(unknown(because, { oneOf: ['ENABLED', 'disabled'] }), at, mode);
    assert.deepEqual(fact, { kind: 'unknown', because, oneOf: ['Enabled', 'Disabled'], at });
    assert.deepEqual(factOf(unknown(because, { oneOf: ['Enabled', 'Perhaps'] }), at, mode), { kind: 'unknown', because, at });
    assert.deepEqual(factOf(unknown(because, { oneOf: ['Enabled', unknown('more')] }), at, mode), { kind: 'unknown', because, at });
    assert.deepEqual(factOf(unknown(because, { oneOf: [] }), at, mode), { kind: 'unknown', because, at });
  });

  test('a secret stays one, by the reading or by the value', () => {
    assert.equal(factOf('x', at, { as: text, absent: { default: '' }, sensitive: true }).sensitive, true);
    assert.equal(factOf(unknown('kept secret', { sensitive: true }), at, mode).sensitive, true);
    assert.equal('sensitive' in factOf('Enabled', at, mode), false);
  });
});

describe('readSetting', () => {
  test('says where the setting is, written or not', () => {
    assert.deepEqual(readSetting(server({}), ['properties', 'mode'], mode).at, at);
    assert.deepEqual(readSetting(server({ properties: { mode: 'Disabled' } }), ['properties', 'mode'], mode), {
      kind: 'set',
      value: 'Disabled',
      at,
    });
  });

  test('what a reference to a resource elsewhere does not say is unknown', () => {
    assert.equal(readSetting(server({}, true), ['properties', 'mode'], mode).kind, 'unknown');
    assert.equal(known(readSetting(server({ properties: { mode: 'Disabled' } }, true), ['properties', 'mode'], mode)), 'Disabled');
  });
});

test('words are told without regard to case, and nothing else counts as one', () => {
  assert.equal(mode.as('ENABLED'), 'Enabled');
  assert.equal(mode.as('Enabled '), undefined);
  assert.equal(mode.as(true), undefined);
});

test('text takes numbers and truth values by their spelling', () => {
  assert.deepEqual([text('a'), text(17), text(false), text([]), text(null)], ['a', '17', 'false', undefined, undefined]);
});

test('only what is set or default is known', () => {
  assert.equal(known({ kind: 'set', value: 1, at }), 1);
  assert.equal(known({ kind: 'default', value: 2, at }), 2);
  assert.equal(known({ kind: 'unknown', because: 'it is open', oneOf: [3], at }), undefined);
  assert.equal(known({ kind: 'notApplicable', because: 'no', at }), undefined);
});

describe('factLine', () => {
  test('spells values in the words of people and marks defaults', () => {
    const spell = (on: boolean): string => (on ? 'on' : 'off');
    assert.deepEqual(factLine('TLS', { kind: 'set', value: true, at }, spell), { title: 'TLS', text: 'on', state: 'set', at });
    assert.equal(factLine('TLS', { kind: 'default', value: true, at }, spell).text, 'on (default)');
    assert.equal(factLine('TLS', { kind: 'unknown', because: 'it was refused', at }).text, 'unknown: it was refused');
    assert.equal(factLine('TLS', { kind: 'notApplicable', because: 'There is none.', at }).text, 'There is none.');
  });

  test('never spells a secret', () => {
    const spell = (): string => assert.fail('the secret was spelled');
    assert.equal(factLine('Password', { kind: 'set', value: 'x', at, sensitive: true }, spell).text, '••••••');
  });
});
