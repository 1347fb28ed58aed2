import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { displayPath } from '../../../src/cli/display-path';
import { findFiles } from '../../../src/cli/find-files';
import { withFolder } from './temporary-folder';

/** Lists what is found, relative to the folder. */
async function find(folder: string, ...paths: string[]): Promise<string[]> {
  const { files } = await findFiles(paths.map((path) => join(folder, path)));
  return files.map(({ file }) => displayPath(folder, file));
}

test('a folder is searched for Bicep and JSON, without node_modules and .git', () =>
  withFolder(
    {
      'main.bicep': '',
      'deep/er/a.JSON': '',
      'deep/b.bicepparam': '',
      'deep/c.jsonc': '',
      'deep/readme.md': '',
      '.github/d.json': '',
      'node_modules/e.bicep': '',
      'deep/node_modules/x/e.bicep': '',
      '.git/f.json': '',
    },
    async (folder) => {
      assert.deepEqual(await find(folder, '.'), ['.github/d.json', 'deep/b.bicepparam', 'deep/c.jsonc', 'deep/er/a.JSON', 'main.bicep']);
    },
  ));

test('a file that is named is taken whatever it is and wherever it lies, and only once', () =>
  withFolder(
    { '.gitignore': '*', 'node_modules/a.bicep': '', 'notes.txt': '', 'b.bicep': '' },
    async (folder) => {
      assert.deepEqual(await find(folder, 'node_modules/a.bicep', 'notes.txt', 'b.bicep', './b.bicep', '.'), [
        'b.bicep',
        'node_modules/a.bicep',
        'notes.txt',
      ]);
    },
  ));

test('nested .gitignore files decide, the nearest first, up to the root of the repository', () =>
  withFolder(
    {
      '.gitignore': 'all.bicep',
      'repository/.git/info/exclude': 'private/',
      'repository/.gitignore': '/out/\n*.tmp.json\n!keep.tmp.json\n',
      'repository/all.bicep': '',
      'repository/out/a.bicep': '',
      'repository/private/a.bicep': '',
      'repository/src/out/b.bicep': '',
      'repository/src/x.tmp.json': '',
      'repository/src/keep.tmp.json': '',
      'repository/src/again/.gitignore': '!x.tmp.json\nlocal.bicep',
      'repository/src/again/x.tmp.json': '',
      'repository/src/again/local.bicep': '',
      'repository/src/sub/.git': 'gitdir: elsewhere',
      'repository/src/sub/y.tmp.json': '',
    },
    async (folder) => {
      const expected = ['src/again/x.tmp.json', 'src/keep.tmp.json', 'src/out/b.bicep', 'src/sub/y.tmp.json'];
      assert.deepEqual(await find(folder, 'repository/src'), expected.map((file) => `repository/${file}`));
      assert.deepEqual(await find(folder, 'repository'), ['all.bicep', ...expected].map((file) => `repository/${file}`));
    },
  ));

test('a folder that is named is searched although git ignores it', () =>
  withFolder({ '.git/HEAD': '', '.gitignore': 'out/', 'out/a.bicep': '', 'b.bicep': '' }, async (folder) => {
    assert.deepEqual(await find(folder, 'out'), ['out/a.bicep']);
    assert.deepEqual(await find(folder, '.'), ['b.bicep']);
  }));

test('a pattern that no expression can be made of ignores nothing', () =>
  withFolder({ '.gitignore': '[z-a]*\n(\n*\\\nb.*', 'a.bicep': '', 'b.bicep': '' }, async (folder) => {
    assert.deepEqual(await find(folder, '.'), ['a.bicep']);
  }));

test('links: no loop is entered, no file is found twice, and one that leads nowhere is told of', () =>
  withFolder({ 'a/main.bicep': '', 'other.txt': '' }, async (folder) => {
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync('self.bicep', join(folder, 'a', 'self.bicep'));
    symlinkSync('main.bicep', join(folder, 'a', 'same.bicep'));
    symlinkSync('../../other.txt', join(folder, 'a', 'outside.bicep'));
    symlinkSync('nowhere.bicep', join(folder, 'a', 'dangling.bicep'));
    symlinkSync('a', join(folder, 'folder.bicep'));
    assert.deepEqual(await find(folder, '.'), ['a/dangling.bicep', 'a/main.bicep', 'a/outside.bicep', 'a/self.bicep']);
    assert.deepEqual(await find(folder, 'folder.bicep'), [
      'folder.bicep/dangling.bicep',
      'folder.bicep/main.bicep',
      'folder.bicep/outside.bicep',
      'folder.bicep/self.bicep',
    ]);
  }));

test('paths that do not exist are told apart', () =>
  withFolder({ 'a.bicep': '' }, async (folder) => {
    const { files, missing } = await findFiles([join(folder, 'a.bicep'), join(folder, 'b.bicep'), join(folder, 'a.bicep', 'c')]);
    assert.equal(files.length, 1);
    assert.deepEqual(missing, [join(folder, 'b.bicep'), join(folder, 'a.bicep', 'c')]);
  }));

test('a folder that cannot be read is a problem, and the rest is found', () =>
  withFolder({ 'closed/a.bicep': '', 'b.bicep': '' }, async (folder) => {
    const closed = join(folder, 'closed');
    chmodSync(closed, 0o000);
    try {
      const { files, problems } = await findFiles([folder]);
      assert.ok(files.some(({ file }) => file.endsWith('b.bicep')));
      // Whoever may read everything sees no closed folder.
      const allowed = process.getuid?.() === 0;
      assert.deepEqual(problems, allowed ? [] : [{ file: closed, message: 'cannot be opened: access is denied.' }]);
    } finally {
      chmodSync(closed, 0o700);
    }
  }));

test('paths are shown relative to the working directory where below it', () => {
  assert.equal(displayPath('/here', '/here/a/b.bicep'), 'a/b.bicep');
  assert.equal(displayPath('/here', '/here/..a'), '..a');
  assert.equal(displayPath('/work', '/work'), '.');
  assert.equal(displayPath('/work', '/other/b.bicep'), '/other/b.bicep');
  assert.equal(displayPath('/work', '/'), '/');
});
