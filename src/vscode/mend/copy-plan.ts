import { env, window, type QuickPickItem } from 'vscode';
import { planAsAzCli } from '../../outputs/plan/az-cli';
import { planAsBicep } from '../../outputs/plan/bicep';
import { planMarkdown } from '../../outputs/plan/plan-markdown';
import type { ShownPlan } from '../../outputs/plan/plan-text';
import type { Server } from '../../model/resource';

interface FormatItem extends QuickPickItem {
  readonly write: (shown: ShownPlan, server: Server, id: string) => string;
}

const formats: readonly FormatItem[] = [
  { label: '$(terminal) az CLI', detail: 'A script for somebody who may write, for bash', write: ({ plan, snapshot }, server, id) => planAsAzCli({ plan, snapshot, server, id }) },
  { label: '$(file-code) Bicep', detail: 'What to declare, so that the next deployment says the same', write: ({ plan, snapshot }, server, id) => planAsBicep({ plan, snapshot, server, id }) },
  { label: '$(markdown) Markdown', detail: 'What, where, what it means and who may be cut off, for a ticket', write: (shown) => planMarkdown(shown) },
];

/** Copies a plan in a form that the person picks. Nothing is written to Azure. */
export async function copyPlan(shown: ShownPlan, server: Server, id: string): Promise<void> {
  const format = await window.showQuickPick(formats, { title: 'Copy Plan As', placeHolder: shown.plan.title });
  if (format === undefined) return;
  await env.clipboard.writeText(format.write(shown, server, id));
  void window.showInformationMessage(`The plan is on the clipboard as ${format.label.replace(/^\$\(\S+\) /, '')}. Nothing was written to Azure.`);
}
