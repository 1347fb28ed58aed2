import { CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode';
import type { Finding } from '../../../model/finding';
import type { TemplateChecks } from '../template-checks';
import { diagnosticsOf, workspaceEdit, type ActionMaker, type ActionRequest } from './action-maker';

export const fixAllKind = CodeActionKind.SourceFixAll.append('postgresqlSecurity');

/** An action that is worked out when somebody chooses it. */
export class LaterAction extends CodeAction {
  constructor(
    title: string,
    kind: CodeActionKind,
    readonly work: () => WorkspaceEdit,
  ) {
    super(title, kind);
  }
}

const editOf = (checks: TemplateChecks, { document, files }: ActionRequest, wanted: (finding: Finding) => boolean): WorkspaceEdit =>
  workspaceEdit(files, checks.mendAll(document, files, wanted));

/** Offers to mend everything that one rule found in the file, where that is more than one thing. */
export const makeFixAllOfRule =
  (checks: TemplateChecks): ActionMaker =>
  (request) => {
    const rules = new Map(request.here.flatMap((placed) => (placed.finding.fix === undefined ? [] : [[placed.finding.rule.id, placed]])));
    return [...rules].flatMap(([id, placed]) => {
      const number = request.findings.filter(({ finding }) => finding.rule.id === id && finding.fix !== undefined).length;
      if (number < 2) return [];
      const title = `Fix all ${number} in this file: ${placed.finding.rule.title}`;
      const action = new LaterAction(title, CodeActionKind.QuickFix, () => editOf(checks, request, ({ rule }) => rule.id === id));
      action.diagnostics = diagnosticsOf(request, placed);
      return [action];
    });
  };

/** Mends on saving, or when asked to, what changes nothing for those who use the server. */
export const makeFixAllSafe =
  (checks: TemplateChecks): ActionMaker =>
  (request) => {
    const { only } = request.context;
    const isSafe = ({ fix }: Finding): boolean => fix?.effect === 'safe';
    if (only === undefined || !only.contains(fixAllKind) || !request.findings.some(({ finding }) => isSafe(finding))) return [];
    return [new LaterAction('Fix all that is safe to fix', fixAllKind, () => editOf(checks, request, isSafe))];
  };
