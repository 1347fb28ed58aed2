import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oracle } from '../../../../src/layers/oracle/layer';
import { liveServer, templateServer } from '../build-snapshot';

test('the layer speaks on request only', () => {
  assert.equal(oracle.meta.onRequest, true);
});

test('a Flexible Server that allows pgcrypto', () => {
  const { facts, text } = oracle.check(liveServer('flexible', { parameters: { 'azure.extensions': 'vector,PGCRYPTO' } }));
  assert.equal(text, 'Storage encrypted, pgcrypto allowed');
  assert.deepEqual(
    facts.map((line) => line.text),
    ['storage is always encrypted by AES-256', "the service's key (default)", 'pgcrypto is allowed'],
  );
});

test('extensions that were not read are unknown', () => {
  const line = oracle.check(liveServer('flexible')).facts.at(-1);
  assert.equal(line?.state, 'unknown');
});

test('a Single Server tells about double encryption', () => {
  const { facts } = oracle.check(templateServer('single', { properties: { infrastructureEncryption: 'Enabled' } }));
  assert.ok(facts.some(({ title, text }) => title === 'Double encryption' && text === 'on'));
});
