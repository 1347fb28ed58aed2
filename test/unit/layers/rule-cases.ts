import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../../../src/model/fix';
import type { Judged, Layer } from '../../../src/model/layer';
import type { Context, RuleId } from '../../../src/model/rule';
import type { Judgement, Verdict } from '../../../src/model/verdict';
import { afterChanges } from './apply-changes';
import { isCollecting, noteCase, noteFailing } from './case-record';

export interface RuleCase {
  readonly name: string;
  readonly context: Context;
  /** What the rule says, once for each thing that it judges. */
  readonly verdicts: readonly Verdict[];
  /** A part of the message of the first failure. */
  readonly says?: RegExp;
  /** The effect of each failure's fix; without it no fix is expected. */
  readonly effect?: Effect;
}

export function judgementsOf(layer: Layer, id: RuleId, context: Context): readonly Judgement[] {
  const of = (judged: readonly Judged[]): readonly Judgement[] => judged.flatMap(({ rule, judgement }) => (rule.id === id ? [judgement] : []));
  const own = of(layer.check(context).judgements);
  const wide = of(layer.checkWide(context));
  if (own.some(({ verdict }) => verdict === 'fails')) noteFailing(id, context);
  for (const { verdict } of own) noteCase(id, context.server.kind, context.snapshot.origin, verdict);
  for (const { verdict } of wide) noteCase(id, '-', context.snapshot.origin, verdict);
  return [...own, ...wide];
}

function checkCase(layer: Layer, id: RuleId, { context, verdicts, says, effect }: RuleCase): void {
  const judgements = judgementsOf(layer, id, context);
  assert.deepEqual(
    judgements.map(({ verdict }) => verdict),
    verdicts,
    judgements.map(({ message }) => message).join('\n'),
  );
  const failures = judgements.filter(({ verdict }) => verdict === 'fails');
  if (says !== undefined) assert.match(failures[0]?.message ?? '', says);
  for (const { message, fix } of failures) {
    assert.match(message, /^\S.*\.$/s, `"${message}" is no sentence`);
    assert.equal(fix?.effect, effect, `effect of the fix of ${id}`);
  }
  if (effect === undefined) return;
  const changes = failures.flatMap(({ fix }) => fix?.changes ?? []);
  const after = judgementsOf(layer, id, afterChanges(context, changes));
  assert.deepEqual(after.filter(({ verdict }) => verdict === 'fails'), [], `the fix of ${id} leaves the finding in place`);
}

/** Tests one rule; there must be a case in which it fails, and unless `always` is set those in which it holds and cannot decide. */
export function testRule(layer: Layer, id: RuleId, cases: readonly RuleCase[], options: { always?: true } = {}): void {
  if (isCollecting()) {
    for (const { context } of cases) judgementsOf(layer, id, context);
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
      const wanted: Verdict[] = options.always ? ['fails'] : ['holds', 'fails', 'undecided'];
      assert.deepEqual(wanted.filter((verdict) => !seen.has(verdict)), []);
    });
  });
}

/** The words that sum a layer up. */
export function textOf(layer: Layer, context: Context): string {
  return layer.check(context).text;
}
