import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planDeadRemoval, deadRulesOf } from '../../../../src/engine/plans/dead-rules';
import { planRuleEdit } from '../../../../src/engine/plans/edit-firewall-rule';
import { exportRules } from '../../../../src/engine/plans/export-rules';
import { planRedundantRemoval } from '../../../../src/engine/plans/redundant-rules';
import { planRuleRemoval } from '../../../../src/engine/plans/remove-firewall-rules';
import { planRuleRename, validateNewName } from '../../../../src/engine/plans/rename-firewall-rule';
import { azureServicesRules, clientsToName, planReplaceAzureServices } from '../../../../src/engine/plans/replace-azure-services';
import { planTemporaryRule } from '../../../../src/engine/plans/temporary-rule';
import { readFirewall } from '../../../../src/layers/firewall/facts';
import { endAfter, endOf, temporaryName } from '../../../../src/layers/firewall/temporary-rule';
import { inTemplate } from './in-template';
import { carriedOut, namesOf, off, range, ruleOf, withFirewall } from './plan-cases';
import { inSentences } from './take-proposal';

const office = ['office', '203.0.113.0', '203.0.113.63'] as const;
const home = ['home', '198.51.100.4'] as const;
const azure = ['AllowAll', '0.0.0.0'] as const;

for (const kind of ['flexible', 'single'] as const) {
  describe(`firewall rules of a ${kind} server`, () => {
    it('are changed in one write, which says who gets in and who no longer does', () => {
      const context = withFirewall(kind, [office, home]);
      const plan = planRuleEdit(context, ruleOf(context, 'office'), range('203.0.113.0/28'));
      assert.equal(plan.changes.length, 1);
      assert.match(plan.cutOff.join('\n'), /203\.0\.113\.16–203\.0\.113\.63/);
      assert.deepEqual([plan.danger, plan.typed], [undefined, undefined]);
      assert.deepEqual(namesOf(carriedOut(context, plan)), ['office', 'home']);
    });

    it('say what they were and what they will be, and that the last way in closes', () => {
      const context = withFirewall(kind, [home], { children: { virtualNetworkRules: [] } });
      const plan = planRuleEdit(context, ruleOf(context, 'home'), range('10.0.0.4'));
      assert.equal(plan.typed, 'db');
      assert.deepEqual(plan.effects.map(({ effect }) => effect), ['interrupts']);
      const wider = planRuleEdit(context, ruleOf(context, 'home'), range('198.51.100.0/29'));
      assert.deepEqual(wider.detail, ['Now home: 198.51.100.4, 1 address.', 'Opens the server to 7 more addresses: 198.51.100.0–198.51.100.3 and 198.51.100.5–198.51.100.7. This rule lets in the other one of 8 now.', 'Whoever connects still has to sign in.', 'Azure can take up to five minutes to apply it.']);
      const broken = withFirewall(kind, [['home', '198.51.100.9', '198.51.100.1']]);
      const mended = inSentences(planRuleEdit(broken, ruleOf(broken, 'home'), range('198.51.0.0/16')));
      assert.match(mended.detail[0] ?? '', /^Now home: a range that is not valid\.$/);
      assert.match(mended.danger?.question ?? '', /65,536/);
      const narrower = inSentences(planRuleEdit(withFirewall(kind, [office]), ruleOf(withFirewall(kind, [office]), 'office'), range('203.0.113.0/28')));
      assert.doesNotMatch(narrower.detail.join(' '), /sign in/);
    });

    it('ask twice where a change opens much, but not where it only takes away', () => {
      const context = withFirewall(kind, [['all', '0.0.0.0', '255.255.255.255'], home]);
      assert.equal(planRuleEdit(context, ruleOf(context, 'all'), range('203.0.0.0/16')).danger, undefined);
      assert.match(planRuleEdit(context, ruleOf(context, 'home'), range('203.0.0.0/16')).danger?.question ?? '', /65,536 addresses/);
      const wider = planRuleEdit(context, ruleOf(context, 'home'), range('198.51.100.0/29'));
      assert.deepEqual([wider.danger, wider.cutOff, wider.effects], [undefined, [], []]);
    });

    it('are renamed by a new rule first, so that nobody loses access', () => {
      const context = withFirewall(kind, [office, home]);
      const rule = ruleOf(context, 'office');
      assert.ok(rule.range);
      const plan = planRuleRename(context, { ...rule, range: rule.range }, 'berlin');
      assert.deepEqual(plan.changes.map(({ kind: what }) => what), ['add', 'remove']);
      assert.deepEqual(plan.cutOff, []);
      assert.match(plan.detail.join('\n'), /^Now office: 203\.0\.113\.0–203\.0\.113\.63, 64 addresses\.\n.*berlin is added .* only then office is deleted/);
      assert.deepEqual([...namesOf(carriedOut(context, plan))].sort(), ['berlin', 'home']);
    });

    it('cannot be renamed in capitals only, which would delete them, nor to what is there', () => {
      const context = withFirewall(kind, [office, home]);
      const rule = ruleOf(context, 'office');
      assert.match(validateNewName(rule, 'Office', ['office', 'home']) ?? '', /capitals/);
      assert.match(validateNewName(rule, 'HOME', ['office', 'home']) ?? '', /has a rule home already/);
      assert.match(validateNewName(rule, 'office', ['office', 'home']) ?? '', /already/);
      assert.equal(validateNewName(rule, 'berlin', ['office', 'home']), undefined);
    });

    it('are deleted several at once, with each named and who loses access', () => {
      const context = withFirewall(kind, [office, home, ['partner', '203.0.113.8', '203.0.113.99']]);
      const plan = planRuleRemoval({ subject: context, rules: [ruleOf(context, 'office'), ruleOf(context, 'partner')] });
      assert.match(plan.title, /Delete 2 firewall rules/);
      assert.match(plan.detail.join('\n'), /office \(64 addresses\), partner \(92 addresses\)/);
      assert.ok(plan.cutOff.length > 0);
      assert.doesNotMatch(plan.detail.join(' '), /Nobody loses access/);
      assert.equal(plan.typed, undefined);
      assert.deepEqual(namesOf(carriedOut(context, plan)), ['home']);
    });

    it('are told one by one, by what they let in and until when', () => {
      const detail = (...rows: Parameters<typeof withFirewall>[1]) => {
        const context = withFirewall(kind, rows);
        const plan = inSentences(planRuleRemoval({ subject: context, rules: readFirewall(context).rules }));
        return [plan.title, plan.confirm, plan.detail[0]];
      };
      assert.deepEqual(detail(home), ['Delete firewall rule home from db', 'Delete Rule', 'home: 198.51.100.4, 1 address.']);
      assert.deepEqual(detail(azure)[2], 'AllowAll: every service in Azure.');
      assert.deepEqual(detail(['odd', '198.51.100.9', '198.51.100.1'])[2], 'odd: a range that is not valid.');
      assert.deepEqual(detail(['visit-until-20261125T0530Z', '198.51.100.7'])[2], 'visit-until-20261125T0530Z: 198.51.100.7, 1 address, to be gone at 2026-11-25 05:30 UTC.');
      assert.deepEqual(detail(home, azure, ['odd', 'x', 'y']), ['Delete 3 firewall rules from db', 'Delete Rules', 'home (1 address), AllowAll (every service in Azure), odd (not valid).']);
    });

    it('are only counted beyond a dozen', () => {
      const rows = (count: number) => Array.from({ length: count }, (_, index) => [`r${index}`, `203.0.113.${index}`] as const);
      const first = (count: number): string => {
        const context = withFirewall(kind, rows(count));
        return planRuleRemoval({ subject: context, rules: readFirewall(context).rules }).detail[0] ?? '';
      };
      assert.match(first(12), /r10 \(1 address\), r11 \(1 address\)\.$/);
      assert.match(first(14), /r11 \(1 address\) and 2 more\.$/);
    });

    it('have the name of the server typed when the last of them goes, but not while a private endpoint leads there', () => {
      const none = { children: { virtualNetworkRules: [] } };
      const context = withFirewall(kind, [home], none);
      const remove = (subject: typeof context) => planRuleRemoval({ subject, rules: readFirewall(subject).rules });
      assert.equal(remove(context).typed, 'db');
      assert.match(remove(context).cutOff.join('\n'), /closes the only way in/);
      const endpoint = { privateEndpointConnections: [{ properties: { privateLinkServiceConnectionState: { status: 'Approved' } } }] };
      assert.equal(remove(withFirewall(kind, [home], { properties: endpoint, ...none })).typed, undefined);
    });

    it('cut nobody off where another rule lets in the same addresses', () => {
      const context = withFirewall(kind, [office, ['printer', '203.0.113.7']]);
      const plan = planRuleRemoval({ subject: context, rules: [ruleOf(context, 'printer')] });
      assert.deepEqual([plan.cutOff, plan.effects, plan.typed], [[], [], undefined]);
      assert.match(plan.detail.join('\n'), /Nobody loses access/);
    });

    it('are not taken for gone where they could not be read again', () => {
      const context = withFirewall(kind, [home]);
      const plan = planRuleRemoval({ subject: context, rules: readFirewall(context).rules });
      const unread = withFirewall(kind, [], { incomplete: { firewallRules: 'reading them was refused' } });
      assert.equal(plan.state(unread.snapshot), 'home: not known, reading them was refused');
      assert.notEqual(plan.state(unread.snapshot), plan.wanted);
    });

    it('that add nothing go together: duplicates, contained ones, also through a third', () => {
      const context = withFirewall(kind, [office, ['same', '203.0.113.0', '203.0.113.63'], ['floor', '203.0.113.0', '203.0.113.15'], ['printer', '203.0.113.7'], home]);
      const plan = planRedundantRemoval(context);
      assert.ok(plan);
      assert.deepEqual(plan.cutOff, []);
      assert.match(plan.detail.join('\n'), /same has the same addresses as office/);
      assert.deepEqual(namesOf(carriedOut(context, plan)), ['office', 'home']);
      assert.equal(planRedundantRemoval(withFirewall(kind, [office, home])), undefined);
      assert.equal(planRedundantRemoval(withFirewall(kind, [office, ['same', '203.0.113.0', '203.0.113.63']], off[kind])), undefined);
    });

    it('stay where only a rule for a while, for the internet or for Azure covers them', () => {
      for (const wide of [['visit-until-20261125T0530Z', '198.51.100.0', '198.51.100.15'], ['all', '0.0.0.0', '255.255.255.255'], azure] as const) {
        assert.equal(planRedundantRemoval(withFirewall(kind, [home, wide])), undefined, wide[0]);
      }
    });

    it('for named clients take the place of all of Azure, and come before it goes', () => {
      const context = withFirewall(kind, [azure, office]);
      const named = [{ name: 'allow-198-51-100-9', range: range('198.51.100.9') }];
      const plan = planReplaceAzureServices(context, azureServicesRules(readFirewall(context).rules), named);
      assert.deepEqual(plan.changes.map(({ kind: what }) => what), ['add', 'remove']);
      assert.match(plan.cutOff.join('\n'), /Services in Azure that came in by the rule AllowAll/);
      assert.deepEqual([plan.title, plan.danger, plan.typed], ['Replace “every service in Azure” by a named rule on db', undefined, undefined]);
      assert.deepEqual(plan.effects.map(({ effect }) => effect), ['interrupts']);
      assert.match(plan.detail.join('\n'), /^• allow-198-51-100-9: 198\.51\.100\.9, 1 address\n.*only then AllowAll \(0\.0\.0\.0\) is deleted\./);
      assert.deepEqual(namesOf(carriedOut(context, plan)), ['office', 'allow-198-51-100-9']);
    });

    it('that replace all of Azure ask about a wide one, and about the last way in', () => {
      const context = withFirewall(kind, [azure, ['Azure2', '0.0.0.0']], { children: { virtualNetworkRules: [] } });
      const open = azureServicesRules(readFirewall(context).rules);
      const wide = [{ name: 'one', range: range('198.51.100.9') }, { name: 'two', range: range('203.0.0.0/16') }];
      const plan = planReplaceAzureServices(context, open, wide);
      assert.match(plan.danger?.question ?? '', /65,536 addresses/);
      assert.equal(plan.title, 'Replace “every service in Azure” by 2 named rules on db');
      assert.match(plan.detail.join('\n'), /only then AllowAll and Azure2 \(0\.0\.0\.0\) are deleted/);
      assert.deepEqual(namesOf(carriedOut(context, plan)), ['one', 'two']);
      assert.equal(planReplaceAzureServices(context, open, [{ name: 'vnet', range: range('10.0.0.4') }]).typed, 'db');
    });

    it('for a while say their end, in the plan and in their name', () => {
      const context = withFirewall(kind, [office]);
      const end = endAfter(Date.UTC(2026, 10, 24, 21, 30), 8);
      const plan = planTemporaryRule(context, temporaryName('desk', end), range('198.51.100.7'), end);
      assert.match(plan.detail.join('\n'), /gone at 2026-11-25 05:30 UTC/);
      const [, name] = namesOf(carriedOut(context, plan));
      assert.equal(endOf(name ?? ''), end);
    });

    it('are written as a template that deploys them again', () => {
      const context = withFirewall(kind, [office, home]);
      const template = exportRules(context, readFirewall(context).rules);
      assert.deepEqual(inTemplate(template), [
        ['office', '203.0.113.0', '203.0.113.63'],
        ['home', '198.51.100.4', '198.51.100.4'],
      ]);
    });
  });
}

