import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from '../../../../src/engine/check';
import { planned } from '../../../../src/engine/plan';
import { isLiveFix, isMendable, planFindingFix } from '../../../../src/engine/plans/finding-fix';
import { otherRemedyFor, remedyFor } from '../../../../src/engine/plans/mended-by';
import { planRuleFix } from '../../../../src/engine/plans/rule-fix';
import { isSafeInBulk, planSafeFixes } from '../../../../src/engine/plans/safe-fixes';
import { layers } from '../../../../src/layers/catalog';
import { inResource } from '../../../../src/model/address';
import type { Finding } from '../../../../src/model/finding';
import type { Change, Effect } from '../../../../src/model/fix';
import type { Context, RuleId } from '../../../../src/model/rule';
import { liveServer, today } from '../../layers/build-snapshot';
import { carriedOut, withFirewall } from './plan-cases';
import { inSentences, planOf, refusalOf } from './take-proposal';

const context = liveServer('flexible', { properties: { network: { publicNetworkAccess: 'Enabled' } }, children: { firewallRules: [], administrators: [] } });
const { key } = context.server.resource;
const set = (name: string, of = key): Change => ({ kind: 'set', at: inResource(of, 'properties', name), value: 'Enabled' });
const child: Change = { kind: 'add', parent: key, type: `${context.server.resource.type}/configurations`, name: 'log_connections', body: { properties: { value: 'on' } } };

/** A finding of a rule on a server, with a fix that makes these changes. */
function finding(id: RuleId, changes: readonly Change[], { effect = 'safe', of = context, message = 'It is off.' }: { effect?: Effect; of?: Context; message?: string } = {}): Finding & { readonly fix: NonNullable<Finding['fix']> } {
  const layer = layers.find(({ meta }) => id.startsWith(`${meta.id}/`));
  const rule = layer?.rules.find((one) => one.id === id);
  assert.ok(layer !== undefined && rule !== undefined, id);
  const at = inResource(of.server.resource.key);
  return { rule, layer: layer.meta, level: 'warning', outcome: 'fail', server: of.server, at, message, related: [], fix: { title: 'Switch it on', effect, changes } };
}

const found = (of: Context, id: RuleId): readonly Finding[] => check(of.snapshot, { layers, profile: 'all', today }).findings.filter(({ rule }) => rule.id === id);

describe('a fix that can be carried out on a live server', () => {
  const isLive = (...changes: readonly Change[]): boolean => isLiveFix(finding('backup/storage-growth', changes));

  it('is about the server and what belongs to it, all of it', () => {
    assert.equal(isLive(set('a')), true);
    assert.equal(isLive(set('a'), child, { kind: 'action', resource: key, action: 'restart' }, { kind: 'remove', at: inResource(`${key}/firewallrules/office`) }), true);
    assert.equal(isLive(set('a'), set('a', `${key}2`)), false, 'another server whose name begins the same');
    assert.equal(isLive(set('a', '/subscriptions/s/vaults/kv')), false);
    assert.equal(isLive({ kind: 'action', resource: '/elsewhere', action: 'restart' }), false);
    assert.equal(isLive(set('a'), { kind: 'raise', resource: key, apiVersion: '2024-08-01' }), false, 'a template has versions, a server has none');
    assert.equal(isLive(), false);
  });

  it('is none that takes a new server, or a value that somebody has to give', () => {
    for (const [effect, live] of [['safe', true], ['restart', true], ['create-only', false], ['needs-value', false]] as const) {
      assert.equal(isLiveFix(finding('backup/storage-growth', [set('a')], { effect })), live, effect);
    }
  });

  it('is none of a finding that is about no server, or no place in one', () => {
    const { server, ...rest } = finding('backup/storage-growth', [set('a')]);
    assert.ok(server);
    assert.equal(isLiveFix({ ...rest, server }), true);
    assert.equal(isLiveFix(rest), false);
    assert.equal(isLiveFix({ ...rest, server, at: { in: 'file', file: 'main.bicep' } }), false);
    assert.equal(isLiveFix({ ...rest, server: liveServer('cluster').server }), false);
  });

  it('says what it does, what it means and whether there is a way back', () => {
    const plan = (effect: Effect) => planFindingFix(context.snapshot, context.server, finding('backup/storage-growth', [set('storage')], { effect }));
    const safe = plan('safe');
    assert.ok(safe);
    assert.deepEqual([safe.title, safe.effects, safe.noWayBack], ['Switch it on for db', [], undefined]);
    assert.equal(safe.detail[0], 'It is off.');
    inSentences(safe);
    assert.deepEqual(plan('restart')?.effects.map(({ effect }) => effect), ['restart']);
    assert.equal(plan('irreversible')?.noWayBack, 'What this changes cannot be changed back.');
    assert.equal(plan('create-only'), undefined);
    const { fix, ...bare } = finding('backup/storage-growth', [set('storage')]);
    assert.equal(isLiveFix({ ...bare, fix }), true);
    assert.equal(planFindingFix(context.snapshot, context.server, bare), undefined);
  });
});

