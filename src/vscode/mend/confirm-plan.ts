import { window } from 'vscode';
import { cutOff, nobodyLooked } from '../../engine/changes/cut-off';
import type { Plan } from '../../engine/plan';
import { closesOnlyWay } from '../../engine/plans/only-way';
import { kindNames, nameOf, type Server } from '../../model/resource';
import type { Subject } from '../../model/rule';
import type { Snapshot } from '../../model/snapshot';
import { planMarkdown } from '../../outputs/plan/plan-markdown';
import { planText, type ShownPlan } from '../../outputs/plan/plan-text';
import type { FleetServer } from '../fleet';
import type { Services } from '../services';
import { subscriptionName } from '../tree/groups';
import { copyPlan } from './copy-plan';

/** What the plan says by itself of who is cut off, and what follows from its changes and from who was seen connected. */
function allCutOff(services: Services, server: Server, snapshot: Snapshot, plan: Plan): readonly string[] {
  const seen = services.inside.clients(server.resource.key);
  const found = cutOff({ snapshot, server, changes: plan.changes, seen });
  const own = seen === undefined ? plan.cutOff : plan.cutOff.filter((text) => text !== nobodyLooked);
  return [...new Set([...own, ...found])];
}

/** Gathers what the confirmation of a plan shows. */
export async function shownPlan(services: Services, { summary }: FleetServer, { server, snapshot }: Subject, plan: Plan): Promise<ShownPlan> {
  const source = await services.session.source();
  const { name, kind, resourceGroup, subscriptionId } = summary;
  return {
    plan: { ...plan, cutOff: allCutOff(services, server, snapshot, plan), ...(closesOnlyWay({ server, snapshot }, plan.changes) ? { typed: nameOf(server.resource) } : {}) },
    snapshot,
    where: `${name}, ${kindNames[kind]}, ${resourceGroup} in ${subscriptionName(services.fleet, subscriptionId)}`,
    calls: plan.changes.map((change) => source.describe(change)),
  };
}

const [read, copy] = ['Read the Plan First', 'Copy Plan As…'];

/** A plan that is about to be carried out. */
export interface Confirming {
  readonly shown: ShownPlan;
  readonly server: Server;
  /** The server's resource id as Azure spells it. */
  readonly id: string;
}

/** Asks the plan's own question. Reading or copying it first is an answer too, after which it is asked again. */
async function agreed(services: Services, { shown, server, id }: Confirming): Promise<boolean> {
  const { plan } = shown;
  const question = `${plan.title}?`;
  let answer = await window.showInformationMessage(question, { modal: true, detail: planText(shown) }, plan.confirm, read, copy);
  while (answer === read || answer === copy) {
    if (answer === read) await services.previews.show(`${plan.title}.md`, planMarkdown(shown));
    else await copyPlan(shown, server, id);
    // Not modal: a dialog would lie over the document.
    answer = await window.showInformationMessage(question, plan.confirm, ...(answer === read ? [copy] : [read]));
  }
  return answer === plan.confirm;
}

/** Has the text typed that the plan asks for. */
async function isTyped({ title, typed }: Plan): Promise<boolean> {
  if (typed === undefined) return true;
  const text = await window.showInputBox({
    title,
    prompt: `Type ${typed} to go on`,
    ignoreFocusOut: true,
    validateInput: (value) => (value === typed || value === '' ? undefined : `This is not ${typed}.`),
  });
  return text === typed;
}

/** Asks for everything that a plan wants confirmed. Nothing is written unless all of it is answered with yes. */
export async function confirmPlan(services: Services, confirming: Confirming): Promise<boolean> {
  const { plan } = confirming.shown;
  if (!(await agreed(services, confirming))) return false;
  const { danger } = plan;
  if (danger !== undefined) {
    const answer = await window.showWarningMessage(danger.question, { modal: true, detail: danger.detail }, danger.confirm);
    if (answer !== danger.confirm) return false;
  }
  return isTyped(plan);
}
