import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  planEntraAdministrator,
  validateAdministratorName,
  validateObjectId,
  type Administrator,
} from '../../../../src/engine/plans/entra-administrator';
import { settingOf } from '../../../../src/model/resource';
import { afterChanges } from '../../layers/apply-changes';
import { liveServer } from '../../layers/build-snapshot';
import { inSentences } from './take-proposal';

const ada: Administrator = {
  objectId: '1F0C4D2A-0000-4000-8000-00000000ADA0',
  name: 'ada@contoso.com',
  type: 'User',
  tenantId: '72f988bf-0000-4000-8000-000000000000',
};
const adaId = ada.objectId.toLowerCase();

describe('an Entra administrator of a Flexible Server', () => {
  const authConfig = { activeDirectoryAuth: 'Enabled', passwordAuth: 'Enabled' };

  it('is one more beside the others', () => {
    const bob = { name: 'b0b', properties: { objectId: 'b0b', principalName: 'bob@contoso.com' } };
    const context = liveServer('flexible', { properties: { authConfig }, children: { administrators: [bob] } });
    const plan = planEntraAdministrator(context.snapshot, context.server, ada);
    assert.deepEqual(plan.effects.map(({ effect }) => effect), []);
    assert.equal(plan.danger, undefined);
    assert.equal(plan.state(context.snapshot), 'not an administrator');
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), plan.wanted);
    assert.deepEqual(plan.changes.map(({ kind }) => kind), ['add']);
  });

  it('has Entra authentication switched on first where it is off or not stated, and the plan says that it restarts', () => {
    for (const properties of [{ authConfig: { activeDirectoryAuth: 'Disabled' } }, {}]) {
      const context = liveServer('flexible', { properties, children: { administrators: [] } });
      const plan = planEntraAdministrator(context.snapshot, context.server, ada);
      assert.deepEqual(plan.effects.map(({ effect }) => effect), ['restart']);
      assert.match(plan.detail.join(' '), /switched on first; the server restarts/);
      const after = afterChanges(context, plan.changes);
      assert.equal(settingOf(after.server.resource, ['properties', 'authConfig', 'activeDirectoryAuth']), 'Enabled');
      assert.equal(settingOf(after.server.resource, ['properties', 'authConfig', 'tenantId']), ada.tenantId);
      assert.deepEqual(plan.changes.map(({ kind }) => kind), ['set', 'set', 'add']);
    }
  });

  it('takes what was typed without the blanks around it', () => {
    const context = liveServer('flexible', { properties: { authConfig }, children: { administrators: [] } });
    const plan = inSentences(planEntraAdministrator(context.snapshot, context.server, { ...ada, objectId: ` ${ada.objectId} `, name: ` ${ada.name} ` }));
    assert.deepEqual(plan.changes, planEntraAdministrator(context.snapshot, context.server, ada).changes);
    assert.equal(plan.detail.length, 1);
  });

  it('is keyed by the object id, in lower case', () => {
    const context = liveServer('flexible', { properties: { authConfig }, children: { administrators: [] } });
    const [change] = planEntraAdministrator(context.snapshot, context.server, ada).changes;
    assert.ok(change?.kind === 'add');
    assert.equal(change.name, adaId);
    assert.deepEqual(change.body, { properties: { principalName: ada.name, principalType: 'User', tenantId: ada.tenantId } });
  });
});

describe('the Entra administrator of a Single Server', () => {
  it('is the only one, so another is replaced only after a second confirmation', () => {
    const bob = { name: 'activeDirectory', properties: { login: 'bob@contoso.com', sid: 'b0b' } };
    const context = liveServer('single', { children: { administrators: [bob] } });
    const plan = planEntraAdministrator(context.snapshot, context.server, ada);
    assert.deepEqual(plan.effects.map(({ effect }) => effect), ['replaces-list']);
    assert.deepEqual(plan.cutOff.slice(0, 1), ['bob@contoso.com can no longer sign in as an administrator by Microsoft Entra.']);
    assert.equal(plan.danger?.question, 'Replace bob@contoso.com on db?');
    assert.equal(plan.state(context.snapshot), 'bob@contoso.com is administrator');
  });

  it('is told of, and the same one is not replaced by itself', () => {
    const again = { name: 'activeDirectory', properties: { login: ada.name, sid: adaId } };
    const context = liveServer('single', { children: { administrators: [again] } });
    const plan = inSentences(planEntraAdministrator(context.snapshot, context.server, ada));
    assert.deepEqual([plan.effects, plan.cutOff, plan.danger], [[], [], undefined]);
    assert.equal(plan.state(context.snapshot), plan.wanted);
    assert.match(plan.detail.join(' '), /exactly one Microsoft Entra administrator/);
    const nobody = liveServer('single', { children: { administrators: [] } });
    assert.equal(plan.state(nobody.snapshot), 'not an administrator');
  });

  it('is set where there is none', () => {
    const context = liveServer('single', { children: { administrators: [] } });
    const plan = planEntraAdministrator(context.snapshot, context.server, ada);
    assert.equal(plan.danger, undefined);
    assert.equal(plan.state(afterChanges(context, plan.changes).snapshot), 'ada@contoso.com is administrator');
  });
});

describe('what is typed for an administrator', () => {
  it('an object id is a GUID', () => {
    assert.equal(validateObjectId(ada.objectId), undefined);
    assert.equal(validateObjectId(`  ${ada.objectId} `), undefined);
    for (const bad of ['', 'ada@contoso.com', `${ada.objectId}0`, ada.objectId.replaceAll('-', '')]) assert.match(validateObjectId(bad) ?? '', /looks like/);
  });

  it('a name is neither empty nor longer than PostgreSQL keeps', () => {
    assert.equal(validateAdministratorName('dba-orders'), undefined);
    assert.match(validateAdministratorName('  ') ?? '', /Enter the name/);
    assert.equal(validateAdministratorName('ä'.repeat(31)), undefined);
    assert.match(validateAdministratorName('ä'.repeat(32)) ?? '', /63 bytes/);
  });
});
