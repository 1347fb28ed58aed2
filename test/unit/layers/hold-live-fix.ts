import assert from 'node:assert/strict';
import { check } from '../../../src/engine/check';
import { isLiveFix, planFindingFix } from '../../../src/engine/plans/finding-fix';
import { levelIn, profiles, type Profile } from '../../../src/engine/profile';
import { layers } from '../../../src/layers/catalog';
import type { Finding } from '../../../src/model/finding';
import type { Context, Level } from '../../../src/model/rule';
import type { Snapshot } from '../../../src/model/snapshot';
import { applyChanges } from './apply-changes';

const order: Readonly<Record<Level, number>> = { error: 0, warning: 1, info: 2 };

/** Closing the public way leaves firewall rules without effect, of which another rule tells; they are not removed unasked. */
const follows: Readonly<Record<string, string>> = {
  'network/public-access': 'firewall/dead-rules',
  'network/public-beside-private': 'firewall/dead-rules',
};

type Counts = ReadonlyMap<string, { readonly level: Level; readonly number: number }>;

function count(findings: readonly Finding[]): Counts {
  const counts = new Map<string, { readonly level: Level; readonly number: number }>();
  for (const { rule, level } of findings) counts.set(rule.id, { level, number: (counts.get(rule.id)?.number ?? 0) + 1 });
  return counts;
}

/** Whether a fix was offered on the live server, and whether one was carried out. */
export interface Held {
  readonly offered: boolean;
  readonly applied: boolean;
}

/** Carries out each fix of a rule's findings on a live server, as it is planned, and holds it to its promise: the finding goes, and nothing as bad comes. */
export function holdLiveFixes(id: string, { snapshot, server, settings, today, now }: Context): Held {
  const findingsOf = (of: Snapshot, profile: Profile): readonly Finding[] =>
    check(of, { layers, profile, settings, today, ...(now === undefined ? {} : { now }) }).findings.filter(({ outcome }) => outcome === 'fail');
  const number = (counts: Counts, rule: string): number => counts.get(rule)?.number ?? 0;
  const findings = findingsOf(snapshot, 'all');
  const before = count(findings);
  const own = findings.filter(({ rule }) => rule.id === id);
  const live = own.filter(isLiveFix);
  for (const finding of live) {
    const plan = planFindingFix(snapshot, server, finding);
    assert.ok(plan, `${id} cannot be planned`);
    const mended = applyChanges(snapshot, plan.changes);
    assert.ok(number(count(findingsOf(mended, 'all')), id) < number(before, id), `"${plan.title}" leaves the finding`);
    assert.equal(plan.state(mended), plan.wanted);
    for (const profile of profiles) {
      const level = levelIn(profile, finding.rule, settings);
      // A value that somebody asks for may be one that another rule warns of.
      if (level === 'off' || finding.rule.wish !== undefined) continue;
      // What another finding hid before is not new.
      for (const [rule, after] of count(findingsOf(mended, profile))) {
        if (order[after.level] <= order[level] && follows[id] !== rule) assert.ok(after.number <= number(before, rule), `"${plan.title}" brings ${rule} (${profile})`);
      }
    }
  }
  return { offered: own.some(({ fix }) => fix !== undefined), applied: live.length > 0 };
}
