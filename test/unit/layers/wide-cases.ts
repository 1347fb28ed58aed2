import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Judged, Layer } from '../../../src/model/layer';
import type { Kind } from '../../../src/model/resource';
import type { RuleId } from '../../../src/model/rule';
import { defaultSettings } from '../../../src/model/settings';
import type { Snapshot } from '../../../src/model/snapshot';
import type { Judgement, Verdict } from '../../../src/model/verdict';
import { openProgram } from '../../../src/sources/template/open-program';
import { applyChanges } from './apply-changes';
import { today } from './build-snapshot';
import { isCollecting, noteCase } from './case-record';

/** The password that tests write; no message may hold it. */
export const written = 's3cret-Password';

export interface WideCase {
  readonly name: string;
  /** A template in Bicep, or in ARM JSON where it is an object; or what a source read. */
  readonly template: string | object | Snapshot;
  readonly verdicts: readonly Verdict[];
  /** A part of the message of the first failure. */
  readonly says?: RegExp;
  /** Whether each failure has a fix, which is carried out. */
  readonly fixed?: true;
}

/** Reads templates by their names; the first is the one that is deployed. */
export function snapshotOf(files: Readonly<Record<string, string>>): Snapshot {
  const names = Object.keys(files);
  const program = openProgram({
    files: names.slice(0, 1),
    host: { read: (name) => files[name], resolve: (_, reference) => reference },
  });
  const [entry] = program.entries;
  assert.ok(entry !== undefined, 'is no template');
  return program.snapshot(entry);
}

function read(template: WideCase['template']): Snapshot {
  if (typeof template === 'string') return snapshotOf({ 'main.bicep': template });
  if ('referenced' in template) return template;
  const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  return snapshotOf({ 'main.json': JSON.stringify({ $schema: schema, contentVersion: '1.0.0.0', ...template }) });
}

function judge(layer: Layer, id: RuleId, snapshot: Snapshot): readonly Judgement[] {
  const context = { snapshot, today, settings: defaultSettings };
  const own = (kind: Kind | '-', judged: readonly Judged[]): readonly Judgement[] => {
    const judgements = judged.flatMap(({ rule, judgement }) => (rule.id === id ? [judgement] : []));
    for (const { verdict } of judgements) noteCase(id, kind, snapshot.origin, verdict);
    return judgements;
  };
  const ofServers = snapshot.servers
    .filter(({ kind }) => layer.appliesTo.includes(kind))
    .flatMap((server) => own(server.kind, layer.check({ ...context, server }).judgements));
  return [...own('-', layer.checkWide(context)), ...ofServers];
}

function checkCase(layer: Layer, id: RuleId, { template, verdicts, says, fixed }: WideCase): void {
  const snapshot = read(template);
  const judgements = judge(layer, id, snapshot);
  assert.deepEqual(judgements.map(({ verdict }) => verdict), verdicts, judgements.map(({ message }) => message).join('\n'));
  const failures = judgements.filter(({ verdict }) => verdict === 'fails');
  if (says !== undefined) assert.match(failures[0]?.message ?? '', says);
  assert.ok(!JSON.stringify(judgements.map(({ message, related }) => [message, related])).includes(written), 'tells a secret');
  for (const { message, fix } of failures) {
    assert.match(message, /^\S.*\.$/s, `"${message}" is no sentence`);
    assert.equal(fix !== undefined, fixed === true, `fix of ${id}`);
  }
  if (fixed === undefined) return;
  const after = judge(layer, id, applyChanges(snapshot, failures.flatMap(({ fix }) => fix?.changes ?? [])));
  assert.deepEqual(after.filter(({ verdict }) => verdict === 'fails'), [], `the fix of ${id} leaves the finding in place`);
}

/** Tests a rule on whole templates; there must be a case for each verdict, unless `always` says that it can always decide. */
export function testWideRule(layer: Layer, id: RuleId, cases: readonly WideCase[], options: { always?: true } = {}): void {
  if (isCollecting()) {
    for (const { template } of cases) judge(layer, id, read(template));
    return;
  }
  describe(id, () => {
    for (const one of cases) {
      test(one.name, () => {
        checkCase(layer, id, one);
      });
    }
    test('has a case for each verdict', () => {
      const seen = new Set(cases.flatMap(({ verdicts }) => verdicts));
      assert.deepEqual((options.always ? (['holds', 'fails'] as const) : (['holds', 'fails', 'undecided'] as const)).filter((verdict) => !seen.has(verdict)), []);
    });
  });
}
