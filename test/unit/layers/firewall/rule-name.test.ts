import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from '../../../../src/layers/firewall/range';
import { parseRange } from '../../../../src/layers/firewall/range';
import { proposeRuleName, validateRuleName } from '../../../../src/layers/firewall/rule-name';

function propose(text: string, existing: readonly string[] = []): string {
  const result = parseRange(text);
  assert.ok(result.ok);
  return proposeRuleName(result.range, existing);
}

test('a proposed name says what the rule lets in', () => {
  assert.equal(propose('203.0.113.7'), 'allow-203-0-113-7');
  assert.equal(propose('203.0.113.0/24'), 'allow-203-0-113-0-24');
  assert.equal(propose('203.0.113.4 - 203.0.113.20'), 'allow-203-0-113-4-to-203-0-113-20');
  assert.equal(propose('203.0.113.1 - 203.0.113.2'), 'allow-203-0-113-1-to-203-0-113-2');
  assert.equal(propose('0.0.0.0'), 'allow-azure-services');
  assert.equal(propose('0.0.0.0/0'), 'allow-everyone');
});

test('a proposed name is free', () => {
  assert.equal(propose('203.0.113.7', ['Allow-203-0-113-7', 'allow-203-0-113-7-2']), 'allow-203-0-113-7-3');
});

test('every proposed name is valid', () => {
  const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(
    fc.property(address, address, (a, b) => {
      const range: Range = { start: Math.min(a, b), end: Math.max(a, b) };
      const first = proposeRuleName(range);
      assert.equal(validateRuleName(first), undefined);
      assert.equal(validateRuleName(proposeRuleName(range, [first]), [first]), undefined);
    }),
  );
});

test('a name that some client refuses is refused here, with the reason', () => {
  const reasons: readonly [string, RegExp][] = [
    ['', /Enter a name/],
    ['ab', /3 to 80 characters long; it has 2/],
    ['a'.repeat(81), /it has 81/],
    ['my rule', /letters without accents, digits/],
    ['büro', /letters without accents/],
    ['_office', /start with a letter/],
    ['office-', /end with a hyphen/],
  ];
  for (const [name, reason] of reasons) assert.match(validateRuleName(name) ?? '', reason, name);
  for (const name of ['abc', 'a'.repeat(80), 'AllowAll_2026-11-24', '1st']) assert.equal(validateRuleName(name), undefined, name);
  assert.match(validateRuleName('Office', ['office']) ?? '', /rule office already, which would be overwritten/);
});
