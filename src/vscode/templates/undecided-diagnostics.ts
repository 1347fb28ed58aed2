import { Diagnostic, DiagnosticSeverity } from 'vscode';
import { diagnosticSource } from '../diagnostic-of';
import type { Settings } from '../settings';
import type { PlacedTemplateFinding } from './judge-template';
import type { TemplateFiles } from './template-files';

/** More rules than these are only counted. */
const named = 4;

/**
 * Shows what could not be decided, once for each reason at a place: one parameter without a value often leaves many
 * rules open. Hints stay out of the Problems panel.
 */
export function undecidedDiagnostics(placed: readonly PlacedTemplateFinding[], files: TemplateFiles, settings: Settings): Diagnostic[] {
  const groups = new Map<string, { readonly first: PlacedTemplateFinding; readonly rules: Set<string> }>();
  for (const one of placed) {
    if (one.finding.outcome !== 'unknown') continue;
    const key = JSON.stringify([one.at.start, one.at.end, one.finding.message]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: one, rules: new Set([one.finding.rule.id]) });
    else group.rules.add(one.finding.rule.id);
  }
  const severity = settings.templateUnknowns === 'problem' ? DiagnosticSeverity.Information : DiagnosticSeverity.Hint;
  return [...groups.values()].map(({ first, rules }) => {
    const shown = [...rules].slice(0, named).join(', ');
    const more = rules.size > named ? ` and ${rules.size - named} more` : '';
    const diagnostic = new Diagnostic(files.range(first.at), `${first.finding.message} Not judged: ${shown}${more}.`, severity);
    diagnostic.source = diagnosticSource;
    return diagnostic;
  });
}
