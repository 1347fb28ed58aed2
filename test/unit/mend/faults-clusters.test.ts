import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { remediesOfClusters } from '../../../src/engine/plans/mended-by';
import { clusterPlans } from './cluster-plans';
import { describeFaults } from './fault-matrix';

test('every remedy of clusters has a sample plan, and is offered for them', () => {
  assert.deepEqual([...new Set(clusterPlans.map(({ remedy }) => remedy))].sort(), [...remediesOfClusters].sort());
  const root = inRepository('src', 'vscode');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const texts = files.map((name) => readFileSync(join(root, name), 'utf8'));
  const offered = texts.flatMap((text) => {
    const shared = /const kinds = \[[^\]]*'cluster'/.test(text);
    return [...text.matchAll(/: Remedy = \{\s*id: '(\w+)'[^}]*?(?:kinds: \[([^\]]*)\]|\bkinds\b,)/g)].flatMap(([, id = '', kinds]) => ((kinds === undefined ? shared : kinds.includes('cluster')) ? [id] : []));
  });
  assert.deepEqual(offered.sort(), [...remediesOfClusters].sort());
});

await describeFaults('clusters', clusterPlans);