describe('a remedy', () => {
  const of = (id: RuleId, server = context) => finding(id, [], { of: server });

  it('mends what a fix alone does not, on servers that are changed from here', () => {
    assert.equal(remedyFor(of('firewall/open-to-internet')), 'deleteFirewallRules');
    assert.equal(otherRemedyFor(of('firewall/open-to-internet')), 'editFirewallRule');
    assert.equal(otherRemedyFor(of('firewall/azure-services')), 'replaceAzureServices');
    assert.equal(otherRemedyFor(of('firewall/dead-rules')), undefined);
    const cluster = of('firewall/open-to-internet', liveServer('cluster'));
    assert.deepEqual([remedyFor(cluster), otherRemedyFor(cluster)], ['deleteFirewallRules', 'editFirewallRule']);
    assert.equal(remedyFor(of('tls/require-encryption', liveServer('cluster'))), undefined, 'clusters have no such remedy');
    for (const [mode, remedy] of [['enabled', 'setEntraAdministrator'], ['disabled', undefined]] as const) {
      assert.equal(remedyFor(of('entra/administrator', liveServer('cluster', { properties: { authConfig: { activeDirectoryAuth: mode } } }))), remedy, mode);
    }
    const horizon = of('firewall/open-to-internet', liveServer('horizon'));
    const { server, ...nowhere } = of('firewall/open-to-internet');
    assert.ok(server);
    for (const one of [horizon, nowhere]) assert.deepEqual([remedyFor(one), otherRemedyFor(one)], [undefined, undefined]);
  });

  it('is for what fails, not for what nobody knows', () => {
    const open = of('firewall/open-to-internet');
    assert.equal(isMendable(open), true);
    assert.equal(isMendable({ ...open, outcome: 'unknown' }), false);
    assert.equal(isMendable(of('backup/storage-growth')), false, 'it has neither a remedy nor a fix');
  });
});

