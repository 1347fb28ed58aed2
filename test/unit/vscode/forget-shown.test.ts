import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerForgetting } from '../../../src/vscode/forget-shown';
import type { Services } from '../../../src/vscode/services';
import type { SessionState } from '../../../src/vscode/session';
import { clouds } from '../../../src/sources/azure/cloud';

const signedIn = (owner: string): SessionState => ({ kind: 'signed-in', to: 'azure', label: owner, cloud: clouds.public, owner });

/** Goes through states of a sign-in, and says after which of them everything was emptied. */
function emptiedAfter(...states: readonly SessionState[]): readonly number[] {
  let state: SessionState = { kind: 'signed-out' };
  let listener = (): void => undefined;
  const emptied: string[] = [];
  const part = (name: string) => ({ clear: () => void emptied.push(name) });
  const session = {
    get state() {
      return state;
    },
    onDidChange: (heard: () => void) => {
      listener = heard;
      return { dispose: () => undefined };
    },
  };
  registerForgetting({ session, comparisons: part('comparisons'), diagnoses: part('diagnoses'), previews: part('previews') } as unknown as Services);
  return states.flatMap((next, index) => {
    state = next;
    listener();
    const all = emptied.splice(0).sort().join();
    assert.ok(all === '' || all === 'comparisons,diagnoses,previews', all);
    return all === '' ? [] : [index];
  });
}

test('what is shown of servers goes with whoever saw it', () => {
  const [alex, kim] = [signedIn('alex'), signedIn('kim')];
  assert.deepEqual(emptiedAfter(alex, { kind: 'signed-out' }), [1]);
  assert.deepEqual(emptiedAfter(alex, { kind: 'signing-in' }, alex, { kind: 'signing-in' }, kim), [4], 'who thinks better of it keeps what they had');
  assert.deepEqual(emptiedAfter(alex, { kind: 'failed', message: 'No.' }, kim), [1]);
  assert.deepEqual(emptiedAfter({ kind: 'signing-in' }, alex), [], 'a host can be looked at by nobody, and stays');
});
