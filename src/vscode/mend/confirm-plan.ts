import { window } from 'vscode';
import type { Plan } from '../../engine/plan';
import { kindNames } from '../../model/resource';
import type { Snapshot } from '../../model/snapshot';
import { planMarkdown } from '../../outputs/plan/plan-markdown';
import { planText, type ShownPlan } from '../../outputs/plan/plan-text';
import type { FleetServer } from '../fleet';
import type { Services } from '../services';
import { subscriptionName } from '../tree/groups';

/** Gathers what the confirmation of a plan shows. */
export async function shownPlan(services: Services, { summary }: FleetServer, snapshot: Snapshot, plan: Plan): Promise<ShownPlan> {
  const source = await services.session.source();
  const { name, kind, resourceGroup, subscriptionId } = summary;
  return {
    plan,
    snapshot,
    where: `${name}, ${kindNames[kind]}, ${resourceGroup} in ${subscriptionName(services.fleet, subscriptionId)}`,
    calls: plan.changes.map((change) => source.describe(change)),
  };
}

const read = 'Read the Plan First';

/** Asks the plan's own question. Reading it as a document first is an answer too, after which it is asked again. */
async function agreed(services: Services, shown: ShownPlan): Promise<boolean> {
  const { plan } = shown;
  const first = await window.showInformationMessage(`${plan.title}?`, { modal: true, detail: planText(shown) }, plan.confirm, read);
  if (first !== read) return first === plan.confirm;
  await services.previews.show(`${plan.title}.md`, planMarkdown(shown));
  // Not modal: a dialog would lie over the document.
  return (await window.showInformationMessage(`${plan.title}?`, plan.confirm)) === plan.confirm;
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
export async function confirmPlan(services: Services, shown: ShownPlan): Promise<boolean> {
  const { plan } = shown;
  if (!(await agreed(services, shown))) return false;
  const { danger } = plan;
  if (danger !== undefined) {
    const answer = await window.showWarningMessage(danger.question, { modal: true, detail: danger.detail }, danger.confirm);
    if (answer !== danger.confirm) return false;
  }
  return isTyped(plan);
}
