import { CodeAction, CodeActionKind } from 'vscode';
import { effectNotes } from '../../../model/fix';
import { diagnosticsOf, workspaceEdit, type ActionMaker } from './action-maker';

/** Offers the fix of each finding as a quick fix that edits the template, and says what it means for the server. */
export const makeFixes: ActionMaker = (request) => {
  const { here, files } = request;
  const seen = new Set<string>();
  return here.flatMap((placed) => {
    const { fix } = placed.finding;
    const written = fix && placed.program.edits(placed.entry, fix);
    const same = JSON.stringify(written);
    if (fix === undefined || written === undefined || seen.has(same)) return [];
    seen.add(same);
    const note = effectNotes[fix.effect];
    const action = new CodeAction(note === '' ? written.title : `${written.title} (${note})`, CodeActionKind.QuickFix);
    action.edit = workspaceEdit(files, written.edits);
    action.diagnostics = diagnosticsOf(request, placed);
    action.isPreferred = true;
    return [action];
  });
};
