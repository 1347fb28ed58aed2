import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { faultKinds, type FaultKind } from '../../../src/emulator/faults';
import { check } from '../../../src/engine/check';
import { conclude, type Conclusion } from '../../../src/engine/changes/conclusion';
import { changed, seenAt, type Seen } from '../../../src/engine/changes/difference';
import { landed } from '../../../src/engine/changes/landed';
import { placeOf } from '../../../src/engine/changes/place';
import { refusal } from '../../../src/engine/changes/refusal';
import type { Plan } from '../../../src/engine/plan';
import { isLiveFix, planFindingFix } from '../../../src/engine/plans/finding-fix';
import { planUndo } from '../../../src/engine/plans/undo';
import { layers } from '../../../src/layers/catalog';
import type { Change } from '../../../src/model/fix';
import { childNeeds } from '../../../src/model/layer';
import type { Server } from '../../../src/model/resource';
import type { Snapshot } from '../../../src/model/snapshot';
import type { AzureSource } from '../../../src/sources/azure/azure-source';
import { emulate, sampleSubscriptionList } from '../sources/azure/emulated-source';
import { inRepository } from '../../../scripts/repository';
import { samplePlans, type SamplePlan } from './sample-plans';

/** What is not the server's own, such as locks and vaults, is neither changed nor needed here. */
const needs = childNeeds(layers.flatMap((layer) => layer.needs));

interface Read {
  readonly snapshot: Snapshot;
  readonly server: Server;
}

async function read(source: AzureSource, id: string): Promise<Read | undefined> {
  const snapshot = await source.read(id, needs);
  const server = snapshot.servers.find(({ resource }) => resource.key === id.toLowerCase());
  return server === undefined ? undefined : { snapshot, server };
}

async function known(source: AzureSource, id: string): Promise<Read> {
  const found = await read(source, id);
  assert.ok(found, `${id} cannot be read`);
  return found;
}

/** What stands at the places that changes are about. */
function places(before: Snapshot, now: Snapshot, changes: readonly Change[]): readonly (Seen | undefined)[] {
  return changes.map((change) => {
    const place = placeOf(now, change) ?? placeOf(before, change);
    return place === undefined ? undefined : seenAt(now, place);
  });
}

interface Row extends SamplePlan {
  /** Whether another row sends the same requests, so that its faults tell nothing new. */
  readonly alike?: boolean;
}

/** What requests a plan comes to, whatever their values are. */
function shapeOf(changes: readonly Change[]): string {
  return changes.map((change) => (change.kind === 'add' ? `add ${change.type}` : change.kind === 'set' || change.kind === 'remove' ? `${change.kind} ${change.at.key.split('/').slice(-4, -1).join('/')}` : change.kind)).join();
}

/** Every fix that is offered on a live server of the sample fleet, once for each rule and kind of server. */
async function fixes(): Promise<Row[]> {
  const { source } = emulate();
  const lists = await Promise.all([source.servers(sampleSubscriptionList), source.singleServers(sampleSubscriptionList)]);
  const seen = new Set<string>();
  const rows: Row[] = [];
  const shapes = new Set<string>();
  for (const { id } of lists.flatMap(({ items }) => items)) {
    const { snapshot } = await known(source, id);
    for (const finding of check(snapshot, { layers, profile: 'all', today: '2026-11-25' }).servers.flatMap(({ findings }) => findings)) {
      const name = `${finding.rule.id} ${finding.server?.kind ?? ''}`;
      if (finding.outcome !== 'fail' || !isLiveFix(finding) || seen.has(name)) continue;
      seen.add(name);
      const plan = (now: Snapshot, server: Server): Plan => {
        const made = planFindingFix(now, server, finding);
        assert.ok(made);
        return made;
      };
      const shape = shapeOf(finding.fix?.changes ?? []);
      rows.push({ remedy: `fix of ${name}`, server: id, plan, alike: shapes.has(shape) });
      shapes.add(shape);
    }
  }
  return rows;
}

/** The sample fleet is the same for every emulator, and so is what is read from it at first. */
const untouched = new Map<string, Promise<Read>>();

function first(id: string): Promise<Read> {
  const found = untouched.get(id) ?? known(emulate().source, id);
  untouched.set(id, found);
  return found;
}

/** Requests that meet these are sent again, so that it makes a difference how often they meet them. */
const sentAgain: ReadonlySet<FaultKind> = new Set<FaultKind>(['busy', 'busyOperation', 'failOperation', 'serverError', 'drop', 'expired', 'claims']);

/** The part of the path by which the request of the last change is told from those before it; nothing where it is not. */
function lastOnly(changes: readonly Change[]): string | undefined {
  const [last, before] = [changes.at(-1), changes.slice(0, -1)];
  const part = (change: Change): string => (change.kind === 'add' ? `/${change.type.split('/').at(-1) ?? ''}/${change.name}` : change.kind === 'set' || change.kind === 'remove' ? change.at.key.split('/').slice(-2).join('/') : `/${change.kind}`);
  return last === undefined || before.length === 0 || before.some((change) => part(change) === part(last)) ? undefined : part(last);
}

