import {
  CodeActionKind,
  languages,
  type CodeAction,
  type CodeActionContext,
  type CodeActionProvider,
  type Disposable,
  type Range,
  type TextDocument,
} from 'vscode';
import type { ActionMaker, ActionRequest } from './actions/action-maker';
import { fixAllKind, LaterAction, makeFixAllOfRule, makeFixAllSafe } from './actions/fix-all';
import { makeVaultReferences } from './actions/key-vault';
import { makeFixes } from './actions/one-fix';
import { makeRulePages } from './actions/rule-page';
import { makeSuppressions } from './actions/suppress';
import type { TemplateChecks } from './template-checks';
import { TemplateFiles, templateLanguages } from './template-files';

/** Asks the makers of each kind of action, in the order in which people see them. */
class TemplateActions implements CodeActionProvider {
  private readonly makers: Readonly<Record<'quick' | 'source', readonly ActionMaker[]>>;

  constructor(private readonly checks: TemplateChecks) {
    this.makers = { quick: [makeFixes, makeVaultReferences, makeFixAllOfRule(checks), makeSuppressions(checks), makeRulePages], source: [makeFixAllSafe(checks)] };
  }

  provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): CodeAction[] {
    const files = new TemplateFiles();
    const findings = this.checks.findings(document);
    const here = findings.filter(({ at }) => files.range(at).intersection(range) !== undefined);
    const request: ActionRequest = { document, range, context, files, findings, here };
    const isWanted = (kind: CodeActionKind): boolean => context.only === undefined || context.only.intersects(kind);
    return [
      ...(isWanted(CodeActionKind.QuickFix) ? this.makers.quick : []),
      ...(isWanted(fixAllKind) ? this.makers.source : []),
    ].flatMap((make) => make(request));
  }

  resolveCodeAction(action: CodeAction): CodeAction {
    if (action instanceof LaterAction) action.edit = action.work();
    return action;
  }
}

export function registerTemplateActions(checks: TemplateChecks): Disposable {
  return languages.registerCodeActionsProvider([...templateLanguages], new TemplateActions(checks), {
    providedCodeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
  });
}
