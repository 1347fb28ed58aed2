import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oracleAdvice } from '../../../src/engine/oracle-advice';
import { unknown } from '../../../src/model/value';
import { liveServer } from '../layers/build-snapshot';

const states = (context: Parameters<typeof oracleAdvice>[0]): string[] => oracleAdvice(context).map(({ state }) => state);
const quiet = { 'azure.extensions': 'PGCRYPTO', log_statement: 'none', 'pgaudit.log': 'none' };

test('a server with a key of its own and pgcrypto has all there is', () => {
  const properties = { dataEncryption: { type: 'AzureKeyVault', primaryKeyURI: 'https://kv/keys/k' } };
  assert.deepEqual(states(liveServer('flexible', { properties, parameters: quiet })), ['done', 'done', 'choice', 'done', 'choice']);
});

test('what is missing says what to do', () => {
  const advice = oracleAdvice(liveServer('flexible', { parameters: { ...quiet, 'azure.extensions': '', log_statement: 'all' } }));
  assert.deepEqual(advice.map(({ state }) => state), ['done', 'choice', 'choice', 'missing', 'missing']);
  assert.match(advice[3]?.detail ?? '', /azure\.extensions/);
  assert.match(advice[4]?.detail ?? '', /bind parameters/);
  // Longer ones would be cut off where they are listed.
  for (const { detail } of advice) assert.match(detail, /^$|^[A-Z].{1,78}\.$/);
});

test('what was not read is unknown, and a list that shows statements is enough to say so', () => {
  const advice = (log_statement: string | undefined, classes: string | undefined) =>
    states(liveServer('flexible', { children: { configurations: [...(log_statement === undefined ? [] : [{ name: 'log_statement', properties: { value: log_statement } }]), ...(classes === undefined ? [] : [{ name: 'pgaudit.log', properties: { value: classes } }])] }, incomplete: { configurations: 'some were refused' } }))[4];
  assert.equal(advice('none', undefined), 'unknown');
  assert.equal(advice(undefined, 'none'), 'unknown');
  assert.equal(advice(undefined, 'read'), 'missing');
  assert.equal(advice('ddl', undefined), 'missing');
  assert.equal(advice('none', 'none'), 'choice');
  const single = oracleAdvice(liveServer('single', { properties: { infrastructureEncryption: unknown('it was refused') }, parameters: { log_statement: 'none' } }));
  assert.deepEqual([single[2]?.state, single[2]?.text], ['unknown', 'could not be read']);
  assert.deepEqual(states(liveServer('flexible')), ['done', 'choice', 'choice', 'unknown', 'unknown']);
});

test('pgaudit shows keys too', () => {
  assert.equal(states(liveServer('flexible', { parameters: { ...quiet, 'pgaudit.log': 'read,write' } }))[4], 'missing');
});

test('a Single Server can encrypt twice', () => {
  const twice = oracleAdvice(liveServer('single', { properties: { infrastructureEncryption: 'Enabled' }, parameters: { log_statement: 'none' } }));
  assert.deepEqual(twice.map(({ state }) => state), ['done', 'unknown', 'done', 'choice', 'choice']);
});
