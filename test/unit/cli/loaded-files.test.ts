import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createWorkFolders } from '../../../src/cli/work-folders';
import { withFolder } from './temporary-folder';

test('templates load files of their repository and of the working directory, wherever links lead', () =>
  withFolder({ 'repository/infra/main.bicep': '', 'repository/shared/a.json': '', 'here/b.json': '', 'secret.txt': '' }, (folder) => {
    mkdirSync(join(folder, 'repository', '.git'));
    const path = (...parts: string[]): string => join(folder, ...parts);
    const mayLoad = createWorkFolders(path('here'), [path('repository', 'infra', 'main.bicep')]);
    assert.equal(mayLoad(path('repository', 'shared', 'a.json')), true);
    assert.equal(mayLoad(path('here', 'b.json')), true);
    assert.equal(mayLoad(path('secret.txt')), false);
    symlinkSync(path('secret.txt'), path('here', 'link.txt'));
    assert.equal(mayLoad(path('here', 'link.txt')), false);
    // A folder whose name only begins like one of them is another one.
    mkdirSync(path('here-too'));
    assert.equal(mayLoad(path('here-too')), false);
    assert.equal(createWorkFolders(path('here'), [path('here', 'b.json')])(path('repository', 'shared', 'a.json')), false);
  }));

test('what does not exist may be asked for, and is not there', () =>
  withFolder({ 'a.bicep': '' }, (folder) => {
    assert.equal(createWorkFolders(folder, [])(join(folder, '..', 'nowhere', 'x.json')), true);
  }));
