import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layers } from '../../../src/layers/catalog';
import type { Layer } from '../../../src/model/layer';
import type { Kind } from '../../../src/model/resource';
import type { Context, RuleId, RuleMeta } from '../../../src/model/rule';
import { withInside } from '../../../src/sources/database/with-inside';
import { afterChanges } from './apply-changes';
import { liveServer, templateServer } from './build-snapshot';
import { isCollecting } from './case-record';
import { rows, type OutcomeParts } from './outcome-table';
import { judgementsOf } from './rule-cases';

const builds = { template: templateServer, live: liveServer } as const;

function find(id: string): readonly [Layer, RuleMeta] {
  for (const layer of layers) {
    const rule = layer.rules.find((one) => one.id === id);
    if (rule !== undefined) return [layer, rule];
  }
  throw new Error(`there is no rule ${id}`);
}

function contextOf(origin: 'live' | 'template', kind: Kind, parts: OutcomeParts): Context {
  const context = builds[origin](kind, parts);
  if (parts.inside === undefined) return context;
  return { ...context, snapshot: withInside(context.snapshot, context.server.resource.key, parts.inside) };
}

for (const [id, kinds, given, source] of rows) {
  const [layer, rule] = find(id);
  for (const kind of kinds) {
    const outcomes = typeof given === 'function' ? given(kind) : given;
    for (const origin of rule.surface.filter((one) => source === undefined || one === source)) {
      for (const [outcome, parts] of Object.entries(outcomes as Readonly<Record<string, OutcomeParts>>)) {
        const context = contextOf(origin, kind, parts);
        if (isCollecting()) {
          judgementsOf(layer, id as RuleId, context);
          continue;
        }
        test(`${id}: ${kind}, ${origin}: ${outcome}`, () => {
          const judgements = judgementsOf(layer, id as RuleId, context);
          const verdicts = judgements.map(({ verdict }) => verdict);
          assert.ok(verdicts.some((verdict) => verdict === outcome), verdicts.join(', '));
          if (outcome !== 'fails') assert.ok(!verdicts.includes('fails'), judgements.map(({ message }) => message).join('\n'));
          const changes = judgements.flatMap(({ verdict, fix }) => (verdict === 'fails' ? (fix?.changes ?? []) : []));
          if (outcome !== 'fails' || changes.length === 0) return;
          const after = judgementsOf(layer, id as RuleId, afterChanges(context, changes));
          assert.ok(after.every(({ verdict, fix }) => verdict !== 'fails' || fix === undefined), 'the fix leaves the finding in place');
        });
      }
    }
  }
}
