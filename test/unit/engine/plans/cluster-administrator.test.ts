import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whyNoClusterAdministrator, whyNotThisAdministrator } from '../../../../src/engine/plans/cluster-administrator';
import { planEntraAdministrator, type Administrator } from '../../../../src/engine/plans/entra-administrator';
import { planAdministratorRemoval, whyNoneMayGo } from '../../../../src/engine/plans/remove-administrator';
import { unknown } from '../../../../src/model/value';
import { liveServer, type ServerParts } from '../../layers/build-snapshot';
import { carriedOut } from './plan-cases';
import { inSentences, planOf, refusalOf } from './take-proposal';

const tenantId = '72f988bf-0000-4000-8000-000000000000';
const deployer: Administrator = { objectId: ' 1F0C4D2A-0000-4000-8000-00000000ADA0', name: ' deployer ', type: 'ServicePrincipal', tenantId };
const id = deployer.objectId.trim().toLowerCase();

const role = (name: string, objectId: string | null, roleType = 'admin') => ({ name, properties: { roleType, externalIdentity: objectId === null ? null : { objectId, principalType: 'user', tenantId } } });
const roles = [role('lee@contoso.com', 'id-of-lee'), role('dba', 'id-of-dba'), role('reader', 'id-of-reader', 'user'), role('ingest', null, 'user')];
const on = { properties: { authConfig: { activeDirectoryAuth: 'enabled', passwordAuth: 'enabled' } } };
const clusterWith = (children = roles, parts: ServerParts = {}) => liveServer('cluster', { ...on, children: { roles: children }, ...parts });

describe('an administrator of a cluster', () => {
  it('is one more role, in the words of the REST reference', () => {
    const subject = clusterWith();
    const plan = inSentences(planEntraAdministrator(subject.snapshot, subject.server, deployer));
    assert.deepEqual(plan.changes, [
      {
        kind: 'add',
        parent: subject.server.resource.key,
        type: 'Microsoft.DBforPostgreSQL/serverGroupsv2/roles',
        name: 'deployer',
        body: { properties: { roleType: 'admin', externalIdentity: { objectId: id, principalType: 'servicePrincipal', tenantId } } },
      },
    ]);
    assert.deepEqual([plan.effects, plan.cutOff], [[], []]);
    assert.equal(plan.state(subject.snapshot), 'not an administrator');
    carriedOut(subject, plan);
  });

  it('is only planned where the cluster takes Microsoft Entra, and its roles are known', () => {
    assert.equal(whyNoClusterAdministrator(clusterWith()), undefined);
    const off = { properties: { authConfig: { activeDirectoryAuth: 'disabled' } } };
    assert.match(whyNoClusterAdministrator(clusterWith(roles, off)) ?? '', /^Microsoft Entra authentication is off on db, and Azure documents no call .* portal first\.$/);
    assert.match(whyNoClusterAdministrator(clusterWith(roles, { properties: { authConfig: unknown('it was not read') } })) ?? '', /could not be read: it was not read/);
    assert.match(whyNoClusterAdministrator(clusterWith(roles, { incomplete: { roles: 'reading them was refused' } })) ?? '', /would be overwritten/);
  });

  it('overwrites no role, is nobody who is there already, and has a name that is documented', () => {
    const why = (admin: Partial<Administrator>): string => whyNotThisAdministrator(clusterWith(), { ...deployer, ...admin }) ?? '';
    assert.equal(why({}), '');
    assert.match(why({ name: 'INGEST' }), /^db has a role ingest already/);
    assert.match(why({ objectId: 'ID-OF-DBA' }), /^dba is Microsoft Entra administrator of db already/);
    assert.equal(why({ objectId: 'id-of-reader', name: 'reader2' }), '');
    for (const name of ['ada@contoso.com', 'PostgreSQL Administrators', 'jürgen']) assert.match(why({ name }), /names of roles of a cluster/, name);
  });

  it('is removed, but never the last, and not a role that is none', () => {
    const subject = clusterWith();
    const plan = planOf(planAdministratorRemoval(subject, `${subject.server.resource.key}/roles/dba`, 'ID-OF-DBA'));
    assert.match(plan.detail.join(' '), /lee@contoso\.com can still administer it\. The role dba goes from the cluster\. Undo makes it administrator again/);
    assert.equal(plan.danger?.confirm, 'Remove Myself');
    const named = planOf(planAdministratorRemoval(subject, `${subject.server.resource.key}/roles/lee@contoso.com`));
    assert.match(named.detail.join(' '), /so that Undo may be refused: the page Authentication/);
    const after = carriedOut(subject, plan);
    assert.match(whyNoneMayGo(after) ?? '', /^lee@contoso\.com is the only Microsoft Entra administrator/);
    assert.match(refusalOf(planAdministratorRemoval(subject, `${subject.server.resource.key}/roles/ingest`)), /has no such administrator/);
    assert.match(whyNoneMayGo(clusterWith(roles, { incomplete: { roles: 'reading them was refused' } })) ?? '', /so none is/);
  });
});
