import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planRuleEdit } from '../../../../src/engine/plans/edit-firewall-rule';
import { planFirewallRule } from '../../../../src/engine/plans/firewall-rule';
import { azureServicesRules, planReplaceAzureServices } from '../../../../src/engine/plans/replace-azure-services';
import { planTemporaryRule } from '../../../../src/engine/plans/temporary-rule';
import { readFirewall } from '../../../../src/layers/firewall/facts';
import { off, range, ruleOf, withFirewall } from './plan-cases';
import { inSentences } from './take-proposal';

const office = ['office', '203.0.113.0', '203.0.113.63'] as const;
const home = ['home', '198.51.100.4'] as const;
const azure = ['AllowAll', '0.0.0.0'] as const;
const everyone = ['everyone', '0.0.0.0', '255.255.255.255'] as const;
const visit = ['visit-until-20261125T0530Z', '198.51.100.0', '198.51.100.15'] as const;

type Rows = Parameters<typeof withFirewall>[1];

for (const kind of ['flexible', 'single'] as const) {
  const adding = (rows: Rows, text: string) => inSentences(planFirewallRule(withFirewall(kind, rows), 'new', range(text)));
  const opening = (rows: Rows, text: string): string => adding(rows, text).detail[0] ?? '';
  const editing = (rows: Rows, name: string, text: string) => {
    const context = withFirewall(kind, rows);
    return inSentences(planRuleEdit(context, ruleOf(context, name), range(text)));
  };

  describe(`what a new rule opens a ${kind} server to`, () => {
    it('is all of its addresses where no other rule is for them', () => {
      assert.equal(opening([office], '198.51.100.4'), 'Opens the server to 1 address: 198.51.100.4.');
      assert.equal(opening([azure, ['odd', 'x', 'y']], '198.51.100.4'), 'Opens the server to 1 address: 198.51.100.4.');
    });

    it('is nobody new where another rule lets them in, and it says which and what for the new one is then', () => {
      assert.equal(
        opening([home, office], '203.0.113.7'),
        'Lets in nobody new: the rule office lets in 203.0.113.7 already. The new rule changes nothing now; once that rule goes, the new one still lets in this address.',
      );
      assert.match(opening([everyone, office], '203.0.113.0/28'), /the rule office lets in 203\.0\.113\.0–203\.0\.113\.15 already.* these 16 addresses\.$/);
      assert.match(opening([visit, ['lasting', '198.51.100.0', '198.51.100.255']], '198.51.100.7'), /the rule lasting lets in/);
      assert.match(opening([visit], '198.51.100.7'), /the rule visit-until-20261125T0530Z lets in 198\.51\.100\.7 already/);
    });

    it('is nobody new where several rules let them in together', () => {
      const half = ['half', '203.0.113.64', '203.0.113.127'] as const;
      assert.match(opening([office, home, half], '203.0.113.0/25'), /^Lets in nobody new: the rules office and half let in 203\.0\.113\.0–203\.0\.113\.127 already\. The new rule changes nothing now; once they go, the new one still lets in these 128 addresses\.$/);
      const four = ['a', 'b', 'c', 'd', 'e'].map((name, index) => [name, `203.0.113.${index}`] as const);
      assert.match(opening(four, '203.0.113.0 - 203.0.113.4'), /the rules a, b and 3 more let in/);
    });

    it('is the rest where other rules let in a part, each address counted once', () => {
      const overlapping = ['lab', '203.0.113.32', '203.0.113.79'] as const;
      assert.equal(
        opening([office, overlapping], '203.0.113.0/25'),
        'Opens the server to 48 more addresses: 203.0.113.80–203.0.113.127. The rules office and lab let in the other 80 of 128 already.',
      );
      assert.match(opening([home], '198.51.100.4 - 198.51.100.5'), /^Opens the server to 1 more address: 198\.51\.100\.5\. The rule home lets in the other one of 2 already\.$/);
      const comb = [0, 2, 4, 6, 8].map((index) => [`r${index}`, `203.0.113.${index}`] as const);
      assert.match(opening(comb, '203.0.113.0 - 203.0.113.9'), /^Opens the server to 5 more addresses: 203\.0\.113\.1, 203\.0\.113\.3 and 3 more parts\. The rules r0, r2 and 3 more let in the other 5 of 10 already\.$/);
    });

    it('is a large part of the internet by what is newly open only', () => {
      assert.match(opening([office], '0.0.0.0/0'), /^Opens the server to 4,294,967,232 more addresses, a large part of the internet: /);
      assert.doesNotMatch(opening([everyone], '0.0.0.0/0'), /large part/);
    });

    it('is nobody new for private addresses, and for those that are left of the internet', () => {
      assert.match(opening([office], '10.0.0.4'), /private/);
      assert.match(opening([['public', '1.0.0.0', '255.255.255.255']], '0.0.0.0/0'), /^Lets in nobody new: the rule public lets in /);
    });

    it('is every service of Azure once', () => {
      assert.match(opening([everyone, office], '0.0.0.0'), /^Opens the server to every service in Azure/);
      assert.equal(opening([azure], '0.0.0.0'), 'Lets in nobody new: the rule AllowAll lets in every service in Azure already. The new rule changes nothing now; once that rule goes, the new one still lets them in.');
    });

    it('asks a second time about what the rule is for, and tells how much of that is new', () => {
      assert.deepEqual(adding([office], '203.0.112.0/23').danger, {
        question: 'Open db to 448 more addresses?',
        detail: 'The rule office lets in the other 64 of 512 already. Are all of them yours? A rule for fewer addresses is safer.',
        confirm: 'Open to 448 more addresses',
      });
      assert.deepEqual(adding([everyone], '203.0.112.0/23').danger, {
        question: 'Let 512 addresses reach db by this rule too?',
        detail: 'The rule everyone lets them in already; once that rule goes, this one still does. Are all of them yours? A rule for fewer addresses is safer.',
        confirm: 'Let In 512 addresses',
      });
      assert.equal(adding([azure], '0.0.0.0').danger?.question, 'Let every Azure service reach db by this rule too?');
    assert.match(adding([azure], '0.0.0.0').danger?.detail ?? '', /^The rule AllowAll lets them in already; once that rule goes, this one still does\. Anybody with/);
      assert.equal(adding([everyone], '203.0.113.7').danger, undefined);
    });

    it('is not certain where rules could not be read', () => {
      const context = withFirewall(kind, [], { incomplete: { firewallRules: 'reading them was refused' } });
      assert.equal(
        planFirewallRule(context, 'new', range('203.0.113.7')).detail[0],
        'Opens the server to 1 address: 203.0.113.7. Whether another rule lets it in already is not known: reading them was refused.',
      );
    });

    it('is told of a temporary rule too', () => {
      const plan = inSentences(planTemporaryRule(withFirewall(kind, [office]), 'desk-until-20261125T0530Z', range('203.0.113.7'), Date.UTC(2026, 10, 25, 5, 30)));
      assert.match(plan.detail[0] ?? '', /^Lets in nobody new: the rule office/);
      assert.match(plan.detail.join(' '), /gone at 2026-11-25 05:30 UTC/);
    });
  });

  describe(`what other addresses of a rule open a ${kind} server to`, () => {
    it('is nobody where the rule gets narrower', () => {
      assert.equal(editing([office], 'office', '203.0.113.0/28').detail[1], 'Lets in nobody new: the rule is then for 16 of the addresses that it lets in now, 203.0.113.0–203.0.113.15.');
    });

    it('is the rest where the rule gets wider', () => {
      assert.equal(
        editing([home], 'home', '198.51.100.0/29').detail[1],
        'Opens the server to 7 more addresses: 198.51.100.0–198.51.100.3 and 198.51.100.5–198.51.100.7. This rule lets in the other one of 8 now.',
      );
      assert.equal(
        editing([home, ['near', '198.51.100.6', '198.51.100.9']], 'home', '198.51.100.0/29').detail[1],
        'Opens the server to 5 more addresses: 198.51.100.0–198.51.100.3 and 198.51.100.5. This rule and the rule near let in the other 3 of 8 now.',
      );
    });

    it('is nobody new where the rule only gets wider within what others let in', () => {
      const plan = editing([office, ['desk', '203.0.113.7']], 'desk', '203.0.113.0/28');
      assert.equal(plan.detail[1], 'Lets in nobody new: the rule office lets in 203.0.113.0–203.0.113.15 already; once that rule goes, this rule still lets in these 16 addresses.');
      assert.doesNotMatch(plan.detail.join(' '), /sign in/);
      assert.deepEqual([plan.cutOff, plan.danger], [[], undefined]);
      const together = editing([home, ['near', '198.51.100.5', '198.51.100.7']], 'home', '198.51.100.4/30');
      assert.match(together.detail[1] ?? '', /^Lets in nobody new: this rule and the rule near let in 198\.51\.100\.4–198\.51\.100\.7 now; once that rule goes, this rule still lets in these 4 addresses\.$/);
    });

    it('asks a second time where it gets much wider', () => {
      assert.match(editing([everyone, home], 'home', '203.0.0.0/16').danger?.question ?? '', /^Let 65,536 addresses reach db by this rule too\?$/);
      assert.equal(editing([everyone], 'everyone', '203.0.0.0/16').danger, undefined);
    });

    it('is all of its addresses where those that it had are not known', () => {
      assert.equal(editing([['home', '198.51.100.9', '198.51.100.1']], 'home', '198.51.100.4').detail[1], 'Opens the server to 1 address: 198.51.100.4.');
    });
  });
}

describe('what rules open', () => {
  it('is nobody while public access is off, however wide they are', () => {
    const context = withFirewall('single', [home], off.single);
    const plan = inSentences(planRuleEdit(context, ruleOf(context, 'home'), range('198.51.100.0/29')));
    assert.equal(plan.detail[1], 'Public access is off, so the rule lets nobody in now. Once it is on, the rule lets in 8 addresses: 198.51.100.0–198.51.100.7.');
  });

  it('is asked about in the place of all of Azure by what is new of it', () => {
    const context = withFirewall('flexible', [azure, ['lab', '203.0.0.0', '203.0.127.255']]);
    const plan = planReplaceAzureServices(context, azureServicesRules(readFirewall(context).rules), [{ name: 'one', range: range('203.0.0.0/16') }]);
    assert.equal(plan.danger?.question, 'Open db to 32,768 more addresses?');
  });
});
