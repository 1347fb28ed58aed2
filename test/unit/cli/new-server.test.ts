import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runIn } from './run-command';
import { withFolder } from './temporary-folder';

test('new-server writes a template that check has nothing against', () =>
  withFolder({}, async (folder) => {
    const written = await runIn(folder, ['new-server', '--output', 'server.bicep']);
    assert.deepEqual([written.code, written.out], [0, 'Wrote server.bicep.\n']);
    const { code } = await runIn(folder, ['check', '--fail-on', 'info', 'server.bicep']);
    assert.equal(code, 0);
  }));

test('new-server takes the language from the name of the file, or as it is told', () =>
  withFolder({}, async (folder) => {
    await runIn(folder, ['new-server', '--network', 'public', '--output', 'server.json']);
    assert.match(readFileSync(join(folder, 'server.json'), 'utf8'), /"allowedStartAddress"/);
    const { out } = await runIn(folder, ['new-server', '--language', 'json']);
    assert.match(out, /^\{\n {2}"\$schema"/);
    assert.match((await runIn(folder, ['new-server'])).out, /resource postgresServer /);
  }));

test('new-server overwrites nothing and says what it does not understand', () =>
  withFolder({ 'server.bicep': '// mine\n' }, async (folder) => {
    const { code, error } = await runIn(folder, ['new-server', '--output', 'server.bicep']);
    assert.deepEqual([code, error], [2, 'server.bicep exists already; it was left as it is.\n']);
    assert.equal(readFileSync(join(folder, 'server.bicep'), 'utf8'), '// mine\n');
    assert.match((await runIn(folder, ['new-server', '--network', 'open'])).error, /--network takes one of private, public/);
    assert.match((await runIn(folder, ['new-server', 'server.bicep'])).error, /takes options only/);
  }));
