import {
  CodeAction,
  CodeActionKind,
  languages,
  WorkspaceEdit,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  type Range,
  type TextDocument,
} from 'vscode';
import type { TextEdit } from '../../sources/program';
import { diagnosticSource } from '../diagnostic-of';
import type { PlacedTemplateFinding } from './judge-template';
import type { TemplateChecks } from './template-checks';
import { TemplateFiles, templateLanguages } from './template-files';

function workspaceEdit(files: TemplateFiles, edits: readonly TextEdit[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const one of edits) edit.replace(files.uri(one.file), files.range(one), one.text);
  return edit;
}

function matches(diagnostic: Diagnostic, { finding }: PlacedTemplateFinding, range: Range): boolean {
  const code = typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
  return diagnostic.source === diagnosticSource && code === finding.rule.id && diagnostic.range.isEqual(range);
}

/** Offers the fix of each finding as a quick fix that edits the template. */
class TemplateFixes implements CodeActionProvider {
  constructor(private readonly checks: TemplateChecks) {}

  provideCodeActions(document: TextDocument, range: Range, context: { readonly diagnostics: readonly Diagnostic[] }): CodeAction[] {
    const seen = new Set<string>();
    const files = new TemplateFiles();
    return this.checks.findings(document).flatMap((placed) => {
      const at = files.range(placed.at);
      const { fix } = placed.finding;
      if (fix === undefined || at.intersection(range) === undefined) return [];
      const written = placed.program.edits(placed.entry, fix);
      const same = JSON.stringify(written);
      if (written === undefined || seen.has(same)) return [];
      seen.add(same);
      const action = new CodeAction(written.title, CodeActionKind.QuickFix);
      action.edit = workspaceEdit(files, written.edits);
      action.diagnostics = context.diagnostics.filter((diagnostic) => matches(diagnostic, placed, at));
      action.isPreferred = true;
      return [action];
    });
  }
}

export function registerTemplateFixes(checks: TemplateChecks): Disposable {
  return languages.registerCodeActionsProvider([...templateLanguages], new TemplateFixes(checks), {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });
}
