import { WorkspaceEdit, type CodeAction, type CodeActionContext, type Diagnostic, type Range, type TextDocument } from 'vscode';
import type { TextEdit } from '../../../sources/program';
import { diagnosticSource } from '../../diagnostic-of';
import type { PlacedTemplateFinding } from '../judge-template';
import type { TemplateFiles } from '../template-files';

/** What somebody asks actions for: a place in a document, with what was found there and in all of it. */
export interface ActionRequest {
  readonly document: TextDocument;
  readonly range: Range;
  readonly context: CodeActionContext;
  readonly files: TemplateFiles;
  readonly findings: readonly PlacedTemplateFinding[];
  /** The findings that the place touches. */
  readonly here: readonly PlacedTemplateFinding[];
}

/** Makes actions of one sort: fixes, pages of rules … The provider asks all makers. */
export type ActionMaker = (request: ActionRequest) => readonly CodeAction[];

/**
 * The edits of a text as the editor takes them.
 * @param files what the edits were made for.
 * @param preview what they do, where they are shown before they are made.
 */
export function workspaceEdit(files: TemplateFiles, edits: readonly TextEdit[], preview?: string): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const shown = preview === undefined ? [] : ([{ label: preview, needsConfirmation: true }] as const);
  for (const one of edits) edit.replace(files.uri(one.file), files.range(one), one.text, ...shown);
  return edit;
}

/** The diagnostics that show a finding. */
export function diagnosticsOf({ context, files }: ActionRequest, { finding, at }: PlacedTemplateFinding): Diagnostic[] {
  const range = files.range(at);
  return context.diagnostics.filter(({ source, code, range: shown }) => {
    const value = typeof code === 'object' ? code.value : code;
    return source === diagnosticSource && value === finding.rule.id && shown.isEqual(range);
  });
}
