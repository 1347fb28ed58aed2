import { CodeAction, CodeActionKind, languages, type CodeActionContext, type Disposable, type Range, type TextDocument } from 'vscode';
import { isMendable } from '../engine/plans/finding-fix';
import { otherRemedyFor, remedyFor } from '../engine/plans/mended-by';
import { effectNotes } from '../model/fix';
import { diagnosticSource } from './diagnostic-of';
import { liveScheme } from './live-documents';
import type { Services } from './services';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly title: string }[] };
}

/** The title of a command as package.json has it, without the sign that it asks. */
function commandTitle(context: Services['context'], id = ''): string {
  const { contributes } = context.extension.packageJSON as Manifest;
  const title = contributes.commands.find(({ command }) => command === `postgresqlSecurity.${id}`)?.title;
  return (title ?? id).replace(/…$/, '');
}

/** Makes the actions for the findings of a live server at a place in its document. */
function actionsAt({ fleet, documents, context }: Services, document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
  const serverId = documents.serverId(document.uri);
  const server = serverId === undefined ? undefined : fleet.server(serverId);
  const content = serverId === undefined ? undefined : documents.content(serverId);
  if (server?.report === undefined || content === undefined) return [];
  const { name, id } = server.summary;
  return server.report.findings.flatMap((finding): CodeAction[] => {
    const { fix, rule, at } = finding;
    if (!isMendable(finding)) return [];
    const place = content.rangeOf(at);
    if (place.intersection(range) === undefined) return [];
    const note = fix === undefined ? '' : effectNotes[fix.effect];
    const title = fix?.title ?? commandTitle(context, remedyFor(finding));
    // Never preferred, and no fix of all: what it changes is a server, and each is confirmed by itself.
    const actionFor = (words: string, otherwise: boolean): CodeAction => {
      const action = new CodeAction(`Fix in Azure: ${name}: ${words}…`, CodeActionKind.QuickFix);
      action.command = { command: 'postgresqlSecurity.fixFinding', title: action.title, arguments: [{ serverId: id, ruleId: rule.id, at: JSON.stringify(at), otherwise }] };
      action.diagnostics = diagnostics.filter(({ source, code, range: shown }) => source === diagnosticSource && typeof code === 'object' && code.value === rule.id && shown.isEqual(place));
      return action;
    };
    const other = otherRemedyFor(finding);
    return [actionFor(`${title}${note === '' ? '' : ` (${note})`}`, false), ...(other === undefined ? [] : [actionFor(commandTitle(context, other), true)])];
  });
}

/** Offers the fixes of live servers at the findings in their documents. */
export function registerLiveActions(services: Services): Disposable {
  return languages.registerCodeActionsProvider(
    { scheme: liveScheme },
    { provideCodeActions: (document, range, context) => actionsAt(services, document, range, context) },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
}
