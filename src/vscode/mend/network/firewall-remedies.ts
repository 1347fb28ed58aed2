import { InputBoxValidationSeverity, window } from 'vscode';
import type { Plan } from '../../../engine/plan';
import { nameOf } from '../../../model/resource';
import { askRange } from '../../ask-range';
import { UserMessage } from '../../user-message';
import type { Asking, Remedy } from '../remedy';
import { chooseRule, chooseRules } from './choose-rules';
import { seenBy } from './seen';

const kinds = ['flexible', 'single', 'cluster'] as const;

async function askEdit(asking: Asking, argument: unknown): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const rule = await chooseRule(asking, argument, `Change Firewall Rule of ${nameOf(server.resource)}`);
  if (rule === undefined) return undefined;
  const { range } = rule;
  const title = `Change Firewall Rule ${analysis.ruleName(rule)} of ${nameOf(server.resource)}`;
  const value = range === undefined ? '' : analysis.formatRange(range).replace('–', ' - ');
  const validate = (typed: { readonly start: number; readonly end: number }): string | undefined =>
    typed.start === range?.start && typed.end === range.end ? 'These are its addresses now. Enter others.' : undefined;
  const wanted = await askRange(analysis, { title, value, validate });
  return wanted === undefined ? undefined : analysis.planRuleEdit({ snapshot, server }, rule, wanted, seenBy(asking));
}

async function askRename(asking: Asking, argument: unknown): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const label = nameOf(server.resource);
  const rule = await chooseRule(asking, argument, `Rename Firewall Rule of ${label}`);
  if (rule === undefined) return undefined;
  const { range } = rule;
  const old = analysis.ruleName(rule);
  if (range === undefined) throw new UserMessage(`The addresses of ${old} could not be read, so it cannot be added under another name.`);
  const existing = analysis.firewallRulesOf(snapshot, server).map(nameOf);
  const name = await window.showInputBox({
    title: `Rename Firewall Rule ${old} of ${label}`,
    prompt: `New name of the rule for ${analysis.formatRange(range)}`,
    value: old,
    ignoreFocusOut: true,
    // The old name is where one starts from, and no mistake to shout about.
    validateInput: (text) =>
      text.trim() === old ? { message: 'Enter another name.', severity: InputBoxValidationSeverity.Info } : analysis.validateNewName(rule, text.trim(), existing),
  });
  if (name === undefined || name.trim() === old) return undefined;
  return analysis.planRuleRename({ snapshot, server }, { ...rule, range }, name.trim());
}

async function askDelete(asking: Asking, argument: unknown, selected: unknown): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const nodes = (Array.isArray(selected) ? selected : [argument]) as readonly unknown[];
  const rules = await chooseRules(asking, nodes, `Delete Firewall Rules of ${nameOf(server.resource)}`);
  if (rules.length === 0) return undefined;
  return analysis.planRuleRemoval({ subject: { snapshot, server }, rules, seen: seenBy(asking) });
}

function planRedundant({ analysis, server, snapshot }: Asking): Plan {
  const subject = { snapshot, server };
  const { refused } = analysis.deadRulesOf(subject);
  if (refused !== undefined) throw new UserMessage(refused);
  const plan = analysis.planRedundantRemoval(subject);
  if (plan !== undefined) return plan;
  throw new UserMessage(`No firewall rule of ${nameOf(server.resource)} lies within another that stays, or has the same addresses.`);
}

/** Gives a rule other addresses. */
export const editFirewallRule: Remedy = { id: 'editFirewallRule', layer: 'firewall', kinds, ask: askEdit };

/** Gives a rule another name. */
export const renameFirewallRule: Remedy = { id: 'renameFirewallRule', layer: 'firewall', kinds, ask: askRename };

/** Deletes one rule or several. */
export const deleteFirewallRules: Remedy = { id: 'deleteFirewallRules', layer: 'firewall', kinds, ask: askDelete };

/** Deletes rules that let in nobody whom another does not let in. */
export const deleteRedundantRules: Remedy = { id: 'deleteRedundantRules', layer: 'firewall', kinds, ask: (asking) => Promise.resolve(planRedundant(asking)) };
