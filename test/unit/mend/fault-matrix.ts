import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultKinds, type FaultKind } from '../../../src/emulator/faults';
import { conclude, type Conclusion } from '../../../src/engine/changes/conclusion';
import { changed, seenAt, type Seen } from '../../../src/engine/changes/difference';
import { landed } from '../../../src/engine/changes/landed';
import { placeOf } from '../../../src/engine/changes/place';
import { refusal } from '../../../src/engine/changes/refusal';
import type { Plan } from '../../../src/engine/plan';
import { planUndo } from '../../../src/engine/plans/undo';
import { layers } from '../../../src/layers/catalog';
import type { Change } from '../../../src/model/fix';
import { childNeeds, type Need } from '../../../src/model/layer';
import type { Subject } from '../../../src/model/rule';
import type { Snapshot } from '../../../src/model/snapshot';
import type { AzureSource } from '../../../src/sources/azure/azure-source';
import { fleetWithCluster } from '../sources/azure/emulated-cluster';
import { emulate } from '../sources/azure/emulated-source';
import type { SamplePlan } from './sample-plans';

/** What is not the server's own, such as locks and vaults, is neither changed nor needed here. */
const allNeeds = layers.flatMap((layer) => layer.needs);
const needs = [...childNeeds(allNeeds), ...allNeeds.filter((need) => 'extension' in need && need.extension === 'Microsoft.Insights/diagnosticSettings')];

/** Hundreds of parameters are read again only where some were changed. */
function needsAfter(changes: readonly Change[]): readonly Need[] {
  const isAboutParameters = changes.some((change) => change.kind === 'action' || JSON.stringify(change).toLowerCase().includes('/configurations'));
  return isAboutParameters ? needs : needs.filter((need) => !('type' in need && need.type.endsWith('/configurations')));
}

async function read(source: AzureSource, id: string, wanted: readonly Need[]): Promise<Subject | undefined> {
  const snapshot = await source.read(id, wanted);
  const server = snapshot.servers.find(({ resource }) => resource.key === id.toLowerCase());
  return server === undefined ? undefined : { snapshot, server };
}

export async function known(source: AzureSource, id: string, wanted: readonly Need[] = needs): Promise<Subject> {
  const found = await read(source, id, wanted);
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

/** What requests a plan comes to, whatever their values are: another row with the same tells nothing new by its faults. */
function shapeOf(changes: readonly Change[]): string {
  const shape = changes.map((change) => {
    if (change.kind === 'add') return `add ${change.type}`;
    if (change.kind !== 'set' && change.kind !== 'remove') return change.kind;
    const [, kind = '', below = ''] = /dbforpostgresql\/([^/]+)\/[^/]+(?:\/(.+)\/[^/]+)?$/.exec(change.at.key) ?? [];
    return `${change.kind} ${kind} ${below}`;
  });
  return shape.filter((part, index) => index < 2 || part !== shape[index - 1]).join();
}

/** The sample fleet is the same for every emulator, and so is what is read from it at first. */
const untouched = new Map<string, Promise<Subject>>();

function first(row: SamplePlan): Promise<Subject> {
  const key = `${row.server} ${JSON.stringify(row.first ?? [])}`;
  const found = untouched.get(key) ?? prepared(emulate({ emulator: { fleet: fleetWithCluster() } }).source, row);
  untouched.set(key, found);
  return found;
}

/** Makes of a server what a row needs, and reads it. */
async function prepared(source: AzureSource, { server, first: changes = [] }: SamplePlan): Promise<Subject> {
  if (changes.length > 0) assert.equal((await source.write(server, changes)).message, '');
  return known(source, server);
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
  const emulated = emulate({ emulator: { fleet: fleetWithCluster() }, retry: { maxRetries: 1, retryDelayInMs: 1, maxRetryDelayInMs: 1 }, timing: { busyDelaysMs: [1, 1], failedDelaysMs: [1] } });
  const { source, emulator } = emulated;
  const before = await first(row);
  for (const changes of row.first === undefined || row.first.length === 0 ? [] : [row.first]) assert.equal((await source.write(row.server, changes)).state, 'done');
  const plan = row.plan(before);
  assert.equal(refusal(before.snapshot, before.server, plan.changes), undefined);
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) emulator.faults.add({ fault, times, delayMs: 1, retryAfter: 0, match: { method, path } });
  // Nobody waits for an operation that does not end.
  const abort = new AbortController();
  const onProgress = (words: string): void => {
    if (fault === 'neverEnds' && words.startsWith('waiting for Azure')) abort.abort();
  };
  const answered = await source.write(row.server, plan.changes, { signal: abort.signal, onProgress });
  emulator.faults.reset();
  const after = (await read(source, row.server, needsAfter(plan.changes)))?.snapshot;
  const name = before.server.resource.name;
  assert.ok(typeof name === 'string');
  const conclusion = conclude({ plan, name, before: before.snapshot, answered, after });
  const say = `${row.remedy} on ${name} × ${fault} × ${times}: ${conclusion.text}`;
  if (after === undefined) {
    assert.equal(fault, 'vanish', say);
    assert.notEqual(conclusion.outcome, 'done', say);
    return conclusion;
  }
  // Each step ends old or new, and the report says which.
  const [old, now] = [places(before.snapshot, before.snapshot, plan.changes), places(before.snapshot, after, plan.changes)];
  plan.changes.forEach((change, index) => {
    const end = conclusion.ends[index];
    const isNew = landed(after, change) === 'done';
    if (change.kind !== 'action') assert.equal(end === 'done', isNew, say);
    if (!isNew && change.kind !== 'action') assert.deepEqual(now[index], old[index], `${say}: ${changed(after, change)} is neither old nor new`);
  });
  // What says the same before, as where nothing waited for a restart, proves nothing: then Azure's answer counts.
  const isReached = plan.state(after) === plan.wanted && (plan.state(before.snapshot) !== plan.wanted || answered.state === 'done');
  assert.equal(conclusion.outcome === 'done', isReached, say);
  if (conclusion.outcome !== 'done' && plan.changes.length > 1) assert.match(conclusion.text, /(Done|Not done|Not known): /, say);
  assert.ok(!/Bearer|eyJ/.test(conclusion.text), say);
  await holdUndo(source, row, before, after, conclusion, say, plan);
  return conclusion;
}

