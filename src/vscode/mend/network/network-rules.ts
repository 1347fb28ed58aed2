import { window } from 'vscode';
import type { Plan } from '../../../engine/plan';
import { known } from '../../../model/fact';
import { nameOf } from '../../../model/resource';
import { isFleetNode } from '../../tree/node';
import { UserMessage } from '../../user-message';
import type { Asking, Remedy } from '../remedy';
import { seenBy } from './seen';

async function askAdd(asking: Asking): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const title = `Add Virtual Network Rule to ${nameOf(server.resource)}`;
  const subnet = await window.showInputBox({
    title,
    prompt: 'Resource id of the subnet that is let in',
    placeHolder: '/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/NETWORK/subnets/SUBNET',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? undefined : analysis.validateSubnetId(text)),
  });
  if (subnet === undefined || subnet.trim() === '') return undefined;
  const id = subnet.trim();
  const existing = analysis.readVirtualNetworkFacts({ snapshot, server }).rules.map(({ name }) => name);
  const proposal = (id.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9_-]/g, '-');
  const name = await window.showInputBox({
    title,
    prompt: `Name of the rule for ${analysis.subnetInWords(id)}`,
    value: existing.includes(proposal) ? `${proposal}-2` : proposal,
    ignoreFocusOut: true,
    validateInput: (text) => analysis.validateRuleName(text.trim(), existing),
  });
  if (name === undefined) return undefined;
  const carried = { label: 'Only with the service endpoint Microsoft.Sql', description: 'Azure refuses the rule while the subnet has none' };
  const anyway = { label: 'Even without the service endpoint', description: 'the rule lets nobody in until the subnet has one' };
  const picked = await window.showQuickPick([carried, anyway], { title, placeHolder: 'What if the subnet has no service endpoint?' });
  if (picked === undefined) return undefined;
  return analysis.planNetworkRule({ snapshot, server }, { name: name.trim(), subnet: id, ignoresMissingEndpoint: picked === anyway });
}

/** The rule whose line in the tree a command was called on. */
const keyAt = (node: unknown): string | undefined => (isFleetNode(node) && node.kind === 'fact' && node.fact.at.in === 'resource' ? node.fact.at.key : undefined);

async function askRemove(asking: Asking, argument: unknown): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const subject = { snapshot, server };
  const { rules, complete } = analysis.readVirtualNetworkFacts(subject);
  const label = nameOf(server.resource);
  if (rules.length === 0) throw new UserMessage(complete === true ? `${label} has no virtual network rules.` : `The virtual network rules of ${label} could not be read: ${complete.because}.`);
  const seen = seenBy(asking);
  const key = keyAt(argument);
  const given = rules.filter(({ subnet: { at } }) => at.in === 'resource' && at.key === key);
  if (given.length > 0) return analysis.planNetworkRuleRemoval(subject, given, seen);
  const items = rules.map((rule) => ({ label: rule.name, description: analysis.subnetInWords(known(rule.subnet) ?? ''), rule }));
  const picked = await window.showQuickPick(items, { title: `Remove Virtual Network Rules from ${label}`, placeHolder: 'Which rules?', canPickMany: true });
  if (picked === undefined || picked.length === 0) return undefined;
  return analysis.planNetworkRuleRemoval(subject, picked.map(({ rule }) => rule), seen);
}

/** Lets a subnet into a Single Server. */
export const addVirtualNetworkRule: Remedy = { id: 'addVirtualNetworkRule', layer: 'virtual-network', kinds: ['single'], ask: askAdd };

/** Takes rules for subnets away from a Single Server. */
export const removeVirtualNetworkRules: Remedy = { id: 'removeVirtualNetworkRules', layer: 'virtual-network', kinds: ['single'], ask: askRemove };
