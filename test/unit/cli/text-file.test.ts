import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createDiskHost } from '../../../src/cli/disk-host';
import { decodeText, readTextFile } from '../../../src/cli/text-file';
import { withFolder } from './temporary-folder';

test('a byte order mark says how to decode, and is no part of the text', () => {
  assert.deepEqual(decodeText(Buffer.from('\ufeffä😀\r\n')), { text: 'ä😀\r\n' });
  assert.deepEqual(decodeText(Buffer.from('\ufeff{"ä": 1}', 'utf16le')), { text: '{"ä": 1}' });
  assert.deepEqual(decodeText(Buffer.alloc(0)), { text: '' });
});

test('binary files are not text, and bytes that are no UTF-8 do not matter', () => {
  assert.deepEqual(decodeText(Buffer.from([0x7b, 0, 0x7d])), { failure: 'is a binary file, not text.' });
  assert.deepEqual(decodeText(Buffer.from([0x7b, 0xff, 0x7d])), { text: '{\ufffd}' });
});

test('a file that is too big is not read, but its beginning is', () =>
  withFolder({ 'a.json': Buffer.alloc(33 * 1024 * 1024, '{') }, (folder) => {
    const content = readTextFile(join(folder, 'a.json'));
    assert.ok('failure' in content);
    assert.equal(content.failure, 'is too big: 33 MB, and at most 32 MB are read.');
    assert.equal(content.start?.length, 64 * 1024);
  }));

test('what is no file has no text', () =>
  withFolder({ 'a/b.bicep': '' }, (folder) => {
    assert.deepEqual(readTextFile(join(folder, 'none.bicep')), { failure: 'does not exist.', missing: true });
    assert.deepEqual(readTextFile(join(folder, 'a')), { failure: 'is a folder.', missing: true });
    assert.deepEqual(readTextFile('/dev/null'), { failure: 'is not an ordinary file.' });
  }));

test('a host reads each file once, takes given texts first, and resolves references from the file that makes them', () =>
  withFolder({ 'a.bicep': 'disk', 'modules/b.bicep': 'module' }, (folder) => {
    const given = join(folder, 'a.bicep');
    const host = createDiskHost(new Map([[given, { text: 'unsaved' }]]));
    assert.equal(host.read(given), 'unsaved');
    host.release(given);
    assert.equal(host.read(given), 'unsaved');
    const other = host.resolve(given, './modules/b.bicep');
    assert.equal(host.resolve(given, 'modules\\b.bicep'), other);
    assert.equal(host.read(other), 'module');
    assert.equal(host.read(join(folder, 'none.bicep')), undefined);
  }));
