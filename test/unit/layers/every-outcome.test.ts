import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRepository } from '../../../scripts/repository';
import { layers } from '../../../src/layers/catalog';
import type { Context, RuleMeta } from '../../../src/model/rule';
import type { Verdict } from '../../../src/model/verdict';
import { caseKey, collect } from './case-record';
import { holdLiveFixes } from './hold-live-fix';

const outcomes: readonly Verdict[] = ['holds', 'fails', 'undecided'];

const { seen, failing } = collect();
const folder = inRepository('test', 'unit', 'layers');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts') && !file.includes('every-outcome'));
for (const file of files) await import(pathToFileURL(join(folder, file)).href);

/** What cannot come to be, and why: by the rule, with the kind of server where not all are meant, and the outcome. */
const impossible: Readonly<Record<string, string>> = {
  'lifecycle/retired-service holds': 'a Single Server is retired whatever its settings are',
  'lifecycle/retired-service undecided': 'a Single Server is retired whatever its settings are',
  'lifecycle/retiring-cluster holds': 'the service of a cluster ends whatever its settings are',
  'lifecycle/retiring-cluster undecided': 'the service of a cluster ends whatever its settings are',
  'access/insecure-parameter undecided': 'whether a parameter is secure is always written',
  'access/secret-default undecided': 'a default that is computed is no text that somebody wrote',
  'access/connection-string-password undecided': 'a text of which too little is known is no connection string',
};

function reasonAgainst(key: string): string | undefined {
  const [rule = '', kind = '', origin = '', verdict = ''] = key.split(' ');
  return impossible[`${rule} ${verdict}`] ?? impossible[`${rule} ${kind} ${verdict}`] ?? impossible[`${rule} ${kind} ${origin} ${verdict}`];
}

const wantedOf = ({ id, appliesTo, surface }: RuleMeta): readonly string[] =>
  (appliesTo.length === 0 ? (['-'] as const) : appliesTo).flatMap((kind) => surface.flatMap((origin) => outcomes.map((verdict) => caseKey(id, kind, origin, verdict))));

const wanted = layers.flatMap(({ rules }) => rules).flatMap(wantedOf);

// Some cases are judged by the tests of the files themselves, so that this is asked when all of them are over.
after(() => {
  assert.ok(files.length > 20 && wanted.length > 1000, 'the cases were not found');
  const missing = wanted.filter((key) => !seen.has(key) && reasonAgainst(key) === undefined);
  assert.deepEqual(missing, [], 'rules that no test has hold, fail or stay undecided on a kind of server from a source: add a row to outcome-table.ts');
  const proven = wanted.filter((key) => seen.has(key) && reasonAgainst(key) !== undefined);
  assert.deepEqual(proven, [], 'called impossible, and there is a case');
});

/** Fixes that are for a template or other hands, although their rule judges live servers too. */
const elsewhere: Readonly<Record<string, string>> = {
  'backup/geo-redundancy': 'chosen when a server is created',
  'encryption/double-encryption': 'chosen when a server is created',
  'entra/password-sign-in': 'a remedy of its own asks for a tested sign-in first',
  'firewall/dead-rules': 'a remedy of its own writes them to a file first',
};

/** Fixes that Azure documents no call for on a cluster, although servers have one (docs/mending.md). */
const withoutCallOnClusters: ReadonlySet<string> = new Set(['entra/password-only', 'network/public-workers', 'encryption/unversioned-key']);

/** Some cases of each rule and kind of server are enough. */
const enough = 6;
const byRule = new Map<string, Context[]>();
for (const { rule, context } of failing) {
  const name = `${rule} ${context.server.kind}`;
  byRule.set(name, [...(byRule.get(name) ?? []), context]);
}
let fixed = 0;
for (const [name, cases] of byRule) {
  const [rule = '', kind] = name.split(' ');
  test(`the fixes of ${rule} on a live ${kind ?? ''} server let the finding vanish and bring no other`, () => {
    const held = cases.slice(0, enough).map((context) => holdLiveFixes(rule, context));
    const isApplied = held.some(({ applied }) => applied);
    if (isApplied) fixed += 1;
    // Clusters of HorizonDB are only read here.
    const isElsewhere = rule in elsewhere || kind === 'horizon' || (kind === 'cluster' && withoutCallOnClusters.has(rule));
    assert.equal(isApplied, held.some(({ offered }) => offered) && !isElsewhere);
  });
}
after(() => assert.ok(fixed > 60, `only ${String(fixed)} were mended`));

test('what is called impossible is about rules', () => {
  const ids = new Set<string>(layers.flatMap(({ rules }) => rules.map(({ id }) => id)));
  for (const key of Object.keys(impossible)) assert.ok(ids.has(key.split(' ')[0] ?? ''), key);
});
