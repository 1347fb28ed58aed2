import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingOf } from '../../../../src/model/resource';
import { isUnknown } from '../../../../src/model/value';
import { flexibleServerVersions } from '../../../../src/sources/template/registry-modules/flexible-server';
import { Opened } from './open';

const latest = flexibleServerVersions.at(-1) ?? '';
const using = `using 'br/public:avm/res/db-for-postgre-sql/flexible-server:${latest}'`;
const opened = (text: string, more: Readonly<Record<string, string>> = {}): Opened =>
  new Opened({ 'pg.bicepparam': `${using}\n${text}`, ...more }, ['pg.bicepparam']);

describe('a parameters file that uses a module of a registry', () => {
  it('is a server with what it gives', () => {
    const file = opened(`var open = 'Enabled'\nparam name = 'pg'\nparam publicNetworkAccess = open`);
    assert.deepEqual(file.program.entries, [{ file: 'pg.bicepparam' }]);
    const [server] = file.snapshot.servers;
    assert.equal(server?.resource.name, 'pg');
    const at = { in: 'resource', key: server.resource.key, path: ['properties', 'network', 'publicNetworkAccess'] } as const;
    assert.equal(settingOf(server.resource, at.path), 'Enabled');
    assert.equal(file.located(at)[0], 'pg.bicepparam: open');
    const mended = file.mend({ kind: 'set', at, value: 'Disabled' });
    assert.match(mended?.files['pg.bicepparam'] ?? '', /var open = 'Disabled'/);
  });

  it('is found at its reference where it does not say anything', () => {
    const file = opened(`param name = 'pg'`);
    const [server] = file.snapshot.servers;
    assert.ok(server);
    assert.match(file.located({ in: 'resource', key: server.resource.key, path: ['properties', 'backup'] })[0] ?? '', /^pg\.bicepparam: br\/public:avm/);
  });

  it('leaves open what the file that it extends may give', () => {
    const file = opened(`extends 'base.bicepparam'\nparam name = 'pg'`, { 'base.bicepparam': `using none\nparam publicNetworkAccess = 'Enabled'` });
    const [server] = file.snapshot.servers;
    assert.equal(server?.resource.name, 'pg');
    assert.ok(isUnknown(settingOf(server.resource, ['properties', 'network', 'publicNetworkAccess']) ?? null));
  });

  it('is nothing for a module that is not known', () => {
    const file = new Opened({ 'a.bicepparam': `using 'br/public:avm/res/sql/server:0.1.0'\nparam name = 'x'` });
    assert.deepEqual([file.program.entries, file.program.problems()], [[], []]);
  });
});
