import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateRuleName } from '../../../../src/layers/firewall/rule-name';
import { endAfter, endOf, formatEnd, temporaryName, validateHours } from '../../../../src/layers/firewall/temporary-rule';

const now = Date.UTC(2026, 10, 24, 21, 30, 45, 123);

test('a temporary rule says its end in its name, to the minute and in UTC', () => {
  const end = endAfter(now, 8);
  const name = temporaryName('allow-203-0-113-7', end);
  assert.equal(name, 'allow-203-0-113-7-until-20261125T0530Z');
  assert.equal(endOf(name), end);
  assert.equal(formatEnd(end), '2026-11-25 05:30 UTC');
  assert.equal(validateRuleName(name), undefined);
});

test('a name with an end gets the new one, and a long one stays one that the service takes', () => {
  const end = endAfter(now, 1);
  assert.equal(temporaryName('desk-until-20200101T0000Z', end), 'desk-until-20261124T2230Z');
  for (const stem of ['x'.repeat(200), `${'x'.repeat(54)}-y`, '', '---']) assert.equal(validateRuleName(temporaryName(stem, end)), undefined, stem);
});

test('a rule stays 24 hours at most, whatever is asked for', () => {
  assert.equal(endAfter(now, 1000) <= now + 24 * 3_600_000, true);
  assert.equal(validateHours('24'), undefined);
  assert.equal(validateHours('0,5'), undefined);
  assert.equal(validateHours(' 8 '), undefined);
  assert.match(validateHours('  ') ?? '', /^Enter a number of hours/);
  for (const text of ['', 'soon', '0', '-1', '25', '0.05', 'NaN', 'Infinity']) assert.match(validateHours(text) ?? '', /^[A-Z].*\.$/s, text);
});

test('other names tell no end, nor do days that no calendar has', () => {
  for (const name of ['office', 'open-until-monday', 'desk-until-20261125', 'desk-until-20261325T0530Z', 'desk-until-20260230T0530Z', 'desk-until-20261125T2560Z', 'desk-until-20261125T0530Z-2']) {
    assert.equal(endOf(name), undefined, name);
  }
  assert.equal(endOf('DESK-UNTIL-20261125T0530z'), Date.UTC(2026, 10, 25, 5, 30));
});
