import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { describeFaults } from './fault-matrix';
import { planGroups, samplePlans, signInPlans } from './sample-plans';

test('every remedy has a sample plan', () => {
  const table = readFileSync(inRepository('src', 'vscode', 'mend', 'remedies.ts'), 'utf8');
  const [, list = ''] = /remedies: readonly Remedy\[\] = \[([^\]]*)\]/.exec(table) ?? [];
  const named = list.split(/[\s,]+/).filter((name) => /^\w+$/.test(name));
  assert.ok(named.length > 10);
  const covered = new Set(samplePlans.map(({ remedy }) => remedy));
  assert.deepEqual(named.filter((name) => !covered.has(name)), []);
});

test('every sample plan goes through every fault', () => {
  const folder = inRepository('test', 'unit', 'mend');
  const files = readdirSync(folder).filter((name) => /^faults-.*\.test\.ts$/.test(name));
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const group of Object.keys(planGroups)) assert.ok(texts.some((text) => new RegExp(`describeFaults\\('[^']+', ${group}\\)`).test(text)), `no file tests ${group}`);
});

await describeFaults('administrators', signInPlans);
