import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { onInterrupt } from '../../../src/cli/on-interrupt';

test('Ctrl+C and a time limit let a command end by itself, and a second one does not wait for it', () => {
  const process = new EventEmitter();
  let ended = 0;
  onInterrupt(process, () => (ended += 1));
  for (const [index, signal] of ['SIGINT', 'SIGTERM'].entries()) {
    process.emit(signal);
    assert.equal(ended, index + 1);
    // Nobody listens any more, so that Node.js ends the program.
    assert.equal(process.listenerCount(signal), 0);
  }
});
