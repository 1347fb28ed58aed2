import { window, type QuickPickItem } from 'vscode';
import type { Address } from '../../model/address';
import { nameOf } from '../../model/resource';
import { loadAnalysis } from '../load-analysis';
import { pickReadServer } from '../read-server';
import type { Services } from '../services';

const icons = { done: 'pass', missing: 'warning', choice: 'info', unknown: 'question' } as const;

interface Item extends QuickPickItem {
  readonly at: Address;
}

/** Shows what replaces Oracle's Transparent Data Encryption on a server, and what is missing there. */
export async function explainOracle(services: Services, node?: unknown): Promise<void> {
  const read = await pickReadServer(services, node, ['flexible', 'single']);
  if (read === undefined) return;
  const { fleetServer, server, snapshot } = read;
  const analysis = await loadAnalysis();
  const today = new Date().toISOString().slice(0, 10);
  const advice = analysis.oracleAdvice({ server, snapshot, today, settings: analysis.defaultSettings });
  const items = advice.map(({ state, title, text, detail, at }): Item => ({ label: `$(${icons[state]}) ${title}`, description: text, detail, at }));
  const chosen = await window.showQuickPick(items, {
    title: `What Replaces Oracle TDE on ${nameOf(server.resource)}?`,
    placeHolder: 'Choose one to see it in the server',
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (chosen !== undefined) await services.documents.reveal(fleetServer.summary.id, chosen.at);
}
