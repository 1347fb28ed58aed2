import { InputBoxValidationSeverity, window } from 'vscode';
import type { Plan } from '../../../engine/plan';
import type { Range } from '../../../layers/firewall/range';
import { nameOf } from '../../../model/resource';
import { chooseRange } from '../../commands/add-firewall-rule';
import { UserMessage } from '../../user-message';
import type { Asking, Remedy } from '../remedy';

async function askHours({ analysis }: Asking, title: string): Promise<number | undefined> {
  const text = await window.showInputBox({
    title,
    prompt: 'For how many hours? At most 24',
    value: String(analysis.usualHours),
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const wrong = analysis.validateHours(typed);
      if (wrong !== undefined) return wrong;
      const end = analysis.endAfter(Date.now(), hoursOf(typed));
      return { message: `Until ${new Date(end).toLocaleString()} (${analysis.formatEnd(end)})`, severity: InputBoxValidationSeverity.Info };
    },
  });
  return text === undefined ? undefined : hoursOf(text);
}

const hoursOf = (text: string): number => Number(text.trim().replace(',', '.'));

/** Asks for the name without its end, which is added and shown while it is typed. */
async function askName({ analysis, server, snapshot }: Asking, title: string, range: Range, end: number): Promise<string | undefined> {
  const existing = analysis.firewallRulesOf(snapshot, server).map(nameOf);
  const text = await window.showInputBox({
    title,
    prompt: 'Name of the rule; its end is added',
    value: analysis.proposeRuleName(range),
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const name = analysis.temporaryName(typed.trim(), end);
      return analysis.validateRuleName(name, existing) ?? { message: name, severity: InputBoxValidationSeverity.Info };
    },
  });
  return text === undefined ? undefined : analysis.temporaryName(text.trim(), end);
}

async function ask(asking: Asking): Promise<Plan | undefined> {
  const { services, analysis, server, snapshot } = asking;
  const why = analysis.whyRulesDoNotCount({ snapshot, server });
  if (why !== undefined) throw new UserMessage(why);
  const title = `Add Temporary Firewall Rule to ${nameOf(server.resource)}`;
  const chosen = await chooseRange(services, analysis, title);
  if (chosen === undefined) return undefined;
  const hours = await askHours(asking, title);
  if (hours === undefined) return undefined;
  const until = analysis.endAfter(Date.now(), hours);
  const name = await askName(asking, title, chosen.range, until);
  if (name === undefined) return undefined;
  const plan = analysis.planTemporaryRule({ snapshot, server }, name, chosen.range, until);
  return chosen.learned === undefined ? plan : { ...plan, detail: [...plan.detail, chosen.learned] };
}

/**
 * Remembers the rule, so that it is removed when its time is over. That is before it is written, as a write that nobody
 * could wait for can succeed all the same; what is not there when its time is over is forgotten then.
 */
async function remember({ services, analysis, fleetServer }: Asking, plan: Plan): Promise<void> {
  const [change] = plan.changes;
  if (change?.kind !== 'add') return;
  const { startIpAddress, endIpAddress } = change.body['properties'] as { readonly startIpAddress: string; readonly endIpAddress: string };
  const { state } = services.session;
  const principal = await (await services.session.source()).principal(fleetServer.summary.id);
  await services.temporaryRules.remember({
    serverId: fleetServer.summary.id,
    server: fleetServer.summary.name,
    name: change.name,
    start: startIpAddress,
    end: endIpAddress,
    until: analysis.endOf(change.name) ?? 0,
    by: principal.objectId,
    to: state.kind === 'signed-in' ? state.to : 'azure',
  });
}

/** Lets somebody in for some hours. */
export const addTemporaryRule: Remedy = { id: 'addTemporaryRule', layer: 'firewall', kinds: ['flexible', 'single', 'cluster'], ask, begin: remember };
