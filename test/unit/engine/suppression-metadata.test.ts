import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSuppressions } from '../../../src/engine/read-suppressions';
import { createRuleNames } from '../../../src/engine/suppression';
import { mayHoldMetadata, metadataSuppressions } from '../../../src/engine/suppression-metadata';
import { layers } from '../../../src/layers/catalog';
import { unknown, type Value } from '../../../src/model/value';
import { templateServer } from '../layers/build-snapshot';

const names = createRuleNames(layers.flatMap(({ rules }) => rules.map(({ id }) => id)));
const resource = (suppress: Value) => templateServer('flexible', { body: { metadata: { postgresqlSecurity: { suppress } } } }).server.resource;
const key = resource([]).key;

/** Each entry is written at its place in the list. */
const read = (suppress: Value) =>
  metadataSuppressions([resource(suppress)], names, ({ path }) => ({ file: 'main.bicep', start: Number(path.at(-1)), end: Number(path.at(-1)) + 1 }));

const at = (start: number) => ({ file: 'main.bicep', start, end: start + 1 });

test('a suppression on a resource names a rule, and says why and until when', () => {
  const { suppressions, notices } = read([
    { rule: ' tls/minimum-version ', reason: ' The old client. ', expires: ' 2027-03-31 ' },
    { rule: 'TLS-Minimum-Version', reason: 'Again.' },
  ]);
  assert.deepEqual(suppressions, [
    { rule: 'tls/minimum-version', reason: 'The old client.', expires: '2027-03-31', at: at(0), scope: { key } },
    { rule: 'tls/minimum-version', reason: 'Again.', at: at(1), scope: { key } },
  ]);
  assert.deepEqual(notices, []);
});

test('one without a reason still silences, and is reported', () => {
  for (const reason of [undefined, '', '  ', 7]) {
    const { suppressions, notices } = read([{ rule: 'tls/minimum-version', ...(reason === undefined ? {} : { reason }) }]);
    assert.deepEqual(suppressions, [{ rule: 'tls/minimum-version', at: at(0), scope: { key } }]);
    assert.deepEqual(notices, [{ id: 'suppression/no-reason', message: 'The suppression gives no reason. Write why it is right as its "reason".', at: at(0) }]);
  }
});

test('one for no rule of ours silences nothing, whoever it was meant for', () => {
  const { suppressions, notices } = read([{ rule: 'tls/minimum-versoin', reason: 'why' }, { rule: 'something-else', reason: 'why' }, { reason: 'why' }]);
  assert.deepEqual(suppressions, []);
  assert.deepEqual(notices.map(({ id, message, at: { start } }) => [id, message, start]), [
    ['suppression/unknown-rule', 'There is no rule tls/minimum-versoin. Is tls/minimum-version meant?', 0],
    ['suppression/unknown-rule', 'There is no rule "something-else".', 1],
    ['suppression/unknown-rule', 'There is no rule "".', 2],
  ]);
});

test('what is no list of objects, or written nowhere, is nothing', () => {
  const entry = { rule: 'tls/minimum-version', reason: 'why' };
  for (const suppress of [entry, 'tls/minimum-version', unknown('it is computed'), ['tls/minimum-version', unknown('it is computed'), [entry]]]) {
    assert.deepEqual(read(suppress), { suppressions: [], notices: [] });
  }
  assert.deepEqual(metadataSuppressions([resource([entry])], names, () => undefined), { suppressions: [], notices: [] });
});

test('resources are read where one file of several may hold one, and computed for nothing else', () => {
  let computed = 0;
  const sources = (...texts: readonly string[]) => ({
    names,
    texts: new Map(texts.map((text, index) => [`${index}.bicep`, text])),
    directivesIn: () => [],
    deployed: [{ resources: () => { computed += 1; return [resource([{ rule: 'tls/minimum-version', reason: 'why' }])]; }, locate: () => at(0) }],
  });
  assert.equal(readSuppressions(sources('nothing', "metadata: { postgresqlSecurity: {} }")).suppressions.length, 1);
  assert.equal(computed, 1);
  assert.deepEqual(readSuppressions(sources('nothing', 'neither')), { suppressions: [], notices: [] });
  assert.equal(computed, 1);
});

test('a text is looked at only where it may hold one, in whatever case', () => {
  assert.equal(mayHoldMetadata("metadata: { PostgreSQLSecurity: {} }"), true);
  assert.equal(mayHoldMetadata("metadata: { postgresql: {} }"), false);
});
