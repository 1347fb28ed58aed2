import { QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { checkAllowed } from '../carry-out';
import { loadAnalysis } from '../load-analysis';
import { pickServer } from '../pick-server';
import type { Services } from '../services';
import { isFleetNode, type FleetNode } from '../tree/node';
import { shownPlan } from './confirm-plan';
import { copyPlan } from './copy-plan';
import { remedies } from './remedies';
import type { Remedy } from './remedy';
import { planRemedy, runRemedy } from './run-remedy';

interface RemedyItem extends QuickPickItem {
  readonly remedy?: Remedy;
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly title: string; readonly icon?: string }[] };
}

/** The title of a command as package.json has it. */
function titleOf({ context }: Services, id: string): string {
  const { contributes } = context.extension.packageJSON as Manifest;
  return contributes.commands.find(({ command }) => command === `postgresqlSecurity.${id}`)?.title ?? id;
}

/** A change of a server that somebody has picked, and the node that it is called on. */
interface Picked {
  readonly remedy: Remedy;
  readonly node: FleetNode;
}

/** Lists what can be changed on a server, layer by layer; on a layer of the tree what belongs to it. */
async function pickChange(services: Services, node: unknown, title: (name: string) => string, placeHolder: string): Promise<Picked | undefined> {
  const server = await pickServer(services, node);
  if (server === undefined) return undefined;
  const { id: serverId, name, kind, subscriptionId } = server.summary;
  const only = isFleetNode(node) && node.kind === 'layer' ? node.result.layer.id : undefined;
  const offered = remedies.filter((remedy) => remedy.kinds.includes(kind) && (only === undefined || remedy.layer === only));
  const { layers } = await loadAnalysis();
  const items = layers.flatMap(({ meta }): RemedyItem[] => {
    const own = offered.filter(({ layer }) => layer === meta.id);
    if (own.length === 0) return [];
    return [{ label: meta.label, kind: QuickPickItemKind.Separator }, ...own.map((remedy) => ({ label: titleOf(services, remedy.id), remedy }))];
  });
  if (items.length === 0) {
    void window.showInformationMessage(`Nothing of this can be changed on ${name} from here.`);
    return undefined;
  }
  const picked = await window.showQuickPick(items, { title: title(name), placeHolder });
  return picked?.remedy === undefined ? undefined : { remedy: picked.remedy, node: isFleetNode(node) ? node : { kind: 'server', serverId, subscriptionId } };
}

/** Changes something of a server that the person picks. */
export async function changeServer(services: Services, node?: unknown): Promise<boolean> {
  const picked = await pickChange(services, node, (name) => `Change ${name}`, 'What is to change? Nothing is written before you have seen the plan.');
  return picked === undefined ? false : runRemedy(services, picked.remedy, picked.node);
}

/** Copies the plan of a change that the person picks, for somebody who may write. Nothing is written to Azure. */
export async function copyChangePlan(services: Services, node?: unknown): Promise<void> {
  const picked = await pickChange(services, node, (name) => `Copy Plan of a Change of ${name}`, 'Which change? Nothing is written to Azure.');
  const planned = picked === undefined ? undefined : await planRemedy(services, picked.remedy, { argument: picked.node });
  if (planned === undefined) return;
  const { plan, read } = planned;
  checkAllowed(read, plan);
  await copyPlan(await shownPlan(services, read.fleetServer, read, plan), read.server, read.fleetServer.summary.id);
}