describe('everything that one rule has found', () => {
  const wide = ['all', '0.0.0.0', '255.255.255.255'] as const;
  const open = withFirewall('flexible', [wide, ['half', '0.0.0.0', '127.255.255.255'], ['office', '203.0.113.1']], { children: { administrators: [], configurations: [] } });

  it('is mended by one plan, in which nothing is said or written twice', () => {
    const findings = found(open, 'firewall/open-to-internet');
    assert.equal(findings.length, 2);
    const proposal = planRuleFix(open, [...findings, ...findings], 'firewall/open-to-internet');
    assert.ok(proposal);
    const plan = planOf(proposal);
    assert.deepEqual(plan.changes.map(({ kind }) => kind), ['remove', 'remove']);
    assert.match(plan.title, / on db$/);
    assert.equal(new Set(plan.detail).size, plan.detail.length);
    assert.equal(plan.detail.length, 3, 'what each rule lets in, and once why that is bad');
    assert.equal(new Set(plan.effects.map(({ text }) => text)).size, plan.effects.length);
    assert.equal(plan.noWayBack, undefined);
    assert.match(plan.cutOff.join('\n'), /no longer/);
    assert.equal(plan.typed, undefined);
    assert.deepEqual(carriedOut(open, plan).snapshot.resources.filter(({ type }) => /firewallRules$/.test(type)).map(({ name }) => name), ['office']);
  });

  it('has the name typed where it closes the only way in', () => {
    const only = withFirewall('flexible', [wide]);
    const proposal = planRuleFix(only, found(only, 'firewall/open-to-internet'), 'firewall/open-to-internet');
    assert.ok(proposal);
    assert.equal(planOf(proposal).typed, 'db');
  });

  it('has no way back where one part of it has none', () => {
    const proposal = planRuleFix(context, [finding('backup/storage-growth', [set('storage')]), finding('backup/storage-growth', [set('backup')], { effect: 'irreversible' })], 'backup/storage-growth');
    assert.ok(proposal);
    const plan = planOf(proposal);
    assert.deepEqual([plan.noWayBack, plan.effects.map(({ effect }) => effect)], ['What this changes cannot be changed back.', ['irreversible']]);
  });

  it('is nothing where the rule has found nothing, or could not decide', () => {
    const one = finding('backup/storage-growth', [set('storage')]);
    assert.equal(planRuleFix(context, [], 'backup/storage-growth'), undefined);
    assert.equal(planRuleFix(context, [one], 'backup/retention'), undefined);
    assert.equal(planRuleFix(context, [{ ...one, outcome: 'unknown' }], 'backup/storage-growth'), undefined);
  });

  it('is refused with its reason where it cannot be mended from here', () => {
    const refused = (one: Finding): string => {
      const proposal = planRuleFix(context, [one], one.rule.id);
      assert.ok(proposal);
      return refusalOf(proposal);
    };
    assert.equal(refused(finding('backup/storage-growth', [set('a', '/elsewhere')])), 'It is off. That cannot be fixed in Azure from here.');
    assert.equal(refused(finding('entra/password-sign-in', [set('authConfig')])), 'It is off. It takes more than a plan: a sign-in is tested first. “Fix in Azure…” in the editor does both.');
    const bare = liveServer('flexible', { properties: { authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' } }, children: { administrators: [] } });
    const locks: Change = { kind: 'set', at: inResource(key, 'properties', 'authConfig', 'passwordAuth'), value: 'Disabled' };
    const proposal = planRuleFix(bare, [finding('backup/storage-growth', [locks], { of: bare })], 'backup/storage-growth');
    assert.ok(proposal);
    assert.match(refusalOf(proposal), /^Nobody could sign in to db any more/);
  });

  it('counts what can be mended and leaves the rest', () => {
    const proposal = planRuleFix(context, [finding('backup/storage-growth', [set('a', '/elsewhere')]), finding('backup/storage-growth', [set('storage')])], 'backup/storage-growth');
    assert.ok(proposal);
    assert.deepEqual(planOf(proposal).changes, [set('storage')]);
  });
});

describe('a plan without a look at each server', () => {
  it('is one that does nothing but what it is for', () => {
    const plan = planFindingFix(context.snapshot, context.server, finding('backup/storage-growth', [set('storage')]));
    assert.ok(plan);
    assert.equal(isSafeInBulk(plan), true);
    assert.equal(isSafeInBulk({ ...plan, effects: [planned('safe')] }), true);
    const danger = { question: 'Sure?', detail: 'It opens much.', confirm: 'Open' };
    for (const more of [{ effects: [planned('safe'), planned('restart')] }, { cutOff: ['ada is cut off.'] }, { danger }, { typed: 'db' }, { noWayBack: 'It is gone.' }]) assert.equal(isSafeInBulk({ ...plan, ...more }), false, JSON.stringify(more));
  });
});

describe('what is mended with others', () => {
  const safe = finding('backup/storage-growth', [set('storage')]);
  const ids = (...findings: readonly Finding[]) => planSafeFixes(context, findings).map(({ ruleId }) => ruleId);

  it('has failed, is harmless and decides nothing about who reaches the server', () => {
    assert.deepEqual(ids(safe, safe), ['backup/storage-growth']);
    assert.deepEqual(ids({ ...safe, outcome: 'unknown' }), []);
    for (const effect of ['restart', 'interrupts', 'costs', 'irreversible'] as const) assert.deepEqual(ids({ ...safe, fix: { ...safe.fix, effect } }), [], effect);
    for (const id of ['network/public-access', 'firewall/overlapping-rules', 'private-link/no-private-endpoint', 'virtual-network/no-network-rule'] as const) assert.deepEqual(ids(finding(id, [set('storage')])), [], id);
  });
});