/** Carries a plan out over a fresh emulator in which one fault waits, and holds the end to what is promised. */
async function runWith(row: SamplePlan, fault: FaultKind, times: number, path = 'Microsoft.DBforPostgreSQL'): Promise<Conclusion> {
  const emulated = emulate({ retry: { maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 }, timing: { giveUpMs: fault === 'neverEnds' ? 60 : 10_000, busyDelaysMs: [1, 1], failedDelaysMs: [1] } });
  const { source, emulator } = emulated;
  const before = await first(row.server);
  const plan = row.plan(before.snapshot, before.server);
  assert.equal(refusal(before.snapshot, before.server, plan.changes), undefined);
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) emulator.faults.add({ fault, times, delayMs: 1, retryAfter: 0, match: { method, path } });
  const answered = await source.write(row.server, plan.changes);
  emulator.faults.reset();
  const after = (await read(source, row.server))?.snapshot;
  const name = before.server.resource.name;
  assert.ok(typeof name === 'string');
  const conclusion = conclude({ plan, name, before: before.snapshot, answered, after });
  const say = `${row.remedy} on ${name} × ${fault} × ${times}: ${conclusion.text}`;
  if (fault === 'vanish') {
    assert.equal(after, undefined, say);
    assert.notEqual(conclusion.outcome, 'done', say);
    return conclusion;
  }
  assert.ok(after, say);
  // Each step ends old or new, and the report says which.
  const [old, now] = [places(before.snapshot, before.snapshot, plan.changes), places(before.snapshot, after, plan.changes)];
  plan.changes.forEach((change, index) => {
    const end = conclusion.ends[index];
    const isNew = landed(after, change) === 'done';
    if (change.kind !== 'action') assert.equal(end === 'done', isNew, say);
    if (!isNew && change.kind !== 'action') assert.deepEqual(now[index], old[index], `${say}: ${changed(after, change)} is neither old nor new`);
  });
  assert.equal(conclusion.outcome === 'done', plan.state(after) === plan.wanted, say);
  if (conclusion.outcome !== 'done' && plan.changes.length > 1) assert.match(conclusion.text, /(Done|Not done|Not known): /, say);
  assert.ok(!/Bearer|eyJ/.test(conclusion.text), say);
  await holdUndo(source, row, before, conclusion, say, plan);
  return conclusion;
}

/** Undoing brings back what was there; what cannot be undone says why. */
async function holdUndo(source: AzureSource, row: SamplePlan, before: Read, { differences, ends }: Conclusion, say: string, plan: Plan): Promise<void> {
  const done = differences.filter((_, index) => ends[index] !== 'not-done');
  const now = await known(source, row.server);
  const undo = planUndo(now.snapshot, now.server, { what: plan.title, when: 'today', who: 'alex', differences: done, effects: plan.effects, noWayBack: plan.noWayBack });
  if (typeof undo === 'string') {
    assert.match(undo, /^(There is nothing to undo: .+|“.+” cannot be undone\. .+)$/, say);
    if (differences.some(({ change }, index) => change.kind !== 'action' && ends[index] === 'done') && row.noWayBack !== true) assert.match(undo, /cannot be undone/, say);
    return;
  }
  const why = refusal(now.snapshot, now.server, undo.changes);
  if (why !== undefined) {
    assert.equal(row.noWayBack, true, `${say}: ${why}`);
    return;
  }
  const answered = await source.write(row.server, undo.changes);
  // An operation that does not end holds the server, and nothing else can be written meanwhile.
  if (ends.includes('unknown') && answered.state === 'failed') {
    assert.match(answered.message, /is busy with another operation/, say);
    return;
  }
  assert.equal(answered.state, 'done', `${say}: undo: ${answered.message}`);
  const restored = await known(source, row.server);
  assert.deepEqual(places(before.snapshot, restored.snapshot, plan.changes), places(before.snapshot, before.snapshot, plan.changes), `${say}: undo does not restore`);
  assert.equal(undo.state(restored.snapshot), undo.wanted, say);
}

describe('every write command × every fault', async () => {
  const rows: readonly Row[] = [...samplePlans, ...(await fixes())];

  test('the fixes of findings are among them', () => {
    assert.ok(rows.length > samplePlans.length + 10, String(rows.length));
  });

  test('every remedy has a sample plan', () => {
    const table = readFileSync(inRepository('src', 'vscode', 'mend', 'remedies.ts'), 'utf8');
    const [, list = ''] = /remedies: readonly Remedy\[\] = \[([^\]]*)\]/.exec(table) ?? [];
    const named = list.split(/[\s,]+/).filter((name) => /^\w+$/.test(name));
    assert.ok(named.length > 1);
    const covered = new Set(samplePlans.map(({ remedy }) => remedy));
    assert.deepEqual(named.filter((name) => !covered.has(name)), []);
  });

  for (const row of rows) {
    const name = row.server.split('/').at(-1) ?? '';
    test(`${row.remedy} on ${name}, without a fault, is done`, async () => {
      const conclusion = await runWith(row, 'slow', 1);
      assert.equal(conclusion.outcome, 'done', conclusion.text);
    });
    for (const fault of row.alike === true ? [] : faultKinds) {
      test(`${row.remedy} on ${name} × ${fault}`, async () => {
        await runWith(row, fault, 1);
        if (sentAgain.has(fault)) await runWith(row, fault, Infinity);
        const { snapshot, server } = await first(row.server);
        const last = lastOnly(row.plan(snapshot, server).changes);
        // What came before is done then, and the report has to say so.
        if (last !== undefined && fault !== 'vanish') await runWith(row, fault, Infinity, last);
      });
    }
  }
});