/** Undoing brings back what was there; what cannot be undone says why. */
async function holdUndo(source: AzureSource, row: SamplePlan, before: Subject, after: Snapshot, { differences, ends }: Conclusion, say: string, plan: Plan): Promise<void> {
  const done = differences.filter((_, index) => ends[index] !== 'not-done');
  const now = { snapshot: after, server: after.servers.find(({ resource }) => resource.key === row.server.toLowerCase()) ?? before.server };
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
  if (ends.includes('unknown') && answered.state !== 'done') {
    assert.match(answered.message, /is busy with another operation/, say);
    return;
  }
  assert.equal(answered.state, 'done', `${say}: undo: ${answered.message}`);
  const restored = await known(source, row.server, needsAfter(plan.changes));
  assert.deepEqual(places(before.snapshot, restored.snapshot, plan.changes), places(before.snapshot, before.snapshot, plan.changes), `${say}: undo does not restore`);
  assert.equal(undo.state(restored.snapshot), undo.wanted, say);
}

/** Each remedy goes through every fault; fixes of findings that come to the same requests go through them once. */
const kindOfRow = ({ remedy }: SamplePlan): string => (remedy.startsWith('fix of ') ? 'fix' : remedy);

/** Runs each plan without a fault, and each shape of plan with each of the ways in which the emulator lets a write go wrong. */
export async function describeFaults(name: string, rows: readonly SamplePlan[]): Promise<void> {
  const shapes = new Set<string>();
  const prepared = await Promise.all(rows.map(async (row) => ({ row, changes: row.plan(await first(row)).changes })));
  describe(`every write × every fault: ${name}`, () => {
    for (const { row, changes } of prepared) {
      const server = row.server.split('/').at(-1) ?? '';
      test(`${row.remedy} on ${server}, without a fault, is done`, async () => {
        const conclusion = await runWith(row, 'slow', 1);
        assert.equal(conclusion.outcome, 'done', conclusion.text);
      });
      const [shape, last] = [`${kindOfRow(row)} ${shapeOf(changes)}`, lastOnly(changes)];
      if (shapes.has(shape)) continue;
      shapes.add(shape);
      for (const fault of faultKinds) {
        test(`${row.remedy} on ${server} × ${fault}`, async () => {
          await runWith(row, fault, 1);
          if (sentAgain.has(fault)) await runWith(row, fault, Infinity);
          // What came before is done then, and the report has to say so.
          if (last !== undefined && fault !== 'vanish') await runWith(row, fault, Infinity, last);
        });
      }
    }
  });
}
