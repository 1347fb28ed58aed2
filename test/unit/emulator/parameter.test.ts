import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flexibleParameters } from '../../../src/emulator/flexible-parameters';
import { isAllowed, parameterProperties } from '../../../src/emulator/parameter';
import { singleParameters } from '../../../src/emulator/single-parameters';

const named = (name: string) => {
  const found = flexibleParameters('17').find((parameter) => parameter.name === name);
  assert.ok(found, name);
  return found;
};

test('every default is a value that the service would take, and no name comes twice', () => {
  for (const parameters of [flexibleParameters('13'), flexibleParameters('17'), singleParameters()]) {
    assert.equal(new Set(parameters.map((parameter) => parameter.name)).size, parameters.length);
    for (const parameter of parameters) {
      // The service itself reports these with a default that its own list or range does not hold.
      if (parameter.isReadOnly || parameter.name === 'ssl_max_protocol_version') continue;
      assert.ok(isAllowed(parameter, parameter.defaultValue), parameter.name);
    }
  }
});

const cases: readonly [name: string, value: string, allowed: boolean][] = [
  ['require_secure_transport', 'OFF', true],
  ['require_secure_transport', 'no', false],
  ['pgbouncer.enabled', 'true', true],
  ['logfiles.retention_days', '7', true],
  ['logfiles.retention_days', '0', false],
  ['logfiles.retention_days', '3.5', false],
  ['log_min_duration_statement', '-1', true],
  ['log_min_duration_statement', '-2', false],
  ['connection_throttle.restore_factor', '1.5', true],
  ['pgaudit.log', 'role, ddl', true],
  ['pgaudit.log', 'role,', false],
  ['azure.extensions', '', true],
  ['search_path', 'public; drop', false],
];

for (const [name, value, allowed] of cases) {
  test(`${name} ${allowed ? 'takes' : 'refuses'} '${value}'`, () => assert.equal(isAllowed(named(name), value), allowed));
}

test('the default of password_encryption depends on the version', () => {
  const initial = (version: string) => flexibleParameters(version).find((parameter) => parameter.name === 'password_encryption')?.defaultValue;
  assert.deepEqual([initial('13'), initial('14')], ['md5', 'scram-sha-256']);
});

test('Single Server says nothing of restarts', () => {
  assert.ok('isConfigPendingRestart' in parameterProperties(named('ssl'), undefined, 'flexible'));
  assert.ok(!('isConfigPendingRestart' in parameterProperties(named('ssl'), undefined, 'single')));
});
