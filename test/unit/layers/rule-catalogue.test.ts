import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inRepository } from '../../../scripts/repository';
import { levelIn, profiles } from '../../../src/engine/profile';
import { layers } from '../../../src/layers/catalog';
import type { Kind } from '../../../src/model/resource';
import type { RuleMeta, Severity } from '../../../src/model/rule';

interface Entry {
  readonly severity: Severity;
  /** The level in each profile, in their order; `null` for what is no rule. */
  readonly levels: readonly string[] | null;
  readonly kinds: readonly string[];
  readonly surface: readonly string[];
  readonly peers: Readonly<Record<string, readonly string[]>>;
}

const catalogue = JSON.parse(readFileSync(inRepository('test', 'fixtures', 'rule-catalogue.json'), 'utf8')) as Readonly<Record<string, Entry>>;
const leftOut = readFileSync(inRepository('docs', 'left-out.md'), 'utf8');

const worstFirst: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** The rules of an id; those that only say what is not stated share the ids of others. */
const rules = layers.flatMap((layer) => layer.rules).filter(({ id }) => !id.endsWith('/not-stated'));
const rulesOf = (id: string): readonly RuleMeta[] => rules.filter((rule) => rule.catalogue.includes(id));

/** What docs/left-out.md says is left out of an entry: all of it, or `PGNET001 horizon`. */
const [leftOutTable = ''] = leftOut.split('## What cannot be told');
const isLeftOut = (id: string, what?: string): boolean => leftOutTable.includes(what === undefined ? `| ${id} |` : `| ${id} ${what} |`);

describe('every entry of the catalogue is one rule, or left out for a reason', () => {
  for (const [id, entry] of Object.entries(catalogue)) {
    test(id, () => {
      if (isLeftOut(id)) {
        assert.deepEqual(rulesOf(id), []);
        return;
      }
      const [rule, ...others] = rulesOf(id);
      assert.ok(rule, 'no rule has it, and docs/left-out.md does not say why');
      assert.deepEqual(others, []);
      // A rule of several entries is as severe as the worst of them.
      const severities = rule.catalogue.flatMap((one) => catalogue[one]?.severity ?? []);
      assert.equal(rule.severity, worstFirst.find((severity) => severities.includes(severity)));
      const levels = profiles.map((profile) => levelIn(profile, rule));
      assert.deepEqual(levels, entry.levels);
      const missingKinds = entry.kinds.filter((kind) => !rule.appliesTo.includes(kind as Kind) && !isLeftOut(id, kind));
      assert.deepEqual(missingKinds, [], 'kinds of server that it does not judge');
      const missingSurface = entry.surface.filter((one) => !(rule.surface as readonly string[]).includes(one) && !isLeftOut(id, one));
      assert.deepEqual(missingSurface, [], 'sources that it does not judge');
      const missingPeers = Object.entries(entry.peers).flatMap(([tool, ids]) =>
        ids.filter((peer) => rule.equivalents[tool]?.includes(peer) !== true).map((peer) => `${tool} ${peer}`),
      );
      assert.deepEqual(missingPeers, [], 'equal checks that it does not name');
    });
  }
});

test('no rule claims an id that the catalogue does not have', () => {
  assert.deepEqual(rules.flatMap(({ catalogue: ids }) => ids).filter((id) => !(id in catalogue)), []);
});

test('what is left out is in the catalogue, with a reason', () => {
  const rows = leftOutTable.split('\n').filter((line) => line.startsWith('| PG'));
  for (const row of rows) {
    const [, subject = '', reason = ''] = row.split('|').map((cell) => cell.trim());
    assert.ok((subject.split(' ')[0] ?? '') in catalogue, row);
    assert.match(reason, /^[A-Z].{20,}\.$/, row);
    const [id = '', what] = subject.split(' ');
    const judged = rulesOf(id).flatMap(({ appliesTo, surface }): readonly string[] => [...appliesTo, ...surface]);
    assert.ok(what === undefined || !judged.includes(what), `${subject} is judged all the same`);
  }
});

/** The catalogue that the fixture was made of, where it is at hand. */
const whole = process.env['POSTGRESQL_SECURITY_RULE_CATALOGUE'];

interface Given {
  readonly id: string;
  readonly severity: string;
  readonly appliesTo: readonly string[];
  readonly surface: readonly string[];
  readonly peers: readonly { readonly tool: string; readonly id: string }[];
}

test('the entries are those of the catalogue, where it is at hand', (t) => {
  if (whole === undefined) {
    t.diagnostic('Nothing was compared: the catalogue is not at hand. POSTGRESQL_SECURITY_RULE_CATALOGUE names it.');
    return;
  }
  const { rules: given } = JSON.parse(readFileSync(whole, 'utf8')) as { readonly rules: readonly Given[] };
  const kinds: Readonly<Record<string, string>> = { single: 'single', flexible: 'flexible', cosmos: 'cluster', horizondb: 'horizon' };
  assert.ok(given.length > 100);
  for (const { id, severity, appliesTo, surface, peers } of given) {
    const entry = catalogue[id];
    assert.ok(entry, id);
    assert.equal(entry.severity, severity, id);
    assert.deepEqual([...entry.kinds].sort(), appliesTo.flatMap((kind) => kinds[kind] ?? []).sort(), id);
    assert.deepEqual([...entry.surface].sort(), [...surface].sort(), id);
    for (const tool of new Set(peers.map((peer) => peer.tool))) {
      assert.ok((entry.peers[tool] ?? []).length >= new Set(peers.flatMap((peer) => (peer.tool === tool ? [peer.id] : []))).size, `${id} lacks checks of ${tool}`);
    }
  }
});