describe('clients that were seen', () => {
  it('are sorted by whether a rule of their own lets them in', () => {
    const { rules } = readFirewall(withFirewall('flexible', [azure, ['odd', 'x', 'y'], home, office]));
    assert.deepEqual(clientsToName(rules, ['203.0.113.9', '0.0.0.0', '198.51.100.4']), { unnamed: [], named: ['203.0.113.9', '198.51.100.4'], other: ['0.0.0.0'] });
    assert.deepEqual(clientsToName(rules, ['203.0.113.9', '20.50.1.4', '20.50.1.4', '10.1.0.4', '2001:db8::7', 'not an address']), {
      unnamed: ['20.50.1.4'],
      named: ['203.0.113.9'],
      other: ['10.1.0.4', '2001:db8::7', 'not an address'],
    });
  });
});

describe('the only way in', () => {
  it('is asked about also where other ways could not be read', () => {
    const context = withFirewall('single', [home]);
    const plan = planRuleRemoval({ subject: context, rules: [ruleOf(context, 'home')] });
    assert.equal(plan.typed, 'db');
  });

  it('is not closed by what lets nobody in', () => {
    const context = withFirewall('flexible', [home, ['vnet', '10.1.0.0', '10.1.255.255']]);
    assert.equal(planRuleRemoval({ subject: context, rules: [ruleOf(context, 'vnet')] }).typed, undefined);
    assert.equal(planRuleRemoval({ subject: context, rules: [ruleOf(context, 'home')] }).typed, 'db');
  });
});

