import { QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { loadAnalysis } from '../load-analysis';
import { pickServer } from '../pick-server';
import type { Services } from '../services';
import { isFleetNode } from '../tree/node';
import { remedies } from './remedies';
import type { Remedy } from './remedy';
import { runRemedy } from './run-remedy';

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

/** Lists what can be changed on a server, layer by layer; on a layer of the tree what belongs to it. */
export async function changeServer(services: Services, node?: unknown): Promise<boolean> {
  const server = await pickServer(services, node);
  if (server === undefined) return false;
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
    return false;
  }
  const picked = await window.showQuickPick(items, { title: `Change ${name}`, placeHolder: 'What is to change? Nothing is written before you have seen the plan.' });
  return picked?.remedy === undefined ? false : runRemedy(services, picked.remedy, isFleetNode(node) ? node : { kind: 'server', serverId, subscriptionId });
}
