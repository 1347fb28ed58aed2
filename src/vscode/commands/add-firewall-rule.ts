import { window, type QuickPickItem } from 'vscode';
import { nameOf } from '../../model/resource';
import type { Plan } from '../../engine/plan';
import type { Range } from '../../layers/firewall/range';
import { askRange } from '../ask-range';
import type { FleetServer } from '../fleet';
import { loadAnalysis, type Analysis } from '../load-analysis';
import type { Asking, Remedy } from '../mend/remedy';
import { runRemedy } from '../mend/run-remedy';
import { ownAddress, whichComputer } from '../own-address';
import type { Services } from '../services';
import { UserMessage } from '../user-message';

/** Whom to let in. */
export interface Chosen {
  readonly range: Range;
  /** Where an address was learned, for the plan. */
  readonly learned?: string;
}

interface Choice extends QuickPickItem {
  readonly choose: () => Promise<Chosen | undefined>;
}

/** Networks for examples (RFC 5737): closed networks use them, and the internet never sees them. */
const example = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./;

async function own(services: Services, analysis: Analysis): Promise<Chosen | undefined> {
  const isPublic = (text: string): boolean => {
    const address = analysis.parseAddress(text);
    return address !== undefined && !example.test(text) && !analysis.isPrivateRange({ start: address, end: address });
  };
  const learned = await ownAddress(services, isPublic);
  const address = learned === undefined ? undefined : analysis.parseAddress(learned.address);
  if (learned === undefined || address === undefined) return undefined;
  return { range: { start: address, end: address }, learned: learned.learned };
}

/** Asks who is to get in. */
export async function chooseRange(services: Services, analysis: Analysis, title: string): Promise<Chosen | undefined> {
  const choices: Choice[] = [
    {
      label: '$(device-desktop) The address of this computer',
      detail: `The public address of ${whichComputer()}, where the extension runs`,
      choose: () => own(services, analysis),
    },
    {
      label: '$(edit) An address, a range or a network…',
      detail: 'Such as 203.0.113.7 or 203.0.113.0/26',
      choose: async () => {
        const range = await askRange(analysis, { title });
        return range === undefined ? undefined : { range };
      },
    },
    {
      label: '$(azure) Every service in Azure',
      detail: 'Services of other customers too; asks a second time',
      choose: () => Promise.resolve({ range: { start: 0, end: 0 } }),
    },
  ];
  const choice = await window.showQuickPick(choices, { title, placeHolder: 'Who is to get in?' });
  return choice?.choose();
}

function askName(analysis: Analysis, server: string, range: Range, existing: readonly string[]): Thenable<string | undefined> {
  const value = analysis.proposeRuleName(range, existing);
  return window.showInputBox({
    title: `Add Firewall Rule to ${server}`,
    prompt: `Name of the rule for ${analysis.formatRange(range)}`,
    value,
    ignoreFocusOut: true,
    validateInput: (name) => analysis.validateRuleName(name.trim(), existing),
  });
}

/** Asks whom to let in, and plans the rule. @param given whom, where that is known already. */
async function ask({ services, analysis, server, snapshot }: Asking, given?: Chosen): Promise<Plan | undefined> {
  const why = analysis.whyRulesDoNotCount({ snapshot, server });
  if (why !== undefined) throw new UserMessage(why);
  const chosen = given ?? (await chooseRange(services, analysis, `Add Firewall Rule to ${nameOf(server.resource)}`));
  if (chosen === undefined) return undefined;
  const existing = analysis.firewallRulesOf(snapshot, server).map(nameOf);
  const name = (await askName(analysis, nameOf(server.resource), chosen.range, existing))?.trim();
  if (name === undefined) return undefined;
  const plan = analysis.planFirewallRule({ snapshot, server }, name, chosen.range);
  return chosen.learned === undefined ? plan : { ...plan, detail: [...plan.detail, chosen.learned] };
}

/** Lets somebody in. */
export const addFirewallRule: Remedy = { id: 'addFirewallRule', layer: 'firewall', kinds: ['flexible', 'single', 'cluster'], ask: (asking) => ask(asking) };

/** Adds a rule for exactly one address, which the server itself has named. Everything else is asked as ever. */
export async function addRuleForAddress(services: Services, { summary }: FleetServer, address: string): Promise<boolean> {
  const { id: serverId, subscriptionId, name } = summary;
  const number = (await loadAnalysis()).parseAddress(address);
  if (number === undefined) throw new UserMessage(`${address} is no IPv4 address, and the firewall takes no other.`);
  const given = { range: { start: number, end: number }, learned: `${address} is the address that ${name} turned away.` };
  return runRemedy(services, { ...addFirewallRule, ask: (asking) => ask(asking, given) }, { kind: 'server', serverId, subscriptionId });
}
