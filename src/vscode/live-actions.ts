import { CodeAction, CodeActionKind, languages, type CodeActionContext, type Disposable, type Range, type TextDocument } from 'vscode';
import { isLiveFix } from '../engine/plans/finding-fix';
import { effectNotes } from '../model/fix';
import { diagnosticSource } from './diagnostic-of';
import { liveScheme } from './live-documents';
import type { Services } from './services';

/** Makes the actions for the findings of a live server at a place in its document. */
function actionsAt({ fleet, documents }: Services, document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
  const serverId = documents.serverId(document.uri);
  const server = serverId === undefined ? undefined : fleet.server(serverId);
  const content = serverId === undefined ? undefined : documents.content(serverId);
  if (server?.report === undefined || content === undefined) return [];
  const { name, id } = server.summary;
  return server.report.findings.flatMap((finding): CodeAction[] => {
    const { fix, rule, at } = finding;
    if (fix === undefined || finding.outcome !== 'fail' || !isLiveFix(finding)) return [];
    const place = content.rangeOf(at);
    if (place.intersection(range) === undefined) return [];
    const note = effectNotes[fix.effect];
    // Never preferred, and no fix of all: what it changes is a server, and each is confirmed by itself.
    const action = new CodeAction(`Fix in Azure: ${name}: ${fix.title}${note === '' ? '' : ` (${note})`}…`, CodeActionKind.QuickFix);
    action.command = { command: 'postgresqlSecurity.fixFinding', title: action.title, arguments: [{ serverId: id, ruleId: rule.id, at: JSON.stringify(at) }] };
    action.diagnostics = diagnostics.filter(({ source, code, range: shown }) => source === diagnosticSource && typeof code === 'object' && code.value === rule.id && shown.isEqual(place));
    return [action];
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
