import { window, type QuickPickItem } from 'vscode';
import type { NamedRule } from '../../../engine/plans/replace-azure-services';
import type { Plan } from '../../../engine/plan';
import type { FirewallRule } from '../../../layers/firewall/facts';
import type { Range } from '../../../layers/firewall/range';
import { nameOf } from '../../../model/resource';
import type { Analysis } from '../../load-analysis';
import { UserMessage } from '../../user-message';
import type { Asking, Remedy } from '../remedy';
import { seenBy } from './seen';

interface ClientItem extends QuickPickItem {
  readonly address?: string;
}

/** Lets the person say which of the clients that were seen get a rule; nothing where they think better of it. */
async function chooseSeen(asking: Asking, rules: readonly FirewallRule[], title: string): Promise<readonly string[] | undefined> {
  const seen = asking.services.inside.clients(asking.fleetServer.summary.id);
  if (seen === undefined) return [];
  const { unnamed } = asking.analysis.clientsToName(rules, seen.sessions.flatMap(({ address }) => address ?? []));
  if (unnamed.length === 0) return [];
  const items = unnamed.map((address): ClientItem => {
    const sessions = seen.sessions.filter((one) => one.address === address);
    const who = [...new Set(sessions.map(({ role, application }) => (application === '' ? role : `${role} (${application})`)))].join(', ');
    return { label: address, description: who, picked: true, address };
  });
  const placeHolder = `Seen at ${seen.at.slice(0, 16).replace('T', ' ')} UTC, with no rule of their own. Which of them get one?`;
  const picked = await window.showQuickPick(items, { title, placeHolder, canPickMany: true });
  return picked?.flatMap(({ address }) => address ?? []);
}

/** Reads a list of addresses, ranges and networks. @returns what is wrong with it where it cannot be read. */
function parseList(analysis: Analysis, text: string): readonly Range[] | string {
  const parsed = text.split(/[,;\n]/).filter((part) => part.trim() !== '').map((part) => analysis.parseRange(part));
  const wrong = parsed.find((one) => !one.ok);
  if (wrong?.ok === false) return wrong.message;
  const ranges = parsed.flatMap((one) => (one.ok ? [one.range] : []));
  return ranges.some(({ start, end }) => start === 0 && end === 0) ? '0.0.0.0 is every service in Azure, which these rules take the place of.' : ranges;
}

async function askMore(analysis: Analysis, title: string, known: number): Promise<readonly Range[] | undefined> {
  const text = await window.showInputBox({
    title,
    prompt: known === 0 ? 'Which addresses come from Azure? Nobody has looked who is connected, or all of them have rules' : 'Further addresses, where there are some; Enter for none',
    placeHolder: '20.50.1.4, 20.50.2.0/28',
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const ranges = parseList(analysis, typed);
      return typeof ranges === 'string' ? ranges : undefined;
    },
  });
  if (text === undefined) return undefined;
  const ranges = parseList(analysis, text);
  if (typeof ranges === 'string') throw new UserMessage(ranges);
  return ranges;
}

function nameAll(analysis: Analysis, ranges: readonly Range[], existing: readonly string[]): readonly NamedRule[] {
  const names = [...existing];
  return ranges.map((range) => {
    const name = analysis.proposeRuleName(range, names);
    names.push(name);
    return { name, range };
  });
}

async function ask(asking: Asking): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const label = nameOf(server.resource);
  const title = `Replace “Every Service in Azure” on ${label}`;
  const { rules } = analysis.readFirewall({ snapshot, server });
  const why = analysis.whyRulesDoNotCount({ snapshot, server });
  if (why !== undefined) throw new UserMessage(why);
  const open = analysis.azureServicesRules(rules);
  if (open.length === 0) throw new UserMessage(`No firewall rule of ${label} lets in every service in Azure.`);
  const chosen = await chooseSeen(asking, rules, title);
  if (chosen === undefined) return undefined;
  const more = await askMore(analysis, title, chosen.length);
  if (more === undefined) return undefined;
  const ranges = [...chosen.flatMap((address) => (analysis.parseRange(address).ok ? [rangeOf(analysis, address)] : [])), ...more];
  if (ranges.length === 0) throw new UserMessage(`Nothing would take the place of the rule. To let in nobody from Azure, delete it by “Delete Firewall Rules…”.`);
  const named = nameAll(analysis, ranges, analysis.firewallRulesOf(snapshot, server).map(nameOf));
  return analysis.planReplaceAzureServices({ snapshot, server }, open, named, seenBy(asking));
}

function rangeOf(analysis: Analysis, address: string): Range {
  const start = analysis.parseAddress(address) ?? 0;
  return { start, end: start };
}

/** Puts rules for known clients in the place of "every service in Azure". */
export const replaceAzureServices: Remedy = { id: 'replaceAzureServices', layer: 'firewall', kinds: ['flexible', 'single', 'cluster'], ask };