describe('rules without effect', () => {
  it('on a Single Server without public access are deleted after a warning that they would revive', () => {
    const context = withFirewall('single', [office, ['all', '0.0.0.0', '255.255.255.255']], off.single);
    const dead = deadRulesOf(context);
    assert.deepEqual([dead.rules.length, dead.revive, dead.refused], [2, true, undefined]);
    const plan = planDeadRemoval(context, dead, 'rules.json');
    assert.match(plan.detail.join('\n'), /switched on before they are gone, all of them open it again at once/);
    assert.match(plan.detail.join('\n'), /written to rules\.json/);
    assert.deepEqual([plan.cutOff, plan.typed], [[], undefined]);
    assert.deepEqual(namesOf(carriedOut(context, plan)), []);
  });

  it('on a Flexible Server cannot be deleted, as Azure refuses it', () => {
    assert.match(deadRulesOf(withFirewall('flexible', [office], off.flexible)).refused ?? '', /while its public access is off/);
    const integrated = { properties: { network: { delegatedSubnetResourceId: '/subscriptions/s/subnets/db' } } };
    assert.match(deadRulesOf(withFirewall('flexible', [office], integrated)).refused ?? '', /in a virtual network/);
    assert.match(deadRulesOf(withFirewall('flexible', [office], off.flexible)).why, /^Public access to db is off/);
    assert.match(deadRulesOf(withFirewall('flexible', [office], integrated)).why, /^db lives in a virtual network/);
    assert.deepEqual([off.flexible, integrated].map((parts) => deadRulesOf(withFirewall('flexible', [office], parts)).revive), [true, false]);
  });

  it('on a public server are those for private addresses only, which never revive', () => {
    for (const kind of ['flexible', 'single'] as const) {
      const context = withFirewall(kind, [office, ['vnet', '10.1.0.0', '10.1.255.255'], ['part', '192.168.255.0', '192.169.0.9'], ['odd', '10.0.0.9', '10.0.0.1'], azure]);
      const dead = deadRulesOf(context);
      assert.deepEqual([dead.rules.map(({ name }) => name), dead.revive, dead.refused], [['vnet'], false, undefined]);
      assert.deepEqual(namesOf(carriedOut(context, planDeadRemoval(context, dead, 'rules.json'))), ['office', 'part', 'odd', 'AllowAll']);
    }
  });
});
