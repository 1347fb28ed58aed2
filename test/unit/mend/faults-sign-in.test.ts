import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { describeFaults } from './fault-matrix';
import { samplePlans, signInPlans } from './sample-plans';

test('every remedy has a sample plan', () => {
  const table = readFileSync(inRepository('src', 'vscode', 'mend', 'remedies.ts'), 'utf8');
  const [, list = ''] = /remedies: readonly Remedy\[\] = \[([^\]]*)\]/.exec(table) ?? [];
  const named = list.split(/[\s,]+/).filter((name) => /^\w+$/.test(name));
  assert.ok(named.length > 10);
  const covered = new Set(samplePlans.map(({ remedy }) => remedy));
  assert.deepEqual(named.filter((name) => !covered.has(name)), []);
});

await describeFaults('sign-in', signInPlans);
