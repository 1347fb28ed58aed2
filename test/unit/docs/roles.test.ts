import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { openProgram } from '../../../src/sources/template/open-program';
import { valueAt } from '../../../src/model/value';

const folder = inRepository('docs', 'roles');
const files = readdirSync(folder);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

for (const file of files) {
  test(`docs/roles/${file} is a role that gives no data and no roles away`, () => {
    const program = openProgram({ files: [file], host: { read: (name) => (files.includes(name) ? read(name) : undefined), resolve: (_from, reference) => reference } });
    const [entry] = program.entries;
    assert.ok(entry);
    assert.deepEqual(program.problems, []);
    const [role] = program.snapshot(entry).resources;
    const actions = valueAt(role?.body, ['properties', 'permissions', 0, 'actions']) as readonly string[];
    assert.ok(actions.length > 10);
    assert.deepEqual(valueAt(role?.body, ['properties', 'permissions', 0, 'dataActions']), []);
    const writes = actions.filter((action) => !/\/read$/i.test(action));
    if (file === 'reader.bicep') assert.deepEqual(writes, []);
    for (const action of writes) assert.ok(!action.includes('*') && !action.startsWith('Microsoft.Authorization/'), action);
  });
}
