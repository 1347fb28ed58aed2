import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOnce } from '../../../src/layers/read-once';
import { liveServer } from './build-snapshot';

test('facts of a server are read once for each snapshot', () => {
  const seen: string[] = [];
  const read = readOnce(({ server, snapshot }) => {
    seen.push(server.kind);
    return { resources: snapshot.resources.length };
  });
  const [one, other] = [liveServer('flexible'), liveServer('single')];
  assert.equal(read(one), read({ ...one }));
  assert.equal(read(other), read(other));
  assert.deepEqual(seen, ['flexible', 'single']);
  // The same server within another snapshot may have other neighbours.
  assert.notEqual(read({ server: one.server, snapshot: other.snapshot }), read(one));
});
