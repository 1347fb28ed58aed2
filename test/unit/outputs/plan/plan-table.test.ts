import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nobodyLooked } from '../../../../src/engine/changes/cut-off';
import { planned, type Plan } from '../../../../src/engine/plan';
import { planTable } from '../../../../src/outputs/plan/plan-table';
import { liveServer } from '../../layers/build-snapshot';

const { snapshot } = liveServer('flexible', {});
const plan: Plan = { title: 'Do it', detail: [], confirm: 'Do It', changes: [], effects: [], cutOff: [], state: () => '', wanted: '' };
const row = (server: string, more: Partial<Plan>) => ({ server, where: 'rg', snapshot, plan: { ...plan, ...more } });

test('effect, cost and who is cut off have columns of their own; what nobody has looked at is said once', () => {
  const rows = [
    row('one', { effects: [planned('costs', 'Ten a month.')] }),
    row('two', { effects: [planned('restart')], cutOff: ['Roles with MD5 passwords.', nobodyLooked] }),
    row('three', { cutOff: [nobodyLooked] }),
  ];
  const table = planTable('Fix it on 3 servers', rows, [{ server: 'four', why: 'It could not be read.' }]);
  assert.match(table, /^\| one \| rg \| .* \| safe \| Ten a month\. \| nobody \|$/m);
  assert.match(table, /^\| two \| rg \| .* \| the server restarts \| none \| Roles with MD5 passwords\. \|$/m);
  assert.match(table, /^\| three \| rg \| .* \| safe \| none \| not known \|$/m);
  assert.match(table, /^Nobody has looked who is connected to two, three, so clients that are not known may be cut off there\./m);
  assert.match(table, /^- \*\*four\*\*: It could not be read\.$/m);
  assert.doesNotMatch(planTable('Fix it', [row('one', {})], []), /Nobody has looked|Left out/);
});
