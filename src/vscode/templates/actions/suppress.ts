import { CodeAction, CodeActionKind, SnippetString, SnippetTextEdit, WorkspaceEdit, type Uri } from 'vscode';
import { metadataPath } from '../../../engine/suppression-metadata';
import { inResource } from '../../../model/address';
import { settingOf } from '../../../model/resource';
import type { Json } from '../../../model/value';
import { isList, isUnknown } from '../../../model/value';
import type { PlacedTemplateFinding } from '../judge-template';
import type { TemplateChecks } from '../template-checks';
import { diagnosticsOf, type ActionMaker, type ActionRequest } from './action-maker';

/** What stands in the place of the reason until somebody types it. */
const placeholder = 'why this is right';

/** Stands for the reason in a text that is written for us; nothing that anybody writes looks like it. */
const mark = '\u0001reason\u0001';

/** A text in which the cursor goes to the reason. */
function snippet(before: string, after: string): SnippetString {
  return new SnippetString().appendText(before).appendPlaceholder(placeholder).appendText(after);
}

function editOf(uri: Uri, one: SnippetTextEdit): WorkspaceEdit {
  // The texts are indented already.
  one.keepWhitespace = true;
  const edit = new WorkspaceEdit();
  edit.set(uri, [one]);
  return edit;
}

/** A comment above the line of the finding. */
function commentEdit({ files }: ActionRequest, { finding, at }: PlacedTemplateFinding, checks: TemplateChecks): WorkspaceEdit | undefined {
  const analysis = checks.loaded;
  const text = files.read(at.file) ?? '';
  const line = analysis?.insertDirective(at.file, text, at.start, analysis.aliasOf(finding.rule.id));
  if (line === undefined) return undefined;
  const { start } = files.range({ file: at.file, start: line.at, end: line.at });
  return editOf(files.uri(at.file), SnippetTextEdit.insert(start, snippet(line.before, line.after)));
}

/** An entry in the metadata of the resource, where JSON is to be without comments. */
function metadataEdit({ files }: ActionRequest, { finding, program, entry }: PlacedTemplateFinding): WorkspaceEdit | undefined {
  const { at, rule } = finding;
  if (at.in !== 'resource') return undefined;
  const resource = program.snapshot(entry).resource(at.key);
  const before = resource && settingOf(resource, metadataPath);
  // A list that is computed cannot be added to here.
  if (before !== undefined && (!isList(before) || before.some(isUnknown))) return undefined;
  const list = [...((before ?? []) as readonly Json[]), { rule: rule.id, reason: mark }];
  const written = program.edits(entry, {
    title: '',
    effect: 'safe',
    changes: [{ kind: 'set', at: inResource(at.key, ...metadataPath), value: list }],
  });
  const [one, ...others] = written?.edits ?? [];
  const spelled = JSON.stringify(mark).slice(1, -1);
  const [head, tail] = one?.text.split(spelled) ?? [];
  if (one === undefined || others.length > 0 || head === undefined || tail === undefined) return undefined;
  return editOf(files.uri(one.file), SnippetTextEdit.replace(files.range(one), snippet(head, tail)));
}

/** Offers to accept a finding where it stands, and puts the cursor on the reason. */
export const makeSuppressions =
  (checks: TemplateChecks): ActionMaker =>
  (request) => {
    const rules = new Map(request.here.map((placed) => [placed.finding.rule.id, placed]));
    return [...rules].flatMap(([id, placed]) => {
      const isStrict = request.document.languageId === 'json';
      const edit = (isStrict ? metadataEdit(request, placed) : undefined) ?? commentEdit(request, placed, checks);
      if (edit === undefined) return [];
      const action = new CodeAction(`Suppress ${id} here, with a reason`, CodeActionKind.QuickFix);
      action.edit = edit;
      action.diagnostics = diagnosticsOf(request, placed);
      return [action];
    });
  };
