import { window, type QuickPickItem } from 'vscode';
import type { Address } from '../../../model/address';
import { nameOf } from '../../../model/resource';
import type { FirewallRule } from '../../../layers/firewall/facts';
import { isFleetNode } from '../../tree/node';
import { UserMessage } from '../../user-message';
import type { Asking } from '../remedy';

interface RuleItem extends QuickPickItem {
  readonly rule: FirewallRule;
}

/** What a node of the tree is about: a fact or a finding of a rule, with the rules that the finding names beside it. */
function addresses(node: unknown): readonly Address[] {
  if (!isFleetNode(node)) return [];
  if (node.kind === 'fact') return [node.fact.at];
  return node.kind === 'finding' ? [node.finding.at, ...node.finding.related.map(({ at }) => at)] : [];
}

/** The firewall rules that nodes of the tree are about. */
export function rulesAt(rules: readonly FirewallRule[], nodes: readonly unknown[]): readonly FirewallRule[] {
  const keys = new Set(nodes.flatMap(addresses).flatMap((at) => (at.in === 'resource' ? [at.key] : [])));
  return rules.filter(({ resource }) => keys.has(resource.key));
}

/**
 * The firewall rules of the server.
 * @throws UserMessage where there are none, or Azure takes no change of them now.
 */
export function changeableRules({ analysis, server, snapshot }: Asking): readonly FirewallRule[] {
  const { rules, complete } = analysis.readFirewall({ snapshot, server });
  const name = nameOf(server.resource);
  const { refused } = analysis.deadRulesOf({ snapshot, server });
  if (refused !== undefined) throw new UserMessage(`${refused} Nothing of the rules of ${name} can be changed until then.`);
  if (rules.length > 0) return rules;
  throw new UserMessage(complete === true ? `${name} has no firewall rules.` : `The firewall rules of ${name} could not be read: ${complete.because}.`);
}

const itemOf = ({ analysis }: Asking, rule: FirewallRule, picked = false): RuleItem => ({
  label: analysis.ruleName(rule),
  description: analysis.describeRule(rule).slice(analysis.ruleName(rule).length + 2),
  picked,
  rule,
});

/** The rule that a command was called on, else the one that the person picks. */
export async function chooseRule(asking: Asking, argument: unknown, title: string): Promise<FirewallRule | undefined> {
  const rules = changeableRules(asking);
  const [given] = rulesAt(rules, [argument]);
  if (given !== undefined) return given;
  const picked = await window.showQuickPick(rules.map((rule) => itemOf(asking, rule)), { title, placeHolder: 'Which rule?', matchOnDescription: true });
  return picked?.rule;
}

/** The rules that a command was called on, else those that the person picks. */
export async function chooseRules(asking: Asking, nodes: readonly unknown[], title: string): Promise<readonly FirewallRule[]> {
  const rules = changeableRules(asking);
  const given = rulesAt(rules, nodes);
  if (given.length > 0) return given;
  const items = rules.map((rule) => itemOf(asking, rule));
  const picked = await window.showQuickPick(items, { title, placeHolder: 'Which rules? Nothing is deleted before you have seen the plan.', canPickMany: true, matchOnDescription: true });
  return (picked ?? []).map(({ rule }) => rule);
}
