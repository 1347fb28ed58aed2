import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectionStringsIn } from '../../../../src/layers/connection-strings/carriers';
import type { Resource } from '../../../../src/model/resource';
import { createSnapshot } from '../../../../src/model/snapshot';
import { isUnknown, unknown, type Value, type ValueObject } from '../../../../src/model/value';

const app = (properties: ValueObject, key = 'main.bicep#app'): Resource => ({ key, type: 'Microsoft.Web/sites', name: 'app', existing: false, when: true, body: { properties } });
const list = (settings: ValueObject): Value => Object.entries(settings).map(([name, value]) => ({ name, value }));
const open = unknown('the parameter mode has no value');

/** What the settings say by themselves: the name, the protection, the words and the host. */
function said(...resources: readonly Resource[]): readonly string[] {
  return connectionStringsIn(createSnapshot({ origin: 'template', resources }))
    .filter(({ isSetting }) => isSetting === true)
    .map(({ name, string: { protection, words, host, rootCertificate } }) => [name, isUnknown(protection) ? 'unknown' : protection, words, host, rootCertificate ?? ''].join('|'));
}

describe('variables of the environment that say how clients use TLS', () => {
  test('are those of libpq, with its modes', () => {
    const modes = [['disable', 'plaintext'], ['Allow', 'plaintext'], ['prefer', 'plaintext'], ['require', 'unverified'], ['verify-ca', 'chain'], ['verify-full', 'verified']] as const;
    for (const [mode, protection] of modes) assert.deepEqual(said(app({ list: list({ PGSSLMODE: mode }) })), [`PGSSLMODE|${protection}|PGSSLMODE=${mode.toLowerCase()}||`]);
    for (const mode of ['', 'true', 'verify', 5]) assert.deepEqual(said(app({ list: list({ PGSSLMODE: mode }) })), []);
    assert.deepEqual(said(app({ list: list({ PGSSLMODE: open }) })), ['PGSSLMODE|unknown|||']);
  });

  test('say more together, where they are in one list or one object', () => {
    const all = { PGHOST: 'db.example.org', PGSSLMODE: 'require', PGSSLROOTCERT: '/root.pem' };
    const expected = ['PGSSLMODE|chain|PGSSLMODE=require|db.example.org|/root.pem'];
    assert.deepEqual(said(app({ list: list(all) })), expected);
    assert.deepEqual(said(app({ settings: all })), expected);
    assert.deepEqual(said(app({ list: list(all), others: list({ PGSSLMODE: 'require' }) })), [...expected, 'PGSSLMODE|unverified|PGSSLMODE=require||']);
    assert.deepEqual(said(app({ list: list(all) }), app({ list: list({ PGSSLMODE: 'require' }) }, 'main.bicep#other')), [...expected, 'PGSSLMODE|unverified|PGSSLMODE=require||']);
    for (const mode of ['disable', 'verify-full'] as const) {
      assert.match(said(app({ list: list({ ...all, PGSSLMODE: mode }) }))[0] ?? '', mode === 'disable' ? /plaintext/ : /verified/, 'a root changes nothing of other modes');
    }
  });

  test('have a root without a mode, which is told for the root alone', () => {
    assert.deepEqual(said(app({ list: list({ PGSSLROOTCERT: '/root.pem', PGHOST: 'h' }) })), ['PGSSLROOTCERT|verified||h|/root.pem']);
    assert.deepEqual(said(app({ list: list({ PGSSLROOTCERT: '/root.pem' }) })), ['PGSSLROOTCERT|verified|||/root.pem']);
    assert.deepEqual(said(app({ list: list({ PGSSLROOTCERT: open }) })), []);
  });

  test('are those of Node.js beside a connection string of the same resource', () => {
    const node = (value: Value, url: string) => said(app({ list: list({ URL: url, NODE_TLS_REJECT_UNAUTHORIZED: value }) }));
    assert.deepEqual(node('0', 'postgres://h/o'), ['NODE_TLS_REJECT_UNAUTHORIZED|unverified|NODE_TLS_REJECT_UNAUTHORIZED=0||']);
    assert.deepEqual(node('1', 'postgres://h/o'), []);
    assert.deepEqual(node('0', 'https://h/o'), []);
    assert.deepEqual(said(app({ list: list({ URL: 'postgres://h/o' }) }), app({ list: list({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }) }, 'main.bicep#other')), []);
  });

  test('are no others, and no outputs', () => {
    assert.deepEqual(said(app({ list: list({ SSLMODE: 'disable', PGHOST: 'h', PGUSER: 'u' }) })), []);
    const output = { at: { in: 'declaration', file: 'main.bicep', kind: 'output', name: 'PGSSLMODE', path: [] }, type: 'string', secure: false, value: 'disable' } as const;
    assert.deepEqual(connectionStringsIn(createSnapshot({ origin: 'template', resources: [], declarations: [output] })), []);
  });
});
