import { window, type QuickPickItem } from 'vscode';
import type { Address } from '../../model/address';
import { nameOf } from '../../model/resource';
import type { Subject } from '../../model/rule';
import { loadAnalysis, type Analysis } from '../load-analysis';
import { pickReadServer } from '../read-server';
import type { Services } from '../services';

interface Answer extends QuickPickItem {
  readonly at: Address;
}

const wayIcons = { internet: 'globe', azure: 'azure', addresses: 'organization', 'virtual-network': 'type-hierarchy', 'private-endpoint': 'lock' } as const;

const answers = {
  yes: '$(unlock) Gets through',
  no: '$(circle-slash) Does not get through',
  unknown: '$(question) Cannot be told',
  'if-azure': '$(azure) Only from Azure',
} as const;

/** The whole answer: from where, and with what. */
function everything(analysis: Analysis, subject: Subject): Answer[] {
  const { ways, gaps } = analysis.reachOf(subject);
  const at: Address = { in: 'resource', key: subject.server.resource.key, path: [] };
  const from = ways.map((way): Answer => ({ label: `$(${wayIcons[way.from]}) ${way.text}`, description: 'can reach the server', detail: way.detail, at: way.at }));
  const open = gaps.map(({ layer, because }): Answer => ({ label: '$(question) Not known', description: layer, detail: `${because}.`, at }));
  const nobody: Answer = {
    label: '$(circle-slash) Nobody',
    description: 'can reach the server',
    detail: 'It has no public endpoint that lets anybody in, and no private way leads to it.',
    at,
  };
  const proofs = analysis.credentialsOf(subject).map((credential): Answer => {
    const icon = { yes: 'key', no: 'circle-slash', unknown: 'question' }[credential.accepted];
    const label = credential.kind === 'password' ? 'Password' : 'Microsoft Entra';
    return { label: `$(${icon}) ${label}`, description: 'to sign in', detail: credential.text, at: credential.at };
  });
  return [...(from.length + open.length === 0 ? [nobody] : [...from, ...open]), ...proofs];
}

/** The answer for what was typed, where that is an address. */
function aboutAddress(analysis: Analysis, subject: Subject, text: string): Answer[] {
  const address = analysis.parseAddress(text.trim());
  if (address === undefined) return [];
  const { answer, because, layer, at } = analysis.admit(subject, address);
  return [{ label: answers[answer], description: `${text.trim()} · ${layer}`, detail: because, at, alwaysShow: true }];
}

/** Shows from where a server can be reached and with what, and answers for an address as it is typed. */
export async function whoCanConnect(services: Services, node?: unknown): Promise<void> {
  const read = await pickReadServer(services, node, ['flexible', 'single', 'cluster', 'horizon']);
  if (read === undefined) return;
  const { fleetServer, server, snapshot } = read;
  const analysis = await loadAnalysis();
  const all = everything(analysis, { server, snapshot });
  const pick = window.createQuickPick<Answer>();
  pick.title = `Who Can Connect to ${nameOf(server.resource)}?`;
  pick.placeholder = 'Type an IPv4 address to see whether it gets through';
  pick.ignoreFocusOut = true;
  pick.items = all;
  pick.onDidChangeValue((text) => {
    const about = aboutAddress(analysis, { server, snapshot }, text);
    pick.items = [...about, ...all];
    if (about.length > 0) pick.activeItems = about;
  });
  const chosen = await new Promise<Answer | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.activeItems[0]));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  if (chosen !== undefined) await services.documents.reveal(fleetServer.summary.id, chosen.at);
}
