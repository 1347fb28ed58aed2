import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { planUndo } from '../../../../src/engine/plans/undo';
import { differences } from '../../../../src/engine/changes/difference';
import type { Plan } from '../../../../src/engine/plan';
import type { Subject } from '../../../../src/model/rule';
import { planAsBicep } from '../../../../src/outputs/plan/bicep';
import { requestsOf } from '../../../../src/outputs/plan/requests';
import { known } from '../../mend/fault-matrix';
import { samplePlans } from '../../mend/sample-plans';
import { send } from '../../emulator/sdk-clients';
import { fleetWithCluster } from '../../sources/azure/emulated-cluster';
import { inProcessHttpClient } from '../../../../src/emulator/in-process-http-client';
import { emulate, sourceOver } from '../../sources/azure/emulated-source';
import { Opened } from '../../sources/template/open';

/** Sends what a copied plan asks for, as the person does who has got the copy. */
async function sendAll(emulated: ReturnType<typeof emulate>, { snapshot, server }: Subject, id: string, plan: Plan): Promise<void> {
  for (const { method, path, apiVersion, body } of requestsOf(snapshot, server, id, plan.changes)) {
    const { status, json } = await send(emulated.emulator, method, `${path}?api-version=${apiVersion}`, body === undefined ? undefined : JSON.stringify(body));
    assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(json)}`);
  }
}

describe('what a copied plan asks for', () => {
  for (const { remedy, server: id, plan: make, first = [], noWayBack } of samplePlans) {
    test(`${remedy} on ${id.split('/').at(-1) ?? ''} does by itself what the plan says, and its way back too`, async () => {
      const emulated = emulate({ emulator: { fleet: fleetWithCluster() } });
      if (first.length > 0) assert.equal((await emulated.source.write(id, first)).message, '');
      const before = await known(emulated.source, id);
      const plan = make(before);
      await sendAll(emulated, before, id, plan);
      // Another source, which has not kept anything of what it read before.
      const now = (): Promise<Subject> => known(sourceOver(inProcessHttpClient(emulated.emulator)).source, id);
      const after = await now();
      assert.equal(plan.state(after.snapshot), plan.wanted);
      const copy = new Opened({ 'main.bicep': planAsBicep({ plan, ...before, id }) });
      assert.deepEqual(copy.program.problems(), []);
      const undo = planUndo(after.snapshot, after.server, { what: plan.title, who: 'alex', when: 'today', differences: differences(before.snapshot, plan.changes), effects: plan.effects, noWayBack: plan.noWayBack });
      if (typeof undo === 'string' || noWayBack === true) return;
      await sendAll(emulated, after, id, undo);
      assert.equal(undo.state((await now()).snapshot), undo.wanted);
    });
  }
});
