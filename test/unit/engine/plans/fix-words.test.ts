import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { restartLater, type Plan } from '../../../../src/engine/plan';
import { planRuleFix } from '../../../../src/engine/plans/rule-fix';
import { layers } from '../../../../src/layers/catalog';
import { settingOf } from '../../../../src/model/resource';
import type { Context, RuleId } from '../../../../src/model/rule';
import { liveServer, today } from '../../layers/build-snapshot';
import { carriedOut, withFirewall } from './plan-cases';
import { inSentences, planOf, refusalOf } from './take-proposal';

const paid = { body: { sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' } } };

function propose(of: Context, id: RuleId) {
  const proposal = planRuleFix(of, check(of.snapshot, { layers, profile: 'all', today }).findings, id);
  assert.ok(proposal, `${id} has found nothing`);
  return proposal;
}
const plan = (of: Context, id: RuleId): Plan => inSentences(planOf(propose(of, id)));
const refused = (of: Context, id: RuleId): string => refusalOf(propose(of, id));

describe('the words of a fix', () => {
  it('tell a restart that Azure makes from one that a parameter waits for', () => {
    const entra = plan(liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' } } }), 'entra/password-only');
    assert.match(entra.effects[0]?.text ?? '', /^The server restarts: connections end/);
    assert.deepEqual(entra.cutOff, ['Everybody who is connected: their sessions end when the server restarts.']);
    assert.equal(entra.title, 'Switch Microsoft Entra authentication on for db');
    const loaded = plan(liveServer('flexible', { parameters: { shared_preload_libraries: 'pg_stat_statements', 'azure.extensions': '' } }), 'audit/audit-extension');
    assert.deepEqual(loaded.effects, [{ effect: 'restart', text: restartLater }]);
    assert.match(restartLater, /^Nothing restarts now/);
    assert.deepEqual(loaded.cutOff, [], 'nobody is cut off by what waits');
  });

  it('say of a cost what is billed', () => {
    const backup = { ...paid, properties: { backup: { backupRetentionDays: 7, geoRedundantBackup: 'Enabled' }, storage: { autoGrow: 'Disabled' }, highAvailability: { mode: 'Disabled' } } };
    const server = liveServer('flexible', backup);
    assert.match(plan(server, 'backup/retention').effects[0]?.text ?? '', /more than the storage of the server are billed/);
    assert.match(plan(server, 'backup/storage-growth').effects[0]?.text ?? '', /never gets smaller again/);
    assert.match(plan(server, 'backup/standby').effects[0]?.text ?? '', /compute and storage of its own/);
  });

  it('tell of an interruption whom it is about, and of passwords that they stay as they are', () => {
    const md5 = plan(liveServer('flexible', { parameters: { password_encryption: 'md5' } }), 'access/password-hashing');
    assert.match(md5.detail.join(' '), /stay hashed as they are until each is set again/);
    const plaintext = plan(liveServer('flexible', { parameters: { require_secure_transport: 'off' } }), 'tls/require-encryption');
    assert.match(plaintext.effects[0]?.text ?? '', /refused from the next connection on/);
  });

  it('of a minimum of TLS on a Single Server tell that it enforces TLS, and whom that cuts off', () => {
    const off = liveServer('single', { properties: { sslEnforcement: 'Disabled', minimalTlsVersion: 'TLSEnforcementDisabled' } });
    const minimum = plan(off, 'tls/minimum-version');
    assert.match(minimum.cutOff.join('\n'), /Clients that connect without TLS are refused\.\nClients that cannot speak TLS 1\.2 are refused\./);
    const after = carriedOut(off, minimum);
    assert.deepEqual(['sslEnforcement', 'minimalTlsVersion'].map((name) => settingOf(after.server.resource, ['properties', name])), ['Enabled', 'TLS1_2']);
    const on = liveServer('single', { properties: { sslEnforcement: 'Enabled', minimalTlsVersion: 'TLS1_0' } });
    assert.equal(plan(on, 'tls/minimum-version').changes.length, 1);
  });

  it('say why there is no plan: an answer is needed, only a new server has it, or a cluster has no call for it', () => {
    assert.match(refused(liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Enabled' } }, children: { administrators: [] } }), 'entra/administrator'), /an answer that only a person can give: “Fix in Azure…” in the editor asks for it\.$/);
    assert.match(refused(liveServer('flexible', { ...paid, properties: { backup: { geoRedundantBackup: 'Disabled' }, dataEncryption: { type: 'SystemManaged' } } }), 'backup/geo-redundancy'), /Azure takes that only when a server is created\.$/);
    assert.match(refused(liveServer('cluster', { properties: { authConfig: { activeDirectoryAuth: 'disabled', passwordAuth: 'enabled' } } }), 'entra/password-only'), /Azure documents no call that changes it on a cluster that exists\.$/);
  });

  it('tell what was found before why that is bad, where a rule has found several things', () => {
    const both = withFirewall('flexible', [['all', '0.0.0.0', '255.255.255.255'], ['half', '0.0.0.0', '127.255.255.255'], ['office', '203.0.113.1']]);
    const [first = '', second = '', why = ''] = plan(both, 'firewall/open-to-internet').detail;
    assert.match(first, /^The rule "all" lets in/);
    assert.match(second, /^The rule "half" lets in/);
    assert.match(why, /^Anybody on the internet/);
  });
});
