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

test('a day is one only at the end of a reason, however it is put there', () => {
  for (const words of ['Replaced (until 2027-01-31)', 'Replaced  UNTIL 2027-01-31', 'Replaced until 2027-01-31', 'Replaced (until 2027-01-31).']) {
    assert.deepEqual(splitReason(words), { reason: 'Replaced', expires: '2027-01-31' }, words);
  }
  for (const words of ['Kept until 2027-01-31 or longer', 'Kept notuntil 2027-01-31', 'Kept until 2027-1-31', 'Kept until 12027-01-31', 'Kept until 2027-01-311', 'Kept until x2027-01-31']) {
    assert.deepEqual(splitReason(words), { reason: words }, words);
  }
  assert.deepEqual(splitReason('until 2027-01-31'), { expires: '2027-01-31' });
  assert.deepEqual(splitReason('  '), {});
});

test('ids are found as they are and by their alias; a layer’s name alone is no rule of ours', () => {
  assert.equal(names.find('TLS/Minimum-Version'), 'tls/minimum-version');
  assert.equal(names.find('tls'), undefined);
  assert.equal(names.explain('tls/minimum-versoin'), 'There is no rule tls/minimum-versoin. Is tls/minimum-version meant?');
  for (const name of ['my-tls-nothing-like-that', 'tlsnothinglikethat', 'no-hardcoded-location']) assert.equal(names.explain(name), undefined, name);
  for (const name of ['TLS-nothing-like-that', 'threat-protection/nothing-like-that']) assert.equal(names.explain(name), `There is no rule ${name}.`);
});

test('a region lies between its first and its last character, and the next one counts for itself', () => {
  const text = 'a0\n#disable-diagnostics tls-minimum-version // why\nb1\n#restore-diagnostics tls-minimum-version\nc2\n#disable-diagnostics tls-minimum-version // again\nd3\n';
  const one = silencer(text);
  assert.equal(one.find(at(text, 'a0')), undefined);
  assert.equal(one.find(at(text, 'b1'))?.reason, 'why');
  assert.equal(one.find(at(text, 'c2')), undefined);
  assert.equal(one.find(at(text, 'd3'))?.reason, 'again');
  const [first] = suppressionsOf(readDirectives('a.bicep', text), names).suppressions;
  assert.ok(first !== undefined && 'from' in first.scope);
  const { from, to } = first.scope;
  const found = (start: number): boolean => one.find({ rule: 'tls/minimum-version', file: 'a.bicep', start })?.reason === 'why';
  assert.deepEqual([from - 1, from, to - 1, to].map(found), [false, true, true, false]);
});

test('of a directive with several rules each is noted at its own word, in the order of the file', () => {
  const text = '#disable-next-line tls-nothing-like-that tls-minimum-version\na\n#disable-next-line firewall-open-to-internet // why\nb\n';
  const { suppressions, notices } = suppressionsOf(readDirectives('a.bicep', text), names);
  const word = ({ at: { start, end } }: { readonly at: { readonly start: number; readonly end: number } }): string => text.slice(start, end);
  assert.deepEqual(suppressions.map(word), ['tls-minimum-version', 'firewall-open-to-internet']);
  assert.deepEqual(notices.map((one) => [one.id, word(one)]), [['suppression/unknown-rule', 'tls-nothing-like-that'], ['suppression/no-reason', 'tls-minimum-version']]);
  assert.deepEqual(suppressionsOf(readDirectives('a.bicep', '#disable-next-line BCP037\na\n'), names), { suppressions: [], notices: [] }, 'others need no reason from us');
});

test('a suppression on a resource silences what is found there, in any file', () => {
  const written = { rule: 'tls/minimum-version', reason: 'why', at: { file: 'a.bicep', start: 3, end: 9 }, scope: { key: 'a.bicep#db' } } as const;
  const one = createSilencer({ suppressions: [written, { ...written, scope: { key: 'a.bicep#other' } }], notices: [] }, today);
  assert.equal(one.find({ rule: 'tls/minimum-version', file: 'b.bicep', key: 'a.bicep#db' }), written);
  assert.equal(one.find({ rule: 'tls/minimum-version', file: 'a.bicep', start: 5 }), undefined);
  assert.deepEqual(one.notices(speaks), [{ id: 'suppression/unused', message: 'The suppression of tls/minimum-version hides nothing. Remove it.', at: written.at }]);
});

test('of two suppressions the one that holds is told, and the expired one is no longer unused', () => {
  const text = '#disable-diagnostics tls-minimum-version // old until 2026-01-01\n#disable-next-line tls-minimum-version // new\na1\n';
  const one = silencer(text);
  assert.equal(one.find(at(text, 'a1'))?.reason, 'new');
  assert.deepEqual(one.notices(speaks).map(({ message }) => message), ['The suppression of tls/minimum-version expired on 2026-01-01. Mend what it hid, or agree on a new day.']);
});
