import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aliasOf, createRuleNames, createSilencer, splitReason, suppressionsOf } from '../../../src/engine/suppression';
import { layers } from '../../../src/layers/catalog';
import type { RuleId } from '../../../src/model/rule';
import { readDirectives } from '../../../src/sources/directives/read-directives';

const ids = layers.flatMap(({ rules }) => rules.map(({ id }) => id));
const names = createRuleNames(ids);
const today = '2026-11-25';

function silencer(text: string) {
  return createSilencer(suppressionsOf(readDirectives('a.bicep', text), names), today);
}

const at = (text: string, word: string, rule: RuleId = 'tls/minimum-version') => ({ rule, file: 'a.bicep', start: text.indexOf(word) });
const speaks = () => true;

test('aliases are unique, Bicep can read them, and they find their rule in any case', () => {
  const aliases = ids.map(aliasOf);
  assert.equal(new Set([...aliases, ...ids]).size, 2 * ids.length);
  for (const [index, alias] of aliases.entries()) {
    assert.match(alias, /^[\w-]+$/);
    assert.equal(names.find(alias.toUpperCase()), ids[index]);
  }
});

test('a suppression silences its rule in its line only', () => {
  const text = "#disable-next-line tls-minimum-version // why\nold: 'here'\nnew: 'there'\n";
  const one = silencer(text);
  assert.equal(one.find(at(text, "'here'"))?.reason, 'why');
  assert.equal(one.find(at(text, "'there'")), undefined);
  assert.equal(one.find(at(text, "'here'", 'firewall/open-to-internet')), undefined);
  assert.equal(one.find({ ...at(text, "'here'"), file: 'b.bicep' }), undefined);
  assert.equal(one.find({ rule: 'tls/minimum-version', file: 'a.bicep' }), undefined, 'about the file as a whole');
  assert.deepEqual(one.notices(speaks), []);
});

test('a region ends where its rule is restored, or with the file', () => {
  const text = '#disable-diagnostics tls-minimum-version firewall-open-to-internet // why\na1\n#restore-diagnostics tls-minimum-version\nb2\n';
  const one = silencer(text);
  assert.ok(one.find(at(text, 'a1')));
  assert.equal(one.find(at(text, 'b2')), undefined);
  assert.ok(one.find(at(text, 'b2', 'firewall/open-to-internet')));
});

test('what hides nothing is reported, unless its rule does not speak anyway', () => {
  const text = '#disable-next-line tls-minimum-version // why\na\n';
  assert.deepEqual(silencer(text).notices(speaks).map(({ id, at: { start, end } }) => [id, text.slice(start, end)]), [
    ['suppression/unused', 'tls-minimum-version'],
  ]);
  assert.deepEqual(silencer(text).notices(() => false), []);
});

test('after its last day a suppression silences nothing and is reported', () => {
  for (const [day, holds] of [['2026-11-25', true], ['2026-11-24', false]] as const) {
    const text = `#disable-next-line tls-minimum-version // The old client (until ${day})\na\n`;
    const one = silencer(text);
    assert.equal(one.find(at(text, 'a\n')) !== undefined, holds);
    assert.deepEqual(one.notices(speaks).map(({ id }) => id), holds ? [] : ['suppression/expired']);
  }
});

test('a suppression without a reason silences, and is reported', () => {
  for (const reason of ['', ' // ', ' // until 2027-01-01']) {
    const text = `#disable-next-line tls-minimum-version${reason}\na\n`;
    const one = silencer(text);
    assert.ok(one.find(at(text, 'a\n')));
    assert.deepEqual(one.notices(speaks).map(({ id }) => id), ['suppression/no-reason'], reason);
  }
});

test('misspelled rules are reported; the names of others are not', () => {
  const text = '#disable-next-line tls-minimum-versoin firewall-nothing-like-that BCP037 no-unused-params use-parent-property // why\na\n';
  assert.deepEqual(silencer(text).notices(speaks).map(({ id, message }) => [id, message]), [
    ['suppression/unknown-rule', 'There is no rule tls-minimum-versoin. Is tls-minimum-version meant?'],
    ['suppression/unknown-rule', 'There is no rule firewall-nothing-like-that.'],
  ]);
});

test('the day at the end of a reason is no part of it', () => {
  assert.deepEqual(splitReason('The client is replaced until 2027-01-31.'), { reason: 'The client is replaced', expires: '2027-01-31' });
  assert.deepEqual(splitReason('Not before the summer'), { reason: 'Not before the summer' });
  assert.deepEqual(splitReason(undefined), {});
});
