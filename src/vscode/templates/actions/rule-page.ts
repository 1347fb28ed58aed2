import { CodeAction, CodeActionKind } from 'vscode';
import { diagnosticsOf, type ActionMaker } from './action-maker';

/** Offers the page of each rule that found something here. */
export const makeRulePages: ActionMaker = (request) => {
  const rules = new Map(request.here.map((placed) => [placed.finding.rule.id, placed]));
  return [...rules].map(([id, placed]) => {
    const action = new CodeAction(`Open the page of ${id}`, CodeActionKind.QuickFix);
    action.command = { command: 'postgresqlSecurity.openRulePage', title: 'Open Rule Page', arguments: [id] };
    action.diagnostics = diagnosticsOf(request, placed);
    return action;
  });
};
