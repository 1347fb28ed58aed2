import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { renderFacts } from '../../../scripts/docs/facts';
import { inRepository } from '../../../scripts/repository';

test('docs/facts.md is what the rules use; npm run rule-docs writes it', () => {
  const onDisk = readFileSync(inRepository('docs', 'facts.md'), 'utf8').replaceAll('\r\n', '\n');
  assert.equal(onDisk, renderFacts(), 'run npm run rule-docs');
});
